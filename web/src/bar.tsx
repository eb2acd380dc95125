// The bar above: the handbook, its template set, undo and redo, documents, language and look.

import { Icon } from "./icons";
import { act, drawer, editor, exporting, project, readOnly, save, saving, selectSet, theme, written, type Theme } from "./state";
import { lang, of, t } from "./words";

export function Bar() {
  const { title, company, set, sets } = project.value!;
  return (
    <header class="bar">
      <button class="fold" type="button" data-opens="positions" aria-expanded={drawer.value === "positions"} onClick={() => toggle("positions")}><Icon name="list" />{t("positions")}</button>
      <div class="title" lang={written.value}>
        <h1>{title}</h1>
        {company && <p>{company}</p>}
      </div>
      {!readOnly.value && editor.value && <span class={`saving ${saving.value}`} role="status">{t(SAVING[saving.value])}</span>}
      {readOnly.value ? <span class="badge">{t("readOnly")}</span> : <History />}
      <div class="tools" role="group" aria-label={t("tools")}>
        {sets.length > 0 && (
          <label class="pick">
            <span>{t("template")}</span>
            <select aria-label={t("template")} value={set} onChange={(event) => void selectSet(event.currentTarget.value)}>
              {sets.map((one) => <option key={one.name} value={one.name}>{of(one)}</option>)}
            </select>
          </label>
        )}
        <Documents id="*" />
        <button class="quiet" type="button" lang={lang.value === "zh" ? "en" : "zh-CN"} onClick={() => (lang.value = lang.value === "zh" ? "en" : "zh")}>{t("language")}</button>
        <Look />
      </div>
      <button class="fold" type="button" data-opens="form" aria-expanded={drawer.value === "form"} onClick={() => toggle("form")}><Icon name="pen" />{t("form")}</button>
    </header>
  );
}

function toggle(which: "positions" | "form"): void {
  drawer.value = drawer.value === which ? "none" : which;
  const panel = which === "form" ? "#form" : "#search";
  if (drawer.value === which) requestAnimationFrame(() => document.querySelector<HTMLElement>(panel)?.focus());
}

function History() {
  const { undo, redo } = project.value!;
  return (
    <div class="history" role="group" aria-label={`${t("undo")} / ${t("redo")}`}>
      <Step icon="undo" what={undo !== null} label={undo ? t("undoWhat", of(undo)) : t("undo")} keys="Ctrl+Z" path="/api/undo" />
      <Step icon="redo" what={redo !== null} label={redo ? t("redoWhat", of(redo)) : t("redo")} keys="Ctrl+Shift+Z" path="/api/redo" />
    </div>
  );
}

interface StepProps {
  icon: "undo" | "redo";
  /** Whether there is anything to do. */
  what: boolean;
  label: string;
  keys: string;
  path: "/api/undo" | "/api/redo";
}

function Step({ icon, what, label, keys, path }: StepProps) {
  return (
    <button class="quiet" type="button" disabled={!what} title={`${label} (${keys})`} aria-label={label} onClick={() => void act(path)}>
      <Icon name={icon} />
    </button>
  );
}

/** Word and PDF of a position, or of the whole handbook. */
export function Documents({ id }: { id: string }) {
  const word = id === "*" ? "wholeAs" : "positionAs";
  const button = (format: "docx" | "pdf", name: string) => (
    <button type="button" disabled={exporting.value} aria-label={t(word, name)} title={t(word, name)} onClick={() => void save(id, format)}>
      {name}
    </button>
  );
  return (
    <div class="documents" role="group" aria-label={id === "*" ? t("wholeHandbook") : t("ofPosition")}>
      <span><Icon name="save" />{id === "*" ? t("wholeHandbook") : t("ofPosition")}</span>
      {button("docx", "Word")}
      {button("pdf", "PDF")}
    </div>
  );
}

const SAVING = { saved: "allSaved", saving: "saving", unsaved: "someUnsaved" } as const;
const LOOKS = { auto: "themeAuto", light: "themeLight", dark: "themeDark" } as const;

function Look() {
  const all: Theme[] = ["auto", "light", "dark"];
  const next = (): void => void (theme.value = all[(all.indexOf(theme.value) + 1) % all.length]!);
  const label = t(LOOKS[theme.value]);
  return (
    <button class="quiet" type="button" aria-label={label} title={label} onClick={next}>
      <Icon name={theme.value} />
    </button>
  );
}
