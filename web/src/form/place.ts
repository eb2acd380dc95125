// Places of a position: the text that a piece of a page shows, as the server names it, and the input of the form for it.
//
// A name is KEY, KEY.ITEM, KEY.ITEM.FIELD, or KEY.ITEM.tasks.ITEM.FIELD; items count as the file has them. A target is the
// same thing by the identity of its items, which stays while others come and go.

import { signal } from "@preact/signals";
import type { Field, PositionEditor } from "../editor";
import type { Finding, KeyInfo } from "../types";
import { beside, stepped, taken } from "./groups";
import { line, record, sentTop, type Line, type Local, type LocalGroup, type LocalLabel, type LocalRecord, type LocalSuperiors } from "./local";
import { changed, insertedAfter, moved, placed } from "./order";

export interface Target {
  field: Field;
  item: number | null;
  sub: string | null;
  /** A record inside the item: a task of a duty. */
  inner: { item: number; sub: string } | null;
}

/** The place that a finding is about: the server counts items in brackets. */
export const placeOf = ({ key }: Finding): string | null => key?.replaceAll(/\[(\d+)\]/g, ".$1") ?? null;

/** What has the focus in the form. */
export const focused = signal<Target | null>(null);

/** A place's name without what the form shows in one piece: the lines of a text, the names of a list. */
export function canonical(name: string, keys: KeyInfo[]): string {
  const [key = "", item, sub, ...rest] = name.split(".");
  const info = keys.find((one) => one.name === key);
  if (!info || item === undefined) return key;
  if (info.kind === "texts") return `${key}.${item}`;
  if (info.kind === "labelled") return `${key}.${item}.${sub ?? "items"}`;
  if (info.kind !== "records" && info.kind !== "duties") return key;
  const own = info.keys?.find((one) => one.name === sub);
  if (own?.kind === "records" && rest.length >= 2) return [key, item, sub, rest[0], rest[1]].join(".");
  return `${key}.${item}.${sub ?? info.keys?.[0]?.name ?? ""}`;
}

/** The target of a canonical name. */
export function targetAt(editor: PositionEditor, name: string): Target | null {
  const [key = "", item, sub, inner, innerSub] = name.split(".");
  const field = editor.fields.get(key);
  if (!field) return null;
  if (item === undefined) return { field, item: null, sub: null, inner: null };
  const found = sentTop(field.info, field.local.peek())[Number(item)];
  if (!found) return null;
  if (inner === undefined) return { field, item: found.uid, sub: sub ?? null, inner: null };
  const own = field.info.keys?.find((one) => one.name === sub);
  const task = own && sentTop(own, recordOf(field, found.uid)?.values[own.name] ?? [])[Number(inner)];
  return task ? { field, item: found.uid, sub: sub!, inner: { item: task.uid, sub: innerSub! } } : null;
}

/** The name of a target; null while it is blank, so that no page shows it. */
export function nameOf({ field, item, sub, inner }: Target): string | null {
  const { info, local } = field;
  if (item === null) return info.name;
  const at = sentTop(info, local.value).findIndex((one) => one.uid === item);
  if (at < 0) return null;
  if (!inner) return sub === null ? `${info.name}.${at}` : `${info.name}.${at}.${sub}`;
  const own = info.keys?.find((one) => one.name === sub);
  const tasks = own ? sentTop(own, recordOf(field, item)?.values[own.name] ?? []) : [];
  const innerAt = tasks.findIndex((one) => one.uid === inner.item);
  return innerAt < 0 ? null : `${info.name}.${at}.${sub}.${innerAt}.${inner.sub}`;
}

const records = ({ info, local }: Field): LocalRecord[] =>
  info.kind === "duties" ? (local.peek() as LocalGroup[]).flatMap((one) => one.duties) : (local.peek() as LocalRecord[]);
const recordOf = (field: Field, item: number): LocalRecord | undefined => records(field).find((one) => one.uid === item);

/** The text at a target; null where the form has to be used. */
export function textAt({ field, item, sub, inner }: Target): string | null {
  const { info } = field;
  const local = field.local.value;
  switch (info.kind) {
    case "choice":
      return null;
    case "names":
      return item === null ? names(local as Line[]) : null;
    case "superiors":
      return (local as LocalSuperiors).functional.length === 0 ? names((local as LocalSuperiors).administrative) : null;
    case "texts":
      return (local as Line[]).find((one) => one.uid === item)?.text ?? null;
    case "labelled": {
      const found = (local as LocalLabel[]).find((one) => one.uid === item);
      return found ? (sub === "label" ? found.label : found.items) : null;
    }
    case "records":
    case "duties": {
      if (item === null) return null;
      if (sub === "group") return groupOf(field, item)?.name ?? null;
      const value = recordOf(field, item)?.values[sub ?? ""];
      const own = inner ? (value as LocalRecord[] | undefined)?.find((one) => one.uid === inner.item)?.values[inner.sub] : value;
      return own === undefined ? (recordOf(field, item) && !inner ? "" : null) : typeof own === "string" ? own : null;
    }
    default:
      return local as string;
  }
}

