// The frame of a field: its name, what it means, whether it is saved, and what is wrong with it.

import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { composes } from "../composing";
import type { Field } from "../editor";
import { Icon } from "../icons";
import { readOnly, wantedPlace } from "../state";
import { lang, of, t } from "../words";
import { Duties } from "./duties";
import { Items, SuperiorsEditor } from "./items";
import { LabelledEditor } from "./labelled";
import { plain, toLocal, type Local } from "./local";
import { canonical, focused, targetAt, targetOf } from "./place";
import { Records } from "./records";
import { Choice, Lines, Text, type EditorProps } from "./text";
import { Troubles } from "./troubles";

const EDITORS = {
  text: Text, date: Text, headcount: Text, whole: Text, integer: Text,
  lines: Lines, choice: Choice, texts: Items, names: Items, superiors: SuperiorsEditor,
  labelled: LabelledEditor, records: Records, duties: Duties,
} satisfies Record<string, (props: EditorProps) => unknown>;

const SHORT = new Set(["text", "date", "headcount", "whole", "integer", "choice"]);

export function FieldBox({ field }: { field: Field }) {
  const { info, local } = field;
  const explained = useSignal(false);
  const id = `field-${info.name}`;
  const name = of(info);
  const short = SHORT.has(info.kind);
  const simple = short || info.kind === "lines";
  const Editor = EDITORS[info.kind] ?? Text;
  useWanted(field, id);
  const left = (event: FocusEvent): void => {
    const box = event.currentTarget as HTMLElement;
    if (!box.contains(event.relatedTarget as Node | null)) field.blurred();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (field.renames && event.key === "Enter" && !composes(event)) void field.flush();
  };
  const entered = (event: FocusEvent): void => {
    field.focused = true;
    const input = event.target as Element;
    if (input.matches("input, textarea, select")) focused.value = targetOf(field, input);
  };
  return (
    <div class={short ? "field short" : "field"} id={`box-${info.name}`} role={simple ? undefined : "group"} aria-labelledby={simple ? undefined : `${id}-name`} data-state={field.state.value.name} onFocusIn={entered} onFocusOut={left} onKeyDown={pressed}>
      <div class="head">
        {simple ? <label for={id} id={`${id}-name`}>{name}</label> : <h3 id={`${id}-name`}>{name}</h3>}
        {info.required && <span class="quiet-text">{t("required")}</span>}
        <button class="quiet explain" type="button" aria-expanded={explained.value} aria-label={t("explain", name)} title={lang.value === "zh" ? info.docZh : info.docEn} onClick={() => (explained.value = !explained.value)}>?</button>
        <State field={field} />
        {!info.required && !readOnly.value && <button class="quiet remove" type="button" aria-label={t("removeKey", name)} title={t("removeKey", name)} onClick={() => removed(field)}><Icon name="close" /></button>}
      </div>
      {explained.value && <p class="doc">{lang.value === "zh" ? info.docZh : info.docEn}</p>}
      <DraftNote field={field} />
      <Editor info={info} value={local.value} change={(value: Local) => field.change(value)} name={name} id={id} />
      <Troubles field={field} />
    </div>
  );
}

function removed(field: Field): void {
  field.change(toLocal(field.info, null));
  field.opened.value = false;
  void field.flush();
}

/** Puts the focus into the input that a finding, a chip or the page asks for. */
function useWanted(field: Field, id: string): void {
  const wanted = wantedPlace.value?.split(".")[0] === field.info.name ? wantedPlace.value : null;
  useLayoutEffect(() => {
    if (!wanted) return;
    wantedPlace.value = null;
    const box = document.getElementById(`box-${field.info.name}`)!;
    const keys = [...field.editor.fields.values()].map(({ info }) => info);
    const target = targetAt(field.editor, canonical(wanted, keys));
    const folded = box.querySelector<HTMLElement>(`[data-owner="${target?.item}"] > .rest[aria-expanded="false"]`);
    const find = (): HTMLElement | null => {
      const item = target?.inner?.item ?? target?.item;
      const sub = target?.inner?.sub ?? target?.sub;
      return item ? box.querySelector<HTMLElement>(`[data-item="${item}"]${sub ? `[data-sub="${sub}"]` : ""}`) : null;
    };
    const focus = (): void => {
      const input = find() ?? document.getElementById(id) ?? box.querySelector<HTMLElement>(":is(textarea, input):not(.label:not(:placeholder-shown))");
      input?.focus({ preventScroll: true });
      reveal(input ?? box);
    };
    if (find() || !folded) return focus();
    folded.click();
    setTimeout(focus);
  }, [wanted]);
}

/** Scrolls the form to an input that is out of its view. */
function reveal(input: HTMLElement): void {
  const pane = input.closest(".tabpanel")?.getBoundingClientRect();
  const { top, bottom } = input.getBoundingClientRect();
  if (pane && (top < pane.top + 8 || bottom > pane.bottom - 8)) input.scrollIntoView({ block: "center" });
}

function State({ field }: { field: Field }) {
  const { name } = field.state.value;
  const words = { clean: "", saved: t("saved"), waiting: t("waiting"), held: t("held"), sending: t("saving"), offline: t("notSaved"), refused: t("notSaved"), conflict: t("notSaved") };
  return <span class="state" role="status">{words[name]}</span>;
}

function DraftNote({ field }: { field: Field }) {
  if (!field.draft.value || readOnly.value) return null;
  return (
    <div class="note">
      <p>{t("draft")}</p>
      <pre>{plain(field.draft.value.value) || t("empty")}</pre>
      <p class="choice">
        <button type="button" class="accent" onClick={() => field.restore()}>{t("restore")}</button>
        <button type="button" onClick={() => field.discard()}>{t("discard")}</button>
      </p>
    </div>
  );
}
