// What the page knows: the project, what is open, and the person's choices.

import { computed, effect, signal } from "@preact/signals";
import { Refusal } from "./api";
import type { PositionEditor } from "./editor";
import type { KeyInfo, PositionEntry, Project, Schema } from "./types";
import { lang, t } from "./words";

export const project = signal<Project | null>(null);
export const schema = signal<Schema | null>(null);
export const editor = signal<PositionEditor | null>(null);

/** The id under which the server has the handbook's own keys. What is shown beside them are all pages. */
export const ALL = "handbook.yaml";
/** Views of the whole handbook that have no form. */
export const CHART = "#chart";
export const STAFFING = "#staffing";
/** The keys of a position's form, or of the handbook's. */
export const keysOf = (id: string): KeyInfo[] => (id === ALL ? schema.value?.handbook : schema.value?.record) ?? [];
export const isView = (id: string | null): boolean => id === CHART || id === STAFFING;
/** The id of the chosen position, before it is read, or one of the above. */
export const chosen = signal<string | null>(null);
/** Counts what is chosen one after the other: a position that gets another id is still the same. */
export const visit = signal(0);
/** The file of a position: its id is the path and the place in it. */
export const fileOf = (id: string): string => id.replace(/#\d+$/, "");

export const online = signal(true);
export const ended = signal(false);
/** What the last action says. It passes, or ends with the next action. */
export const notice = signal<string | null>(null);
const READ = 8000;
effect(() => {
  if (notice.value === null) return;
  const timer = setTimeout(() => (notice.value = null), READ);
  return () => clearTimeout(timer);
});

export type Theme = "auto" | "light" | "dark";
export const theme = signal<Theme>("auto");
export const panel = signal<"form" | "yaml">("form");
/** The file in the YAML pane, and the line to go to. */
export const openFile = signal<{ path: string; line: number | null } | null>(null);
export type Zoom = "fit" | "full";
export const zoom = signal<Zoom>("fit");
export const showFindings = signal(false);
/** What has unfolded over the pages where the window is narrow. */
export const drawer = signal<"none" | "positions" | "form">("none");
export const exporting = signal(false);

/** The place of the form that shall have the focus as soon as it is shown: `kpis.2.name`, or only a key. */
export const wantedPlace = signal<string | null>(null);
/** A question that is asked in a dialog. */
export type Question =
  | { kind: "new"; department: string | null; like: PositionEntry | null }
  | { kind: "rename" | "move" | "remove"; entry: PositionEntry; department: string }
  | { kind: "superior"; id: string; title: string; now: string }
  | { kind: "search" };
export const question = signal<Question | null>(null);

export const readOnly = computed(() => project.value?.readOnly ?? true);
/** The language that the handbook is written in, for fonts and screen readers. */
export const written = computed(() => (project.value?.language === "en" ? "en" : "zh-CN"));
export const isEmpty = computed(() => project.value !== null && project.value.departments.every((one) => one.positions.length === 0) && !project.value.findings.some((one) => one.path !== null && one.severity === "error"));

const entries = computed(() => new Map((project.value?.departments ?? []).flatMap(({ name, positions }) => positions.map((entry) => [entry.id, { entry, department: name }] as const))));
export const find = (id: string | null): { entry: PositionEntry; department: string } | null => (id === null ? null : (entries.value.get(id) ?? null));
export const entry = computed<PositionEntry | null>(() => find(chosen.value)?.entry ?? null);

/** Whether the file of what is chosen cannot be read, or is no YAML (E001 to E006): its text can be mended, its form cannot be filled in. */
export const isBroken = computed(() => {
  const file = editor.value?.id === chosen.value ? editor.value?.view.value.file : chosen.value && fileOf(chosen.value);
  return project.value?.findings.some((one) => one.path === file && /^E00[1-6]$/.test(one.code)) ?? false;
});
/** What stands beside the pages. */
export const side = computed(() => (isBroken.value ? "yaml" : panel.value));

/** Names that fields about other positions and departments offer. */
export const names = computed<string[]>(() => {
  const all = project.value?.departments ?? [];
  return [...new Set(all.flatMap((one) => [one.name, ...one.positions.map((position) => position.title)]))];
});

/** How far what is typed is in the file. */
export const saving = computed<"saved" | "saving" | "unsaved">(() => {
  const states = [...(editor.value?.fields.values() ?? [])].map((field) => field.state.value.name);
  if (states.some((name) => name === "refused" || name === "conflict" || name === "offline" || name === "held")) return "unsaved";
  return states.some((name) => name === "waiting" || name === "sending") ? "saving" : "saved";
});

/** Keeps the person's choices in the browser, what is open in the address, and the page in their light. */
export function remember(): void {
  const keep = (name: string, value: string): void => localStorage.setItem(`gangwei-${name}`, value);
  const kept = (name: string): string | null => localStorage.getItem(`gangwei-${name}`);
  lang.value = kept("lang") === "en" || (!kept("lang") && !navigator.language.startsWith("zh")) ? "en" : "zh";
  const look = kept("theme");
  if (look === "light" || look === "dark") theme.value = look;
  if (kept("zoom") === "full") zoom.value = "full";
  effect(() => keep("lang", lang.value));
  effect(() => keep("zoom", zoom.value));
  effect(() => {
    if (chosen.value) history.replaceState(null, "", `#${encodeURIComponent(chosen.value)}`);
  });
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
    else notice.value = t("failed", error.reason(lang.peek()));
  }
}
