// The pages that are shown: those of a position all at once, those of the handbook as they come into view.

import { signal } from "@preact/signals";
import { get, Refusal } from "./api";
import { keepOutlines } from "./page/drawing";
import { ALL, chosen, isView, tried } from "./state";
import type { Finding, PagesView, SheetSize } from "./types";

/** A page of the document; without a drawing until that is fetched. */
export interface Leaf {
  width: number;
  height: number;
  svg: string | null;
  position: string | null;
  /** Whether the files have changed since it was drawn. */
  stale: boolean;
}

export interface Shown {
  id: string;
  leaves: Leaf[];
  /** The first page of each position, by its id. */
  starts: Map<string, number>;
  failed: Finding[];
  sheet: SheetSize | null;
  /** When the key was pressed that led to these pages. */
  pressed: number | null;
}

export const shown = signal<Shown | null>(null);
/** The page that is at the top of the view. */
export const topPage = signal(0);

/** How many pages of the handbook are fetched at once. */
const SOME = 6;

/** Takes over pages; of a document of which only some were fetched, the others stay. */
export function showPages(id: string, view: PagesView, pressed: number | null = null, fresh = true): void {
  const { pages, from = 0 } = view;
  if (view.outlines) keepOutlines(view.outlines);
  const before = shown.peek()?.id === id ? shown.peek()! : null;
  const sizes = view.sizes ?? pages.map(({ width, height }): [number, number] => [width, height]);
  const leaves = sizes.map(([width, height], index): Leaf => {
    const page = pages[index - from];
    if (page) return { width, height, svg: page.svg, position: page.position ?? null, stale: false };
    const old = before?.leaves[index];
    return old ? { ...old, width, height, stale: old.stale || fresh } : { width, height, svg: null, position: null, stale: false };
  });
  // While one leafs through pages, they are those of one document.
  const starts = before && !fresh ? before.starts : startsOf(view.starts ?? []);
  shown.value = { id, leaves, starts, failed: view.failed, sheet: view.sheet ?? null, pressed };
}

function startsOf(parts: [number, string | null][]): Map<string, number> {
  const starts = new Map<string, number>();
  for (const [page, position] of parts) if (position && !starts.has(position)) starts.set(position, page);
  return starts;
}

let asked = 0;

/** Reads the pages of what is chosen. */
export async function readPages(): Promise<void> {
  const id = chosen.peek();
  if (!id || isView(id)) return;
  const number = ++asked;
  const some = id === ALL ? { from: String(shown.peek()?.id === ALL ? Math.max(0, topPage.peek() - 1) : 0), count: String(SOME) } : null;
  const view = await ifThere(get<PagesView>("/api/pages", { id: id === ALL ? "*" : id, ...some }));
  if (number === asked && chosen.peek() === id) showPages(id, view ?? { pages: [], outlines: null, failed: [] });
}

/** Forgets what is under way: newer pages are shown already. */
export const outdate = (): void => void asked++;

const wanted = new Set<number>();
let fetching = false;

/** Asks for a page of the handbook that comes into view. */
export function wantLeaf(index: number): void {
  wanted.add(index);
  if (!fetching) void fetchWanted();
}

async function fetchWanted(): Promise<void> {
  fetching = true;
  await Promise.resolve();
  while (wanted.size > 0 && chosen.peek() === ALL) {
    // What came into view last is wanted first.
    const last = [...wanted].at(-1)!;
    let from = last;
    while (wanted.has(from - 1) && last - from < SOME - 1) from--;
    let end = last + 1;
    while (wanted.has(end) && end - from < SOME) end++;
    for (let index = from; index < end; index++) wanted.delete(index);
    await tried(async () => {
      const number = asked;
      const view = await get<PagesView>("/api/pages", { id: "*", from: String(from), count: String(end - from) });
      if (number === asked && chosen.peek() === ALL) showPages(ALL, view, null, false);
    });
  }
  wanted.clear();
  fetching = false;
}

/** Null where the server has no such thing, or cannot read it: a file may be broken for now. */
export async function ifThere<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}
