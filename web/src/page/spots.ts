// Where the texts of the data stand on the pages: measured from the drawings, in points.

import { signal } from "@preact/signals";
import { canonical } from "../form/place";
import type { KeyInfo, Kind } from "../types";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Spot {
  page: number;
  /** The places whose texts stand here, by their canonical names. */
  places: string[];
  box: Box;
  /** The size of the text, and the distance of its lines. */
  size: number;
  pitch: number;
  /** Tells spots of the same places apart. */
  key: string;
}

export const spots = signal<Spot[]>([]);

interface Rules {
  down: { x: number; from: number; to: number }[];
  across: { y: number; from: number; to: number }[];
}
const rules = new Map<number, Rules>();

export function forget(): void {
  rules.clear();
  spots.value = [];
}

const LISTS = new Set<Kind>(["texts", "labelled", "records", "duties"]);

/** Measures a page anew. */
export function measure(page: number, drawing: SVGElement, keys: KeyInfo[]): void {
  rules.set(page, rulesOf(drawing));
  const found: Spot[] = [];
  for (const group of drawing.querySelectorAll<SVGGElement>("g[data-source]")) {
    const names = group.dataset.source!.split(" ").filter(Boolean).map((name) => canonical(name, keys));
    // Beside a text, the name of a whole list is only its label.
    const texts = names.filter((name) => name.includes(".") || !LISTS.has(keys.find((one) => one.name === name)?.kind ?? "text"));
    const places = [...new Set(texts.length > 0 ? texts : names)];
    const ink = inkOf(group);
    if (!ink || places.length === 0) continue;
    const key = places.join(" ");
    const above = found.findLast((one) => one.key === key);
    if (above && goesOn(above.box, ink.box)) {
      above.pitch = Math.max(ink.pitch, ink.box.y + ink.box.height - above.box.y - above.box.height);
      above.box = union(above.box, ink.box);
    } else found.push({ page, places, ...ink, key });
  }
  const counts = new Map<string, number>();
  for (const spot of found) {
    const n = (counts.get(spot.key) ?? 0) + 1;
    counts.set(spot.key, n);
    spot.key = `${page} ${spot.key} ${n}`;
  }
  const before = spots.peek();
  const own = before.filter((one) => one.page === page);
  if (JSON.stringify(own) === JSON.stringify(found)) return;
  spots.value = [...before.filter((one) => one.page < page), ...found, ...before.filter((one) => one.page > page)];
}

/** Pages behind the last one are gone. */
export function cut(pages: number): void {
  if (spots.peek().some((one) => one.page >= pages)) spots.value = spots.peek().filter((one) => one.page < pages);
}

const RUN = /^translate\(([-\d.]+) ([-\d.]+)\) scale\(([-\d.]+)\)$/;

/** The box of a group of text: lines from their baselines, since outlines of glyphs are of any height. */
function inkOf(group: SVGGElement): { box: Box; size: number; pitch: number } | null {
  let box: Box | null = null;
  let size = 0;
  let baseline = NaN;
  let pitch = 0;
  for (const run of group.children) {
    const [, x, y, scale] = RUN.exec(run.getAttribute("transform") ?? "") ?? [];
    const last = run.lastElementChild;
    if (scale === undefined || last?.localName !== "use") continue;
    const em = Number(scale) * 1000;
    const end = Number(last.getAttribute("x")) * Number(scale) + em * 0.9;
    const line = { x: Number(x), y: Number(y) - em * 0.92, width: end, height: em * 1.2 };
    if (Number(y) > baseline + em / 2) pitch = Math.max(pitch, Number(y) - baseline);
    baseline = Number(y);
    size = Math.max(size, em);
    box = box ? union(box, line) : line;
  }
  if (!box) {
    const { x, y, width, height } = group.getBBox();
    if (width === 0) return null;
    box = { x, y, width, height };
    size = Number(group.querySelector("text")?.getAttribute("font-size") ?? 10.5);
  }
  return { box, size, pitch: pitch || size * 1.5 };
}

const union = (a: Box, b: Box): Box => {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
};

/** Whether a box is the next line of the same text: below, in the same column. */
const goesOn = (above: Box, below: Box): boolean =>
  Math.abs(below.y - above.y - above.height) < 14 && below.x < above.x + above.width && above.x < below.x + below.width;

function rulesOf(drawing: SVGElement): Rules {
  const found: Rules = { down: [], across: [] };
  const number = (element: Element, name: string): number => Number(element.getAttribute(name));
  const add = (x1: number, y1: number, x2: number, y2: number): void => {
    if (Math.abs(x1 - x2) < 0.1) found.down.push({ x: x1, from: Math.min(y1, y2), to: Math.max(y1, y2) });
    else if (Math.abs(y1 - y2) < 0.1) found.across.push({ y: y1, from: Math.min(x1, x2), to: Math.max(x1, x2) });
  };
  for (const line of drawing.querySelectorAll("line")) add(number(line, "x1"), number(line, "y1"), number(line, "x2"), number(line, "y2"));
  for (const rect of drawing.querySelectorAll("rect[stroke]")) {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => number(rect, name)) as [number, number, number, number];
    add(x, y, x, y + height);
    add(x + width, y, x + width, y + height);
    add(x, y, x + width, y);
    add(x, y + height, x + width, y + height);
  }
  return found;
}

/** The cell around a point, by the rules of the page; null outside of tables. */
export function cellAt(page: number, x: number, y: number): Box | null {
  const { down = [], across = [] } = rules.get(page) ?? {};
  const [columns, rows] = [down.filter((one) => one.from <= y && y <= one.to), across.filter((one) => one.from <= x && x <= one.to)];
  const left = Math.max(...columns.filter((one) => one.x <= x).map((one) => one.x));
  const right = Math.min(...columns.filter((one) => one.x > x).map((one) => one.x));
  const top = Math.max(...rows.filter((one) => one.y <= y).map((one) => one.y));
  const bottom = Math.min(...rows.filter((one) => one.y > y).map((one) => one.y));
  if (![left, right, top, bottom].every(Number.isFinite)) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const holds = ({ x, y, width, height }: Box, atX: number, atY: number): boolean => x <= atX && atX <= x + width && y <= atY && atY <= y + height;

/** The spot that a click at a point is for: in the same cell, else to the left on the same line, else above. */
export function nearest(page: number, x: number, y: number): Spot | null {
  const own = spots.peek().filter((one) => one.page === page);
  const cell = cellAt(page, x, y);
  const middle = ({ box }: Spot): number => box.y + box.height / 2;
  const inCell = cell ? own.filter((one) => holds(cell, one.box.x + 1, middle(one))) : [];
  const onLine = own.filter(({ box }) => box.x <= x && (cell ? box.y < cell.y + cell.height && box.y + box.height > cell.y : y >= box.y - 3 && y <= box.y + box.height + 3));
  const above = own.filter(({ box }) => box.y <= y);
  const closest = (list: Spot[], far: (one: Spot) => number): Spot | undefined => [...list].sort((a, b) => far(a) - far(b))[0];
  return closest(inCell, (one) => Math.abs(middle(one) - y))
    ?? closest(onLine, ({ box }) => x - box.x - box.width)
    ?? closest(above, ({ box }) => y - box.y + Math.abs(x - box.x) / 100)
    ?? null;
}

/** The spot where a place's own text stands, if a label was pointed at: to the right on the same line. */
export function textOf(spot: Spot): Spot {
  const { box, page, places } = spot;
  return spots.peek().find((one) => one.page === page && one.places.join() === places.join() && Math.abs(one.box.y - box.y) < 6 && one.box.x > box.x + box.width - 1) ?? spot;
}
