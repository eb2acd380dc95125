// The frame: bar above, positions to the left, pages in the middle, the form to the right, findings below.

import { useEffect, useRef } from "preact/hooks";
import { act } from "./actions";
import { Bar } from "./bar";
import { Dialogs } from "./dialogs";
import { Findings } from "./findings";
import { Form } from "./form/form";
import { Icon } from "./icons";
import { Middle } from "./pages";
import { Positions } from "./positions";
import { chosen, drawer, editor, ended, isBroken, isEmpty, isView, notice, online, panel, project, question, readOnly, side } from "./state";
import { t, type Word } from "./words";
import { YamlPane } from "./yaml";

export function App({ known }: { known: boolean }) {
  useEffect(() => {
    addEventListener("keydown", keys);
    return () => removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    // What had unfolded is gone: the focus goes back to the button that opened it.
    const open = drawer.value;
    return () => {
      const lost = document.activeElement === document.body || document.activeElement?.closest(".panel");
      if (open !== "none" && drawer.peek() === "none" && lost) document.querySelector<HTMLElement>(`[data-opens="${open}"]`)?.focus();
    };
  }, [drawer.value]);
  if (!known) return <main class="lone"><p>{t("noToken")}</p></main>;
  if (!project.value) return <main class="lone"><p role="status">{ended.value ? t("forbidden") : online.value ? t("loading") : t("offline")}</p></main>;
  return (
    <div class="app" data-drawer={drawer.value}>
      {beside() && <a class="skip" href="#form" onClick={toForm}>{t("skip")}</a>}
      <Bar />
      <Messages />
      <div class={beside() ? "columns" : "columns alone"}>
        <Positions />
        <Middle />
        {beside() && <Side />}
      </div>
      {!isEmpty.value && <Findings />}
      <Dialogs />
    </div>
  );
}

/** Whether the form stands beside what is shown. */
const beside = (): boolean => !isEmpty.value && !isView(chosen.value);

function Side() {
  const box = useRef<HTMLElement>(null);
  const before = useRef(side.value);
  useEffect(() => {
    // What had the focus is gone with the form or the text that it was in.
    if (before.current !== side.value && document.activeElement === document.body) box.current!.focus();
    before.current = side.value;
  }, [side.value]);
  return (
    <section class="side panel" id="form" tabIndex={-1} aria-label={t(side.value)} ref={box}>
      <div class="tabs">
        <div role="tablist" aria-label={t("form")}>
          <Tab name="form" />
          <Tab name="yaml" />
        </div>
        <button class="quiet fold" type="button" aria-label={t("close")} onClick={() => (drawer.value = "none")}><Icon name="close" /></button>
      </div>
      <div class="tabpanel" role="tabpanel" id="side-panel" aria-labelledby={`tab-${side.value}`}>
        {side.value === "yaml" ? <YamlPane /> : editor.value ? <Form key={editor.value.number} editor={editor.value} /> : <p class="hint">{t("choosePosition")}</p>}
      </div>
    </section>
  );
}

function Tab({ name }: { name: "form" | "yaml" }) {
  const select = (): void => void (panel.value = name);
  const other = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    panel.value = name === "form" ? "yaml" : "form";
    document.getElementById(`tab-${panel.value}`)?.focus();
  };
  const selected = side.value === name;
  return (
    <button type="button" role="tab" id={`tab-${name}`} aria-selected={selected} aria-controls="side-panel" tabIndex={selected ? 0 : -1} disabled={name === "form" && isBroken.value} title={name === "form" && isBroken.value ? t("mendFirst") : undefined} onClick={select} onKeyDown={other}>
      {t(name)}
    </button>
  );
}

function Messages() {
  const bad: Word | null = ended.value ? "forbidden" : online.value ? null : "offline";
  return (
    <div class="messages" aria-live="polite">
      {bad && <p class="message bad">{t(bad)}</p>}
      {notice.value && (
        <p class="message">
          {notice.value}
          <button class="quiet" type="button" aria-label={t("close")} onClick={() => (notice.value = null)}><Icon name="close" /></button>
        </p>
      )}
    </div>
  );
}

function toForm(event: Event): void {
  event.preventDefault();
  drawer.value = "form";
  document.getElementById("form")?.focus();
}

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

function keys(event: KeyboardEvent): void {
  if (event.key === "Escape" && !question.peek()) drawer.value = "none";
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    question.value ??= { kind: "search" };
  }
  if (question.peek()) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented) {
    // All is saved anyhow; nobody means to save the page.
    event.preventDefault();
    void editor.value?.flush();
  }
  if (writing(event.target)) return;
  if (event.key === "/" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    drawer.value = "positions";
    document.getElementById("search")?.focus();
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !readOnly.value) {
    event.preventDefault();
    void act(event.shiftKey ? "/api/redo" : "/api/undo");
  }
}
