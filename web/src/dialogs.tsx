// Questions in dialogs: a new position, another name, another department, removal, another superior. A refusal stands at
// the field that it is about.

import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { departmentNames, make, move, remove, rename, setSuperior } from "./actions";
import { Said } from "./said";
import { names, question, written, type Question } from "./state";
import { t } from "./words";
import { Search } from "./views/search";

export function Dialogs() {
  const asked = question.value;
  if (!asked) return null;
  switch (asked.kind) {
    case "search":
      return <Search />;
    case "new":
      return <New asked={asked} />;
    case "rename":
      return <Ask title={t("renameTitle", asked.entry.title)} hint={t("renameHint")} field={{ label: t("newTitle"), value: asked.entry.title }} action={t("rename")} act={(title) => rename(asked.entry, title)} />;
    case "move":
      return <Ask title={t("moveTitle", asked.entry.title)} field={{ label: t("department"), value: asked.department, list: departmentNames() }} action={t("moveThere")} act={(department) => move(asked.entry, department)} />;
    case "superior":
      return <Ask title={t("superiorTitle", asked.title)} field={{ label: t("superior"), value: asked.now, list: names.value, mayBeEmpty: true }} action={t("apply")} act={(title) => setSuperior(asked, title)} />;
    case "remove":
      return <Ask title={t("removeTitle", asked.entry.title)} hint={t("removeHint")} action={t("remove")} danger act={() => remove(asked.entry)} />;
  }
}

/** The frame of a dialog. */
export function Dialog({ label, children, class: kind = "" }: { label: string; children: ComponentChildren; class?: string }) {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current!;
    dialog.showModal();
    const first = dialog.querySelector<HTMLInputElement>("input");
    first?.focus();
    first?.select();
    // Gives the focus back to what had it; while the dialog is open nothing else can have it.
    return () => dialog.close();
  }, []);
  const outside = (event: MouseEvent): void => {
    if (event.target === box.current) question.value = null;
  };
  return <dialog class={kind} ref={box} aria-label={label} onClose={() => (question.value = null)} onPointerDown={outside}>{children}</dialog>;
}

interface AskProps {
  title: string;
  hint?: string;
  field?: { label: string; value: string; list?: string[]; mayBeEmpty?: boolean };
  action: string;
  danger?: boolean;
  /** Why it was refused, or null. */
  act: (value: string) => Promise<string | null>;
}

/** A question with a field at most. */
function Ask({ title, hint, field, action, danger, act }: AskProps) {
  const value = useSignal(field?.value ?? "");
  const { refusal, busy, submit } = useSubmit(() => (field && !field.mayBeEmpty && !value.value.trim() ? Promise.resolve(t("giveName")) : act(value.value.trim())));
  return (
    <Dialog label={title}>
      <form onSubmit={submit}>
        <h2>{title}</h2>
        {hint && <p class="quiet-text">{hint}</p>}
        {field && <Named label={field.label} value={value.value} list={field.list} refusal={refusal} change={(text) => (value.value = text)} id="ask" />}
        {!field && <Refused text={refusal} />}
        <Buttons action={action} danger={danger} busy={busy} />
      </form>
    </Dialog>
  );
}

function New({ asked }: { asked: Extract<Question, { kind: "new" }> }) {
  const department = useSignal(asked.department ?? "");
  const title = useSignal("");
  const { refusal, busy, submit } = useSubmit(() => make(department.value, title.value, asked.like));
  const heading = asked.like ? t("copyTitle", asked.like.title) : t("newPosition");
  const fields = [
    <Named key="title" id="new-title" label={t("newTitle")} value={title.value} refusal={refusal} change={(text) => (title.value = text)} />,
    <Named key="department" id="new-department" label={t("department")} value={department.value} list={departmentNames()} change={(text) => (department.value = text)} />,
  ];
  return (
    <Dialog label={heading}>
      <form onSubmit={submit}>
        <h2>{heading}</h2>
        {asked.like && <p class="quiet-text">{t("copyHint")}</p>}
        {/* The field that is still empty comes first. */}
        {asked.department ? fields : fields.reverse()}
        <Buttons action={t("make")} busy={busy} />
      </form>
    </Dialog>
  );
}

interface NamedProps {
  id: string;
  label: string;
  value: string;
  list?: string[];
  refusal?: string | null;
  change: (text: string) => void;
  placeholder?: string;
}

/** A field for a name, with the names that there are and the reason why one was refused. */
export function Named({ id, label, value, list, refusal = null, change, placeholder }: NamedProps) {
  return (
    <div class="named">
      <label for={id}>{label}</label>
      <input id={id} type="text" lang={written.value} autocomplete="off" placeholder={placeholder} list={list && `${id}-list`} value={value} aria-invalid={refusal !== null} aria-describedby={refusal ? `${id}-refused` : undefined} onInput={(event) => change(event.currentTarget.value)} />
      {list && <datalist id={`${id}-list`}>{list.map((one) => <option key={one} value={one} />)}</datalist>}
      <Refused text={refusal} id={`${id}-refused`} />
    </div>
  );
}

export function Refused({ text, id }: { text: string | null; id?: string }) {
  return <div role="alert" id={id}>{text && <p class="trouble error"><Said text={text} /></p>}</div>;
}

/** Sends a form once, and keeps the reason why it was refused. */
export function useSubmit(act: () => Promise<string | null>) {
  const refusal = useSignal<string | null>(null);
  const busy = useSignal(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    void act().then((reason) => {
      refusal.value = reason;
      busy.value = false;
    });
  };
  return { refusal: refusal.value, busy: busy.value, submit };
}

function Buttons({ action, danger = false, busy }: { action: string; danger?: boolean; busy: boolean }) {
  return (
    <p class="buttons">
      <button type="button" onClick={() => (question.value = null)}>{t("cancel")}</button>
      <button type="submit" class={danger ? "accent danger" : "accent"} disabled={busy}>{action}</button>
    </p>
  );
}
