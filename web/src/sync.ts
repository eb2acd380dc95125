// Keeps the page and the files the same: what is read at the start, and again when anything has changed.

import { effect } from "@preact/signals";
import { events, get } from "./api";
import { ifThere, outdate, readPages, showPages, shown } from "./document";
import { inTurn, listen, PositionEditor } from "./editor";
import { ALL, chosen, drawer, editor, fileOf, find, isEmpty, isView, keysOf, notice, online, openFile, project, remember, schema, ended, tried, visit } from "./state";
import type { EditResult, KeyInfo, PositionView, Project, Schema } from "./types";
import { count } from "./words";

/** How long after the last edit the list and the findings are read again, and at most after the first. */
const REST = 250;
const MOST = 1500;

/** The generation that is shown, the one that is being read, and the last that a change of this page made. */
let generation = 0;
let reading = 0;
let mine = 0;

export async function start(): Promise<void> {
  remember();
  listen({
    confirmed(result, pressed) {
      mine = Math.max(mine, result.generation);
      follow(result);
      tellReferences(result);
      show(result, pressed);
      soon(!result.pages);
    },
    answered: (answers) => (online.value = answers),
    forbidden: () => (ended.value = true),
  });
  await tried(async () => {
    const [form, handbook] = await Promise.all([get<Schema>("/api/schema"), get<Project>("/api/project")]);
    schema.value = { ...form, record: form.record.map(worded), handbook: form.handbook?.map(worded) };
    takeProject(handbook);
    await choose(firstPlace());
  });
  watch();
  // What is open may be taken away; then the next best is shown.
  effect(() => {
    if (isEmpty.value && chosen.peek() !== ALL) void choose(ALL);
  });
}

export function takeProject(fresh: Project): void {
  project.value = fresh;
  generation = Math.max(generation, fresh.generation);
}

function firstPlace(): string {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted === ALL || isView(wanted)) return wanted;
  const all = project.peek()?.departments.flatMap((one) => one.positions) ?? [];
  return (all.find((one) => one.id === wanted) ?? all[0])?.id ?? ALL;
}

/** A key whose English name is in words: `reports_to` is no text for people. */
function worded(info: KeyInfo): KeyInfo {
  const words = info.en.replaceAll("_", " ").replace(/\bkpi/, "KPI");
  return { ...info, en: words.charAt(0).toUpperCase() + words.slice(1), keys: info.keys?.map(worded) ?? null };
}

function watch(): void {
  const source = events();
  source.addEventListener("change", (event) => {
    const { generation: now } = JSON.parse((event as MessageEvent<string>).data) as { generation: number };
    // Behind requests that are under way: one of them may be what changed.
    void inTurn(async () => undefined).then(() => (now > mine ? refresh(now, true) : undefined));
  });
  source.addEventListener("open", () => {
    if (!online.peek()) void refresh(Infinity, true);
    online.value = true;
  });
  source.addEventListener("error", () => (online.value = false));
}

let timer: ReturnType<typeof setTimeout> | undefined;
let first = 0;
let pagesToo = false;

/** Reads the list and the findings once typing rests; the pages too if the edit brought none. */
function soon(pages: boolean): void {
  pagesToo ||= pages;
  const now = performance.now();
  if (timer === undefined) first = now;
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    const also = pagesToo;
    pagesToo = false;
    void refresh(mine, false, also);
  }, Math.max(0, Math.min(REST, first + MOST - now)));
}

let again: { now: number; position: boolean; pages: boolean } | null = null;

/** Reads what depends on the files anew, if they are newer than what is shown; of the open position only if asked to. */
export async function refresh(now: number, position = false, pages = true): Promise<void> {
  if (now <= generation || (now <= reading && !position && !pages)) return;
  if (reading > 0) {
    again = { now: Math.max(now, again?.now ?? 0), position: position || (again?.position ?? false), pages: pages || (again?.pages ?? false) };
    return;
  }
  reading = now;
  await tried(async () => {
    const [fresh] = await Promise.all([get<Project>("/api/project"), position ? readPosition() : undefined, pages ? readPages() : undefined]);
    project.value = fresh;
    // The list may be newer than what was read beside it.
    generation = Math.max(generation, Math.min(now, fresh.generation));
  });
  reading = 0;
  const next = again;
  again = null;
  if (next && online.peek()) await refresh(next.now, next.position, next.pages);
}

