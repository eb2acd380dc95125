// The list of views, departments and positions, with a search by name.

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openFindings } from "./actions";
import { composes } from "./composing";
import { shown } from "./document";
import { Icon, type IconName } from "./icons";
import { afterPaint } from "./page/drawing";
import { PositionMenu, menuKeys } from "./position-menu";
import { ALL, CHART, chosen, drawer, isEmpty, isView, online, project, question, readOnly, STAFFING, written } from "./state";
import { choose } from "./sync";
import type { Department, PositionEntry } from "./types";
import { count, t } from "./words";

const wanted = signal("");

/** What the search leaves: all words must stand in the title, the code or the department. */
const found = computed<Department[]>(() => {
  const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (department: string, position: PositionEntry): boolean => {
    const text = `${position.title} ${position.code ?? ""} ${department}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return (project.value?.departments ?? [])
    .map(({ name, positions }) => ({ name, positions: positions.filter((one) => fits(name, one)) }))
    .filter(({ positions }) => positions.length > 0 || words.length === 0);
});

/** How many departments are listed: a few at first, and the others when the first page is there, which would wait for them. */
const listed = signal(2);
const MORE = 3;

/** Lists more departments whenever the browser has nothing else to do. */
function listMore(): void {
  if (listed.value >= found.value.length) return;
  const more = (): void => void (listed.value += MORE);
  if ("requestIdleCallback" in globalThis) requestIdleCallback(more, { timeout: 100 });
  else setTimeout(more, 20);
}

export function Positions() {
  useEffect(() => {
    document.querySelector('.positions [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen.value, listed.value >= found.value.length]);
  // The pages of the whole handbook take longer than the list.
  const isSeen = shown.value !== null || chosen.value === ALL || isView(chosen.value) || !online.value;
  useEffect(() => {
    if (isSeen) afterPaint(listMore);
  }, [listed.value, found.value.length, isSeen]);
  const departments = found.value.filter(({ positions }, index) => index < listed.value || positions.some(({ id }) => id === chosen.value));
  return (
    <nav class="positions panel" aria-label={t("positions")} onKeyDown={move}>
      <div class="search">
        <label for="search" class="hidden">{t("search")}</label>
        <Icon name="search" />
        <input id="search" type="search" autocomplete="off" placeholder={t("searchShort")} value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} onKeyDown={searchKey} />
        <kbd aria-hidden="true">/</kbd>
        <button class="quiet fold" type="button" aria-label={t("close")} onClick={() => (drawer.value = "none")}><Icon name="close" /></button>
      </div>
      <div class="list">
        {wanted.value === "" && <Views />}
        <div lang={written.value}>
          {departments.map((one) => <PositionsOf key={one.name} department={one} />)}
        </div>
        {found.value.length === 0 && !isEmpty.value && <p class="hint" role="status">{t("noMatch")}</p>}
      </div>
      {!readOnly.value && (
        <div class="foot">
          <button type="button" onClick={() => (question.value = { kind: "new", department: null, like: null })}><Icon name="plus" />{t("newPosition")}</button>
        </div>
      )}
    </nav>
  );
}

function PositionsOf({ department: { name, positions } }: { department: Department }) {
  return (
    <section aria-label={name}>
      <div class="depart">
        <h2>{name}<span>{positions.length}</span></h2>
        {!readOnly.value && <button type="button" class="quiet" aria-label={t("newIn", name)} title={t("newIn", name)} onClick={() => (question.value = { kind: "new", department: name, like: null })}><Icon name="plus" /></button>}
      </div>
      <ul>{positions.map((position) => <Entry key={position.id} position={position} department={name} />)}</ul>
    </section>
  );
}

function Views() {
  const errors = isEmpty.value ? 0 : project.value!.findings.filter((one) => one.severity !== "note").length;
  const view = (id: string, icon: IconName, word: "allPages" | "chart" | "staffing") => (
    <button type="button" class="entry view" aria-current={chosen.value === id ? "true" : undefined} onClick={() => void choose(id)}>
      <Icon name={icon} /><span class="name">{t(word)}</span>
    </button>
  );
  return (
    <div class="views" role="group" aria-label={t("views")}>
      {view(ALL, "book", "allPages")}
      {view(CHART, "tree", "chart")}
      {view(STAFFING, "table", "staffing")}
      <button type="button" class="entry view" onClick={() => (question.value = { kind: "search" })}><Icon name="search" /><span class="name">{t("searchAll")}</span><kbd aria-hidden="true">Ctrl K</kbd></button>
      <button type="button" class="entry view" onClick={openFindings}><Icon name="check" /><span class="name">{t("findings")}</span>{errors > 0 && <span class="code">{errors}</span>}</button>
    </div>
  );
}

function Entry({ position, department }: { position: PositionEntry; department: string }) {
  const { id, title, code, status, errors, warnings } = position;
  const opener = { open: () => {} };
  const menu = (event: Event): void => {
    if (readOnly.peek()) return;
    event.preventDefault();
    opener.open();
  };
  return (
    <li class="item" onContextMenu={menu}>
      <button type="button" class={status === "withdrawn" ? "entry withdrawn" : "entry"} aria-current={chosen.value === id ? "true" : undefined} aria-keyshortcuts={readOnly.value ? undefined : "Shift+F10 F2 Delete"} onClick={() => void choose(id)} onKeyDown={(event) => menuKeys(event, position, department, opener.open)}>
        <span class="name">{title || id}</span>
        {status === "withdrawn" && <span class="code">{t("withdrawn")}</span>}
        {code && status !== "withdrawn" && <span class="code">{code}</span>}
        {errors > 0 && <span class="mark error" title={count("errors", errors)}>{errors}<span class="hidden"> {count("errors", errors)}</span></span>}
        {warnings > 0 && <span class="mark warning" title={count("warnings", warnings)}>{warnings}<span class="hidden"> {count("warnings", warnings)}</span></span>}
      </button>
      {!readOnly.value && <PositionMenu position={position} department={department} opener={opener} />}
    </li>
  );
}

function searchKey(event: KeyboardEvent): void {
  if (composes(event)) return;
  const first = found.value[0]?.positions[0];
  if (event.key === "Enter" && first) void choose(first.id);
  if (event.key === "Escape" && wanted.value !== "") {
    event.stopPropagation();
    wanted.value = "";
  }
}

/** ↑ and ↓ go from entry to entry; from the first one up to the search. */
function move(event: KeyboardEvent): void {
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || composes(event) || event.defaultPrevented) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("#search, .entry")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
