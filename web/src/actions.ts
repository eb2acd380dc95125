// What buttons and keys do to the project: each after all that was typed before.

import { download, get, post, Refusal, type DocumentOf, type Format } from "./api";
import { readPages } from "./document";
import { inTurn } from "./editor";
import { placeOf } from "./form/place";
import { drawer, editor, exporting, notice, openFile, panel, project, question, showFindings, side, tried, wantedPlace } from "./state";
import { choose, done, takeProject } from "./sync";
import type { EditResult, Finding, Hit, PositionEntry, PositionView, Project, Superiors, Value } from "./types";
import { lang, t } from "./words";

/** Undo, redo and fix. */
export function act(path: "/api/undo" | "/api/redo" | "/api/fix"): Promise<void> {
  return tried(async () => {
    await editor.peek()?.flush();
    notice.value = null;
    try {
      await done(await inTurn(() => post<EditResult>(path, {})));
    } catch (error) {
      // Nothing to take back.
      if (!(error instanceof Refusal) || error.body.error !== "nothing") throw error;
    }
  });
}

/** Does something after all that was typed before: why it was refused, with one of these statuses, or null. */
async function refused(statuses: number[], task: () => Promise<void>): Promise<string | null> {
  let refusal: string | null = null;
  await tried(async () => {
    await editor.peek()?.flush();
    notice.value = null;
    try {
      await task();
    } catch (error) {
      if (!(error instanceof Refusal) || !statuses.includes(error.status)) throw error;
      refusal = error.reason(lang.peek());
    }
  });
  return refusal;
}

/**
 * An action that a dialog asks for: why it was refused, or null. What it says is made when its turn has come. `was`: the
 * position that may get another id.
 */
function asked(path: string, body: () => object | Promise<object>, was: string | null = null, stays = false): Promise<string | null> {
  return refused([400, 404, 409, 422], async () => {
    const result = await inTurn(async () => post<EditResult>(path, await body()));
    question.value = null;
    await done(result, was, stays);
    requestAnimationFrame(focusChosen);
  });
}

/** Puts the focus on what is open if the entry that had it has another name now, or is gone. */
function focusChosen(): void {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('.positions [aria-current="true"]')?.focus();
}

/** Who is meant, by id and by the title that the person saw: the position may have another place by now. */
type Seen = Pick<PositionEntry, "id" | "title">;

/** A new position, or one like another. */
export async function make(department: string, title: string, like: Seen | null): Promise<string | null> {
  const body = { department: department.trim(), title: title.trim(), like: like?.id, seen: like?.title };
  if (!body.department || !body.title) return t("giveBoth");
  const refusal = await asked("/api/new", () => body);
  // Its name is given: what it is for comes next.
  if (refusal === null) wantedPlace.value = "summary";
  return refusal;
}
export const rename = ({ id, title: seen }: Seen, title: string): Promise<string | null> => asked("/api/rename", () => ({ id, seen, title }), id);
export const move = ({ id, title: seen }: Seen, department: string): Promise<string | null> => asked("/api/move", () => ({ id, seen, department }), id);
export const remove = ({ id, title: seen }: Seen): Promise<string | null> => asked("/api/remove", () => ({ id, seen }));

/** Sets a key of any position, on top of what the file has now. */
function setKey({ id, title: seen }: Seen, key: string, value: (now: Value | null) => Value | null): Promise<string | null> {
  return asked("/api/edit", async () => {
    const base = (await get<PositionView>("/api/position", { id })).values[key] ?? null;
    return { id, seen, key, base, value: value(base) };
  }, null, true);
}

/** The positions that said nothing of their status before they were withdrawn here. */
const unsaid = new Set<string>();

/** Withdraws a position, or brings it back: by the value that means so, since a comment may stand behind it. */
export async function setWithdrawn(position: Seen, withdrawn: boolean): Promise<void> {
  const refusal = await setKey(position, "status", (now) => {
    if (withdrawn && now === null) unsaid.add(position.id);
    return withdrawn ? "withdrawn" : unsaid.delete(position.id) ? null : "active";
  });
  if (refusal) notice.value = t("failed", refusal);
}

/** Puts a position under another one; its functional superiors stay. */
export function setSuperior(position: Seen, superior: string): Promise<string | null> {
  return setKey(position, "reports_to", (now) => {
    const functional = (now as Superiors | null)?.functional ?? [];
    return superior || functional.length > 0 ? { administrative: superior ? [superior] : [], functional } : null;
  });
}

/** Another template set, or another value of one of its parameters: why that was refused, or null. */
export function setLook(look: { set?: string; parameters?: Record<string, string | null> }): Promise<string | null> {
  return refused([422], async () => {
    // Taken over within the turn, so that the news of this change finds it known.
    await inTurn(async () => takeProject(await post<Project>("/api/settings", look)));
    await readPages();
  });
}

export async function save(of: DocumentOf, format: Format): Promise<void> {
  exporting.value = true;
  await editor.peek()?.flush();
  await tried(() => download(of, format));
  exporting.value = false;
}

/** Opens a position at a place of its form. */
export async function openAt(id: string, place: string | null): Promise<void> {
  await choose(id);
  if (!place) return;
  panel.value = "form";
  wantedPlace.value = place;
  drawer.value = "form";
}

/** Goes where a finding is: to the field of the form, or to the line of the file where that is open or all there is. */
export async function goTo(finding: Finding): Promise<void> {
  const { position, path, line } = finding;
  if (position) await choose(position);
  const text = side.peek() === "yaml" || !position;
  if (text && path) {
    openFile.value = { path, line };
    if (!position) panel.value = "yaml";
  } else if (!text) {
    wantedPlace.value = placeOf(finding);
  }
  if (position || path) drawer.value = "form";
}

/** Opens a position at the text that was found in a key. */
export async function goToHit({ id, key, before, match, after }: Hit): Promise<void> {
  await choose(id);
  const value = editor.peek()?.view.peek().values[key];
  const place = placeWith(value, key, before + match + after) ?? placeWith(value, key, before + match) ?? placeWith(value, key, match);
  await openAt(id, place ?? key);
}

/** The place of the first text in a value that has some words. */
function placeWith(value: unknown, place: string, words: string): string | null {
  if (typeof value === "string") return value.includes(words) ? place : null;
  if (value === null || typeof value !== "object") return null;
  // Lists have a method of that name.
  const inner = !Array.isArray(value) && "values" in value ? value.values : value;
  for (const [name, one] of Object.entries(inner as object)) {
    if (name === "was") continue;
    const found = placeWith(one, `${place}.${name}`, words);
    if (found) return found;
  }
  return null;
}

/** Shows the list of findings, and puts the focus there. */
export function openFindings(): void {
  showFindings.value = true;
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#finding-list button, .findings .toggle")?.focus());
}

/** The departments that a position can move to. */
export const departmentNames = (): string[] => project.value?.departments.map(({ name }) => name) ?? [];