const read = (id: string): Promise<PositionView | null> =>
  ifThere(id === ALL ? get<PositionView>("/api/handbook") : get<PositionView>("/api/position", { id }));

async function readPosition(): Promise<void> {
  const id = chosen.peek();
  if (!id || isView(id)) return;
  const view = await read(id);
  if (!view || chosen.peek() !== id) return;
  if (editor.peek()?.id === id) editor.peek()!.adopt(view);
  else open(id, view);
}

/** Shows a position in the form; without a view its file, which may be broken for now. */
function open(id: string, view: PositionView | null): void {
  editor.value = view && new PositionEditor(project.peek()?.folder ?? "", view, keysOf(id), id !== ALL);
  openFile.value = { path: view?.file ?? fileOf(id), line: null };
}

/** Shows the pages that came with an answer. */
function show({ position, pages }: EditResult, pressed: number | null = null): void {
  if (!pages || !position || position.id !== chosen.peek()) return;
  outdate();
  showPages(position.id, pages, pressed);
}

/** Ends what an action before said, and says how many files followed another name. */
function tellReferences({ references }: EditResult): void {
  notice.value = references ? count("references", references) : null;
}

/** All ids that a position had, by each of them: it gets another with another name or department. */
const alike = new Map<string, Set<string>>();

function noteAlike(was: string, now: string): void {
  const ids = (alike.get(was) ?? new Set([was])).add(now);
  alike.set(was, ids).set(now, ids);
}

/** The open position may have another id after an edit; its pages stay where they are. */
function follow({ position }: EditResult): void {
  const was = chosen.peek();
  if (!position || position.id !== editor.peek()?.id || was === null || position.id === was) return;
  noteAlike(was, position.id);
  const pages = shown.peek();
  if (pages?.id === was) shown.value = { ...pages, id: position.id };
  chosen.value = position.id;
  openFile.value = { path: position.file, line: null };
}

/** Opens a position, which an answer may have brought, or one of the views. */
export async function choose(id: string, known: PositionView | null = null): Promise<void> {
  void editor.peek()?.flush();
  drawer.value = drawer.peek() === "positions" ? "none" : drawer.peek();
  if (chosen.peek() === id && (editor.peek() || isView(id))) return;
  notice.value = null;
  chosen.value = id;
  visit.value++;
  if (isView(id)) {
    editor.value = null;
    openFile.value = null;
    return;
  }
  void tried(readPages);
  await tried(async () => {
    const view = known ?? (await read(id));
    if (chosen.peek() === id) open(id, view);
  });
}

/**
 * Takes over what an action on the whole project did, to a position that had the id `was`. What it was done to is opened,
 * unless what is open `stays`.
 */
export async function done(result: EditResult, was: string | null = null, stays = false): Promise<void> {
  const { position } = result;
  mine = Math.max(mine, result.generation);
  if (position && was) noteAlike(was, position.id);
  if (position && position.id !== chosen.peek() && !stays) {
    await refresh(result.generation, false, false);
    if (editor.peek()?.id !== was || chosen.peek() !== was) {
      await choose(position.id, position);
    } else {
      editor.peek()?.adopt(position);
      follow(result);
      await readPages();
    }
  } else {
    if (position && position.id === editor.peek()?.id) editor.peek()!.adopt(position);
    show(result);
    await refresh(result.generation, !position, !result.pages);
  }
  tellReferences(result);
  const open = chosen.peek();
  if (position || !open || isView(open) || find(open) || project.peek()?.findings.some((one) => one.path === fileOf(open))) return;
  // What was taken back may have been another name.
  const id = [...(alike.get(open) ?? [])].find((one) => find(one));
  const other = id && (await read(id));
  await (other ? done({ ...result, position: other }, open) : choose(ALL));
}
