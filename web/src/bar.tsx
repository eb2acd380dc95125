// The bar above: the handbook, its template set, undo and redo, documents, language and look.

import { act, save } from "./actions";
import type { DocumentOf } from "./api";
import { Icon } from "./icons";
import { LookPicker } from "./look";
import { Popup } from "./popup";
import { chosen, drawer, editor, exporting, find, project, readOnly, saving, theme, written, type Theme } from "./state";
import { lang, of, t } from "./words";

export function Bar() {
  const { title, company, sets } = project.value!;
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
        {sets.length > 0 && !readOnly.value && <LookPicker />}
        <Documents />
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

/** Word and PDF of the whole handbook, the department, the position. */
function Documents() {
  const open = find(chosen.value);
  return (
    <Popup menu class="documents" label={t("export")} title={t("documents")} face={<><Icon name="save" /><span>{t("export")}</span></>}>
      {(close) => {
        const pair = (word: "wholeAs" | "departmentAs" | "positionAs", name: string, what: DocumentOf) => (
          <div role="group" aria-label={name}>
            <span>{name}</span>
            {(["docx", "pdf"] as const).map((format) => {
              const label = t(word, format === "docx" ? "Word" : "PDF", name);
              return <button key={format} type="button" role="menuitem" tabIndex={-1} disabled={exporting.value} aria-label={label} title={label} onClick={() => (close(), void save(what, format))}>{format === "docx" ? "Word" : "PDF"}</button>;
            })}
          </div>
        );
        return (
          <>
            {pair("wholeAs", t("allPages"), { kind: "handbook" })}
            {open && pair("departmentAs", open.department, { kind: "department", department: open.department })}
            {open && pair("positionAs", open.entry.title, { kind: "position", id: open.entry.id })}
          </>
        );
      }}
    </Popup>
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
