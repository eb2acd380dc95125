// What the page knows: the project, the open position and its pages, and the person's choices.

import { computed, effect, signal } from "@preact/signals";
import { download, events, get, post, Refusal } from "./api";
import { inTurn, listen, PositionEditor } from "./editor";
import type { EditResult, Finding, KeyInfo, PagesView, PositionEntry, PositionView, Project, Schema } from "./types";
import { lang, of, t } from "./words";

export const project = signal<Project | null>(null);
export const schema = signal<Schema | null>(null);
export const editor = signal<PositionEditor | null>(null);
/** The id under which the server gives the pages and documents of the whole handbook. */
export const ALL = "*";
/** The id of the chosen position, before it is read. */
export const chosen = signal<string | null>(null);
export const pages = signal<{ id: string; view: PagesView } | null>(null);

export const online = signal(true);
export const ended = signal(false);
/** A passing message about something that failed. */
export const notice = signal<string | null>(null);

export type Theme = "auto" | "light" | "dark";
export const theme = signal<Theme>("auto");
export const panel = signal<"form" | "yaml">("form");
/** The file in the YAML pane, and the line to go to. */
export const openFile = signal<{ path: string; line: number | null } | null>(null);
export const zoom = signal<"fit" | "full">("fit");
export const showFindings = signal(false);
/** What has unfolded over the pages where the window is narrow. */
export const drawer = signal<"none" | "positions" | "form">("none");
/** The key that shall have the focus as soon as it is shown. */
export const wantedKey = signal<string | null>(null);

export const readOnly = computed(() => project.value?.readOnly ?? true);
/** The language that the handbook is written in, for fonts and screen readers. */
export const written = computed(() => (project.value?.language === "en" ? "en" : "zh-CN"));
export const entry = computed<PositionEntry | null>(() => {
  const id = chosen.value;
  return project.value?.departments.flatMap((one) => one.positions).find((one) => one.id === id) ?? null;
});

/** Names that fields about other positions and departments offer. */
export const names = computed<string[]>(() => {
  const all = project.value?.departments ?? [];
  return [...new Set(all.flatMap((one) => [one.name, ...one.positions.map((position) => position.title)]))];
});

/** The generation that is shown, the one that is being read, and the last that a change of this page made. */
let generation = 0;
let reading = 0;
let mine = 0;

export async function start(): Promise<void> {
  remember();
  listen({
    confirmed({ generation: now }) {
      mine = Math.max(mine, now);
      void refresh(now);
    },
    answered: (answers) => (online.value = answers),
    forbidden: () => (ended.value = true),
  });
  await tried(async () => {
    const [form, handbook] = await Promise.all([get<Schema>("/api/schema"), get<Project>("/api/project")]);
    schema.value = { ...form, record: form.record.map(worded) };
    project.value = handbook;
    generation = project.value.generation;
    const all = project.value.departments.flatMap((one) => one.positions);
    const wanted = decodeURIComponent(location.hash.slice(1));
    const first = all.find((one) => one.id === wanted) ?? all[0];
    if (wanted === ALL) await choose(ALL);
    else if (first) await choose(first.id);
  });
  watch();
}

/** A key whose English name is in words: `reports_to` is no text for people. */
function worded(info: KeyInfo): KeyInfo {
  const words = info.en.replaceAll("_", " ").replace(/\bkpi/, "KPI");
  return { ...info, en: words.charAt(0).toUpperCase() + words.slice(1), keys: info.keys?.map(worded) ?? null };
}

function remember(): void {
  const keep = (name: string, value: string): void => localStorage.setItem(`gangwei-${name}`, value);
  const kept = (name: string): string | null => localStorage.getItem(`gangwei-${name}`);
  lang.value = kept("lang") === "en" || (!kept("lang") && !navigator.language.startsWith("zh")) ? "en" : "zh";
  const look = kept("theme");
  if (look === "light" || look === "dark") theme.value = look;
  if (kept("zoom") === "full") zoom.value = "full";
  effect(() => keep("lang", lang.value));
  effect(() => keep("zoom", zoom.value));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const night = signal(dark.matches);
  dark.addEventListener("change", () => (night.value = dark.matches));
  effect(() => {
    keep("theme", theme.value);
    document.documentElement.dataset.theme = theme.value === "auto" ? (night.value ? "dark" : "light") : theme.value;
  });
  effect(() => {
    document.documentElement.lang = lang.value === "zh" ? "zh-CN" : "en";
    if (project.value) document.title = project.value.title;
  });
}

function watch(): void {
  const source = events();
  source.addEventListener("change", (event) => {
    const { generation: now } = JSON.parse((event as MessageEvent<string>).data) as { generation: number };
    // Behind requests that are under way: one of them may be what changed.
    void inTurn(async () => undefined).then(() => refresh(now, now > mine));
  });
  source.addEventListener("open", () => {
    if (!online.peek()) void refresh(Infinity, true);
    online.value = true;
  });
  source.addEventListener("error", () => (online.value = false));
}

