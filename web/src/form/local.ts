// Values as the form holds them: items have an identity of their own, and blank ones may stay while they are typed.
//
// `toLocal` reads a value of the server; `toWire` writes one, without blank items; null stands for no value.

import type { DutyItem, KeyInfo, LabelledItem, RecordItem, Superiors, Value } from "../types";

export interface Line {
  uid: number;
  text: string;
}

export interface LocalRecord {
  uid: number;
  was: number | null;
  values: Record<string, Local>;
}

export interface LocalGroup {
  uid: number;
  name: string;
  duties: LocalRecord[];
}

export interface LocalLabel {
  uid: number;
  was: number | null;
  label: string;
  items: string;
}

export interface LocalSuperiors {
  administrative: Line[];
  functional: Line[];
}

export type Local = string | Line[] | LocalSuperiors | LocalLabel[] | LocalRecord[] | LocalGroup[];

let last = 0;
export const uid = (): number => ++last;

export const line = (text = ""): Line => ({ uid: uid(), text });
export const record = (values: Record<string, Local> = {}): LocalRecord => ({ uid: uid(), was: null, values });
export const labelled = (label: string): LocalLabel => ({ uid: uid(), was: null, label, items: "" });
export const group = (name = "", duties: LocalRecord[] = []): LocalGroup => ({ uid: uid(), name, duties });

const filled = (text: string): string[] => text.split("\n").map((part) => part.trim()).filter((part) => part !== "");

export function toLocal(info: KeyInfo, value: Value | null | undefined): Local {
  switch (info.kind) {
    case "lines":
      return typeof value === "string" ? value : ((value ?? []) as string[]).join("\n");
    case "texts":
    case "names":
      return orBlank(((value ?? []) as string[]).map(line), line);
    case "superiors": {
      const { administrative = [], functional = [] } = (value ?? {}) as Partial<Superiors>;
      return { administrative: orBlank(administrative.map(line), line), functional: functional.map(line) };
    }
    case "labelled":
      return ((value ?? []) as LabelledItem[]).map(({ was, label, items }) => ({
        uid: uid(), was, label, items: items.join("\n"),
      }));
    case "records":
      return orBlank(((value ?? []) as RecordItem[]).map((item) => recordToLocal(info.keys ?? [], item)), record);
    case "duties":
      return orBlank(groupsOf(info, (value ?? []) as DutyItem[]), () => group("", [record()]));
    default:
      return typeof value === "string" ? value : "";
  }
}

/** An empty list begins with a blank item to write in. */
const orBlank = <T>(items: T[], blank: () => T): T[] => (items.length > 0 ? items : [blank()]);

function recordToLocal(keys: KeyInfo[], item: RecordItem): LocalRecord {
  const values: Record<string, Local> = {};
  for (const key of keys) {
    if (key.name in item.values) values[key.name] = toLocal(key, item.values[key.name]);
  }
  return { uid: uid(), was: item.was, values };
}

function groupsOf(info: KeyInfo, items: DutyItem[]): LocalGroup[] {
  const groups: LocalGroup[] = [];
  for (const item of items) {
    let open = groups.at(-1);
    if (!open || open.name !== item.group) groups.push((open = group(item.group)));
    open.duties.push(recordToLocal(info.keys ?? [], item));
  }
  return groups;
}

export function toWire(info: KeyInfo, local: Local): Value | null {
  switch (info.kind) {
    case "lines":
      return orNull(filled(local as string));
    case "texts":
    case "names":
      return orNull(texts(local as Line[]));
    case "superiors": {
      const { administrative, functional } = local as LocalSuperiors;
      const value = { administrative: texts(administrative), functional: texts(functional) };
      return value.administrative.length + value.functional.length > 0 ? value : null;
    }
    case "labelled":
      return orNull(labels(local as LocalLabel[]).map(({ was, label, items }) => ({ was, label: label.trim(), items: filled(items) })));
    case "records":
      return orNull(records(info, local as LocalRecord[]).map((item) => ({ was: item.was, values: recordToWire(info, item) })));
    case "duties":
      return orNull((local as LocalGroup[]).flatMap(({ name, duties }) =>
        records(info, duties).map((item) => ({ was: item.was, group: name.trim(), values: recordToWire(info, item) }))));
    default:
      return (local as string).trim() || null;
  }
}

const orNull = <T>(items: T[]): T[] | null => (items.length > 0 ? items : null);
const texts = (lines: Line[]): string[] => lines.map(({ text }) => text.trim()).filter((text) => text !== "");

/** The labels that are sent: a new one only when it has a text. */
const labels = (all: LocalLabel[]): LocalLabel[] => all.filter((one) => one.was !== null || one.items.trim() !== "");

/** The records that are sent: all that hold anything. */
const records = (info: KeyInfo, all: LocalRecord[]): LocalRecord[] =>
  all.filter((item) => Object.keys(recordToWire(info, item)).length > 0);

