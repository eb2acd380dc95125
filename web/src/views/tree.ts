// Where the boxes of an organisation chart stand: superiors over theirs; many without any of their own in a column, as are
// lower levels where there is no room beside each other.

import type { ChartNode } from "../types";

export const WIDE = 148;
export const HIGH = 58;
const GAP = 16;
const LEVEL = 36;
const STACK = 10;
const INDENT = 20;

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

/** The tree with as many levels spread out as suit a width: below them, levels are indented. */
export function tree(nodes: ChartNode[], room: number): Tree {
  const below: number[][] = nodes.map(() => []);
  nodes.forEach(({ superior }, index) => superior !== null && below[superior]!.push(index));
  const depthOf = (index: number): number => 1 + Math.max(0, ...below[index]!.map(depthOf));
  const deepest = Math.max(1, ...nodes.flatMap(({ superior }, index) => (superior === null ? [depthOf(index)] : [])));
  // Large letters count most, then how much of the width is used.
  const suits = ({ width }: Tree): number => {
    const scale = Math.min(1, room / width);
    return scale * Math.sqrt((scale * width) / room);
  };
  let best = spread(nodes, below, deepest);
  for (let levels = deepest - 1; levels >= 1; levels--) {
    const other = spread(nodes, below, levels);
    if (suits(other) > suits(best)) best = other;
  }
  return best;
}

/** The tree with some levels spread out. */
function spread(nodes: ChartNode[], below: number[][], levels: number): Tree {
  const roots = nodes.flatMap(({ superior }, index) => (superior === null ? [index] : []));
  const at: Placed[] = nodes.map(() => ({ x: 0, y: 0 }));
  const isLeaf = (index: number): boolean => below[index]!.length === 0;
  let height = 0;
  let lines = "";

  /** Places a node and all below it from the left edge on, those below in a column; gives the edges that they reach. */
  const column = (index: number, left: number, top: number): Placed => {
    at[index] = { x: left, y: top };
    let [right, bottom] = [left + WIDE, top + HIGH];
    height = Math.max(height, bottom);
    below[index]!.forEach((one, n) => {
      const from = bottom + (n === 0 ? LEVEL / 2 : STACK);
      const edges = column(one, left + INDENT, from);
      [right, bottom] = [Math.max(right, edges.x), edges.y];
      lines += `M${left + INDENT / 2} ${top + HIGH}V${from + HIGH / 2}H${left + INDENT}`;
    });
    return { x: right, y: bottom };
  };

  /** Places a node and all below it from the left edge on; gives the width that they take. */
  const place = (index: number, left: number, top: number, depth: number): number => {
    const own = below[index]!;
    if (own.length > 0 && (depth >= levels || (own.length > 1 && own.every(isLeaf)))) return column(index, left, top).x - left;
    height = Math.max(height, top + HIGH);
    let x = left;
    for (const one of own) x += place(one, x, top + HIGH + LEVEL, depth + 1) + GAP;
    const wide = Math.max(WIDE, x - GAP - left);
    const [first, last] = [own[0], own.at(-1)];
    const middle = first === undefined || last === undefined ? left : (at[first]!.x + at[last]!.x) / 2;
    at[index] = { x: Math.max(left, middle), y: top };
    const [bar, centre] = [top + HIGH + LEVEL / 2, at[index]!.x + WIDE / 2];
    for (const one of own) lines += `M${centre} ${top + HIGH}V${bar}H${at[one]!.x + WIDE / 2}V${at[one]!.y}`;
    return Math.max(wide, at[index]!.x + WIDE - left);
  };

  let width = 0;
  // Those who stand alone come last, in rows of their own.
  const [trees, alone] = [roots.filter((one) => !isLeaf(one)), roots.filter(isLeaf)];
  for (const one of trees) width += place(one, width, 0, 1) + GAP * 2;
  const row = Math.max(4, Math.floor(width / (WIDE + GAP)));
  const from = height > 0 ? height + LEVEL : 0;
  alone.forEach((one, n) => {
    at[one] = { x: (n % row) * (WIDE + GAP), y: from + Math.floor(n / row) * (HIGH + STACK) };
    width = Math.max(width, at[one].x + WIDE + GAP * 2);
    height = Math.max(height, at[one].y + HIGH);
  });
  return { at, lines, width: Math.max(0, width - GAP * 2), height, below, roots: [...trees, ...alone] };
}

/** Whether a node is another one, or under it. */
export function isUnder(nodes: ChartNode[], index: number, above: number): boolean {
  for (let one: number | null = index; one !== null; one = nodes[one]!.superior) if (one === above) return true;
  return false;
}