const names = (lines: Line[]): string => lines.map(({ text }) => text).filter(Boolean).join("、");
const asNames = (text: string): Line[] => text.split(/[、，,;；\n]/).map((one) => line(one.trim()));
const groupOf = ({ info, local }: Field, item: number): LocalGroup | undefined =>
  info.kind === "duties" ? (local.peek() as LocalGroup[]).find((one) => one.duties.some((it) => it.uid === item)) : undefined;

/** Types a text at a target. */
export function setText({ field, item, sub, inner }: Target, text: string): void {
  const local = field.local.peek();
  const into = (one: LocalRecord): LocalRecord => {
    const value: Local = inner ? changed(one.values[sub!] as LocalRecord[], inner.item, (it) => ({ ...it, values: { ...it.values, [inner.sub]: text } })) : text;
    return { ...one, values: { ...one.values, [sub!]: value } };
  };
  field.opened.value = true;
  switch (field.info.kind) {
    case "names":
      return field.change(asNames(text));
    case "superiors":
      return field.change({ ...(local as LocalSuperiors), administrative: asNames(text) });
    case "texts":
      return field.change(changed(local as Line[], item!, (one) => ({ ...one, text })));
    case "labelled":
      return field.change(changed(local as LocalLabel[], item!, (one) => ({ ...one, [sub === "label" ? "label" : "items"]: text })));
    case "records":
      return field.change(changed(local as LocalRecord[], item!, into));
    case "duties":
      if (sub === "group") return field.change(changed(local as LocalGroup[], groupOf(field, item!)!.uid, (one) => ({ ...one, name: text })));
      return field.change((local as LocalGroup[]).map((one) => ({ ...one, duties: changed(one.duties, item!, into) })));
    default:
      return field.change(text);
  }
}

/** The same text of the next item; at the end of a list a new item, if the text is the item's first. */
export function next({ field, item, sub, inner }: Target): Target | null {
  if (item === null || inner || sub === "group" || sub === "label") return null;
  const { info, local } = field;
  const all: { uid: number }[] = info.kind === "duties" ? records(field) : (local.peek() as { uid: number }[]);
  const following = all[all.findIndex((one) => one.uid === item) + 1];
  if (following) return { field, item: following.uid, sub, inner };
  if (info.kind === "labelled" || (sub !== null && sub !== info.keys?.[0]?.name)) return null;
  const made = info.kind === "texts" ? line() : record();
  if (info.kind === "duties") field.local.value = (local.peek() as LocalGroup[]).map((one) => ({ ...one, duties: insertedAfter(one.duties, item, made as LocalRecord) }));
  else field.local.value = insertedAfter(local.peek() as Line[], item, made as Line) as Local;
  return { field, item: made.uid, sub, inner };
}

/** Takes out an item that is still blank. */
export function dropBlank({ field, item }: Target): void {
  if (item === null || sentTop(field.info, field.local.peek()).some((one) => one.uid === item)) return;
  if (field.info.kind === "duties") field.local.value = taken(field.local.peek() as LocalGroup[], item);
  else if (field.info.kind === "texts" || field.info.kind === "records") field.local.value = (field.local.peek() as Line[]).filter((one) => one.uid !== item) as Local;
}

/** Whether the items of a key can be put into another order on the page. */
export const movable = ({ field, item, sub, inner }: Target): boolean =>
  item !== null && !inner && sub !== "group" && ["texts", "records", "duties", "labelled"].includes(field.info.kind);

/** Moves an item before or behind another one of the same key. */
export function moveItem(field: Field, from: number, to: number, after: boolean): void {
  if (from === to) return;
  const local = field.local.peek();
  field.change(field.info.kind === "duties" ? beside(local as LocalGroup[], from, to, after) : (placed(local as LocalRecord[], from, to, after) as Local));
}

/** Moves an item one place up or down; a duty at the edge of a group goes into the next one. */
export function stepItem(field: Field, item: number, by: -1 | 1): void {
  const local = field.local.peek();
  field.change(field.info.kind === "duties" ? stepped(local as LocalGroup[], item, by) : (moved(local as LocalRecord[], item, by) as Local));
}

/** The place of an input of the form. */
export function targetOf(field: Field, input: Element): Target {
  const mark = (name: string, from: Element): number | null => Number(from.getAttribute(name) ?? NaN) || null;
  const item = mark("data-item", input);
  const sub = input.getAttribute("data-sub");
  const owner = input.closest("[data-owner]");
  const outer = owner ? mark("data-owner", owner) : null;
  if (item === null || ["names", "superiors"].includes(field.info.kind)) return { field, item: outer, sub: null, inner: null };
  if (outer !== null && outer !== item) {
    const own = field.info.keys?.find((one) => one.kind === "records");
    return { field, item: outer, sub: own?.name ?? null, inner: { item, sub: sub ?? "" } };
  }
  return { field, item, sub, inner: null };
}
