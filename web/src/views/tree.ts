// Where the boxes of an organisation chart stand: superiors over theirs; many without any of their own in a column.

import type { ChartNode } from "../types";

export const WIDE = 148;
export const HIGH = 58;
const GAP = 20;
const LEVEL = 44;
const STACK = 12;
const INDENT = 22;

export interface Placed {
  x: number;
  y: number;
}

export interface Tree {
  at: Placed[];
  /** The lines from superiors down, as path data. */
  lines: string;
  width: number;
  height: number;
  below: number[][];
  roots: number[];
}

export function tree(nodes: ChartNode[]): Tree {
  const below: number[][] = nodes.map(() => []);
  const roots: number[] = [];
  nodes.forEach(({ superior }, index) => (superior === null ? roots : below[superior]!).push(index));
  const at: Placed[] = nodes.map(() => ({ x: 0, y: 0 }));
  const isLeaf = (index: number): boolean => below[index]!.length === 0;
  /** Whether those below stand in a column. */
  const stacked = (index: number): boolean => below[index]!.length > 1 && below[index]!.every(isLeaf);
  let height = 0;

  /** Places a node and all below it from the left edge on; gives the width that they take. */
  const place = (index: number, left: number, top: number): number => {
    const own = below[index]!;
    height = Math.max(height, top + HIGH);
    if (stacked(index)) {
      own.forEach((one, n) => {
        at[one] = { x: left + INDENT, y: top + HIGH + LEVEL / 2 + n * (HIGH + STACK) };
        height = Math.max(height, at[one].y + HIGH);
      });
      at[index] = { x: left, y: top };
      return WIDE + INDENT;
    }
    let x = left;
    for (const one of own) x += place(one, x, top + HIGH + LEVEL) + GAP;
    const wide = Math.max(WIDE, x - GAP - left);
    const [first, last] = [own[0], own.at(-1)];
    const middle = first === undefined || last === undefined ? left : (at[first]!.x + at[last]!.x) / 2;
    at[index] = { x: Math.max(left, middle), y: top };
    return Math.max(wide, at[index]!.x + WIDE - left);
  };

  let width = 0;
  // Those who stand alone come last, in rows of their own.
  const [trees, alone] = [roots.filter((one) => !isLeaf(one)), roots.filter(isLeaf)];
  for (const one of trees) width += place(one, width, 0) + GAP * 2;
  const row = Math.max(4, Math.floor(width / (WIDE + GAP)));
  const from = height > 0 ? height + LEVEL : 0;
  alone.forEach((one, n) => {
    at[one] = { x: (n % row) * (WIDE + GAP), y: from + Math.floor(n / row) * (HIGH + STACK) };
    width = Math.max(width, at[one].x + WIDE + GAP * 2);
    height = Math.max(height, at[one].y + HIGH);
  });

  const lines = nodes.map((_, index) => down(at[index]!, below[index]!.map((one) => at[one]!), stacked(index))).join("");
  return { at, lines, width: Math.max(0, width - GAP * 2), height, below, roots: [...trees, ...alone] };
}

function down(from: Placed, to: Placed[], stacked: boolean): string {
  if (to.length === 0) return "";
  if (stacked) return to.map(({ x, y }) => `M${from.x + INDENT / 2} ${from.y + HIGH}V${y + HIGH / 2}H${x}`).join("");
  const middle = from.x + WIDE / 2;
  const bar = from.y + HIGH + LEVEL / 2;
  return to.map(({ x, y }) => `M${middle} ${from.y + HIGH}V${bar}H${x + WIDE / 2}V${y}`).join("");
}

/** Whether a node is another one, or under it. */
export function isUnder(nodes: ChartNode[], index: number, above: number): boolean {
  for (let one: number | null = index; one !== null; one = nodes[one]!.superior) if (one === above) return true;
  return false;
}