/** Does what may fail, and says so. */
export async function tried(task: () => Promise<void>): Promise<void> {
  try {
    await task();
    online.value = true;
  } catch (error) {
    if (!(error instanceof Refusal)) {
      online.value = false;
      console.error(error);
    } else if (error.status === 403) ended.value = true;
    else notice.value = t("failed", error.reason(lang.peek()) || error.message);
  }
}

let again: { now: number; position: boolean } | null = null;

/** Reads what depends on the files anew, if they are newer than what is shown; of the open position only if asked to. */
export async function refresh(now: number, position = false): Promise<void> {
  if (now <= generation || (now <= reading && !position)) return;
  if (reading > 0) {
    again = { now: Math.max(now, again?.now ?? 0), position: position || (again?.position ?? false) };
    return;
  }
  reading = now;
  await tried(async () => {
    const [fresh] = await Promise.all([get<Project>("/api/project"), position ? readPosition() : undefined, readPages()]);
    project.value = fresh;
    generation = fresh.generation;
  });
  reading = 0;
  const next = again;
  again = null;
  if (next && online.peek()) await refresh(next.now, next.position);
}

/** Null where the server has no such position: its file may be broken for now. */
async function ifThere<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  }
}

async function readPosition(): Promise<void> {
  const open = editor.peek();
  const view = open && (await ifThere(get<PositionView>("/api/position", { id: open.id })));
  if (view) open.adopt(view);
}

/** How far what is typed is in the file. */
export const saving = computed<"saved" | "saving" | "unsaved">(() => {
  const states = [...(editor.value?.fields.values() ?? [])].map((field) => field.state.value.name);
  if (states.some((name) => name === "refused" || name === "conflict" || name === "offline")) return "unsaved";
  return states.some((name) => name === "waiting" || name === "sending") ? "saving" : "saved";
});

let asked = 0;
async function readPages(): Promise<void> {
  const id = chosen.peek();
  if (!id) return;
  const number = ++asked;
  const view = (await ifThere(get<PagesView>("/api/pages", { id }))) ?? { pages: [], glyphs: {}, failed: [] };
  if (number === asked && chosen.peek() === id) pages.value = { id, view };
}

/** Opens a position. */
export async function choose(id: string): Promise<void> {
  void editor.peek()?.flush();
  drawer.value = drawer.peek() === "positions" ? "none" : drawer.peek();
  if (chosen.peek() === id && (editor.peek() || id === ALL)) return;
  chosen.value = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  if (id === ALL) {
    editor.value = null;
    openFile.value = null;
    return tried(readPages);
  }
  void tried(readPages);
  await tried(async () => {
    const view = await ifThere(get<PositionView>("/api/position", { id }));
    if (chosen.peek() !== id) return;
    editor.value = view && new PositionEditor(project.peek()?.folder ?? "", view, schema.peek()?.record ?? []);
    // Where the form cannot show a file, its text can.
    openFile.value = { path: view?.file ?? id.split("#")[0]!, line: null };
    if (!view) panel.value = "yaml";
  });
}

/** Takes over what an action on the whole project did. */
export async function done(result: EditResult): Promise<void> {
  const { position } = result;
  if (position && position.id !== chosen.peek()) await choose(position.id);
  else if (position) editor.peek()?.adopt(position);
  if (result.problem) notice.value = of(result.problem);
  await refresh(result.generation, !position);
}

/** Undo, redo and fix: after all that was typed before. */
export function act(path: "/api/undo" | "/api/redo" | "/api/fix"): Promise<void> {
  return tried(async () => {
    await editor.peek()?.flush();
    try {
      await done(await inTurn(() => post<EditResult>(path, {})));
    } catch (error) {
      // Nothing to take back.
      if (!(error instanceof Refusal) || error.status !== 409) throw error;
    }
  });
}

export function selectSet(set: string): Promise<void> {
  return tried(async () => {
    project.value = await post<Project>("/api/settings", { set });
    generation = project.value.generation;
    await readPages();
  });
}

export const exporting = signal(false);
export async function save(id: string, format: "docx" | "pdf"): Promise<void> {
  exporting.value = true;
  await editor.peek()?.flush();
  await tried(() => download(id, format));
  exporting.value = false;
}

/** Goes where a finding is: to the field of the form, or to the line of the file where that is open or all there is. */
export async function goTo({ position, key, path, line }: Finding): Promise<void> {
  const text = panel.peek() === "yaml" || !position;
  if (position) await choose(position);
  if (text && path) {
    openFile.value = { path, line };
    panel.value = "yaml";
  } else if (!text) {
    wantedKey.value = key?.split(/[.[]/)[0] ?? null;
  }
  if (position || path) drawer.value = "form";
}