export function recordToWire(info: KeyInfo, item: LocalRecord): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const key of info.keys ?? []) {
    const local = item.values[key.name];
    const value = local === undefined ? null : toWire(key, local);
    if (value !== null) values[key.name] = value;
  }
  return values;
}

/** The items of a list that are sent, in the order that the file has them in. */
export function sentTop(info: KeyInfo, local: Local): { uid: number }[] {
  switch (info.kind) {
    case "texts":
      return (local as Line[]).filter(({ text }) => text.trim() !== "");
    case "labelled":
      return labels(local as LocalLabel[]);
    case "records":
      return records(info, local as LocalRecord[]);
    case "duties":
      return (local as LocalGroup[]).flatMap(({ duties }) => records(info, duties));
    default:
      return [];
  }
}

interface Placed {
  uid: number;
  was: number | null;
}

/** The items that `toWire` sends, in its order, nested ones behind their own. */
function sentItems(info: KeyInfo, local: Local | undefined): Placed[] {
  if (local === undefined) return [];
  switch (info.kind) {
    case "labelled":
      return labels(local as LocalLabel[]);
    case "records":
      return records(info, local as LocalRecord[]).flatMap((item) => withNested(info, item));
    case "duties":
      return (local as LocalGroup[]).flatMap(({ duties }) => records(info, duties).flatMap((item) => withNested(info, item)));
    default:
      return [];
  }
}

const withNested = (info: KeyInfo, item: LocalRecord): Placed[] =>
  [item, ...(info.keys ?? []).flatMap((key) => sentItems(key, item.values[key.name]))];

export const sentUids = (info: KeyInfo, local: Local): number[] => sentItems(info, local).map((item) => item.uid);

/** The places of a value's items, in the order of `sentItems`. */
function places(info: KeyInfo, value: Value | null | undefined): (number | null)[] {
  if (value === null || value === undefined) return [];
  switch (info.kind) {
    case "labelled":
      return (value as LabelledItem[]).map((item) => item.was);
    case "records":
    case "duties":
      return (value as RecordItem[]).flatMap((item) =>
        [item.was, ...(info.keys ?? []).flatMap((key) => places(key, item.values[key.name]))]);
    default:
      return [];
  }
}

export const samePlaces = (info: KeyInfo, a: Value | null, b: Value | null): boolean =>
  places(info, a).join() === places(info, b).join();

/** Tells the items that were sent their new places in the file; all others have none there. Null if they do not match. */
export function placedAnew(info: KeyInfo, local: Local, sent: number[], answer: Value | null): Local | null {
  const now = places(info, answer);
  if (now.length !== sent.length) return null;
  const found = new Map(sent.map((one, index) => [one, now[index] ?? null]));
  return replaced(info, local, found);
}

function replaced(info: KeyInfo, local: Local, found: Map<number, number | null>): Local {
  const place = (item: LocalRecord): LocalRecord => {
    const values = { ...item.values };
    for (const key of info.keys ?? []) {
      const value = values[key.name];
      if (value !== undefined) values[key.name] = replaced(key, value, found);
    }
    return { ...item, was: found.get(item.uid) ?? null, values };
  };
  switch (info.kind) {
    case "labelled":
      return (local as LocalLabel[]).map((item) => ({ ...item, was: found.get(item.uid) ?? null }));
    case "records":
      return (local as LocalRecord[]).map(place);
    case "duties":
      return (local as LocalGroup[]).map((one) => ({ ...one, duties: one.duties.map(place) }));
    default:
      return local;
  }
}

/** The same words, wherever their items stand in the file. */
export function same(a: Value | null | undefined, b: Value | null | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([name]) => name !== "was").sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}

/** A value whose items keep their places only where the file has the same words there: for a file that has changed. */
export function rebased(info: KeyInfo, value: Value | null, current: Value | null): Value | null {
  if (!Array.isArray(value) || !["labelled", "records", "duties"].includes(info.kind)) return value;
  const theirs = (current ?? []) as RecordItem[];
  const taken = new Set<number>();
  return (value as RecordItem[]).map((item) => {
    const match = theirs.find((other) => other.was !== null && !taken.has(other.was) && same([heart(other)], [heart(item)]));
    if (match) taken.add(match.was!);
    return { ...item, was: match?.was ?? null };
  }) as Value;
}

/** What makes an item itself: its label, or all its words. */
const heart = (item: RecordItem | LabelledItem): string =>
  "label" in item ? item.label : canonical(Object.values(item.values)[0]);

/** A value in plain lines, to be read by people. */
export function plain(value: Value | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return [...value.administrative, ...value.functional].join("\n");
  return value
    .map((item) => {
      if (typeof item === "string") return item;
      if ("label" in item) return `${item.label}：${item.items.join("；")}`;
      const words = Object.values(item.values).map((inner) => plain(inner).replaceAll("\n", "；")).join(" · ");
      return "group" in item && item.group ? `［${item.group}］${words}` : words;
    })
    .join("\n");
}
