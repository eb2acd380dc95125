// A page: its drawing, replaced only when it is another, and its texts over it.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { openAt } from "../actions";
import { wantLeaf, type Leaf } from "../document";
import { find, schema } from "../state";
import { t } from "../words";
import { watch } from "./drag";
import { afterPaint, Drawing } from "./drawing";
import { beginAt, InPlace } from "./inplace";
import { open, Spots } from "./spot";
import { cellAt, measure, nearest, spots, type Spot } from "./spots";

interface SheetProps {
  leaf: Leaf;
  index: number;
  total: number;
  /** Whether it is one of the whole handbook, whose pages lead to their positions. */
  bound: boolean;
}

export function Sheet({ leaf, index, total, bound }: SheetProps) {
  const paper = useRef<HTMLDivElement>(null);
  const ink = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawing | null>(null);
  const near = useNear(paper, bound, index);
  const { svg, width, height } = leaf;
  useLayoutEffect(() => {
    if (bound && near && (svg === null || leaf.stale)) wantLeaf(index);
  }, [near, svg, leaf.stale]);
  useLayoutEffect(() => {
    const own = (drawn.current ??= new Drawing(ink.current!));
    const drawing = near && svg !== null ? own.draw(svg) : null;
    if (!near) own.clear();
    // Measured behind the painting, which nobody shall wait for.
    if (drawing && !bound) afterPaint(() => setTimeout(() => drawing.isConnected && measure(index, drawing, schema.peek()?.record ?? [])));
  }, [svg, near]);
  const label = t("pageN", index + 1, total);
  const own = bound ? find(leaf.position) : null;
  return (
    <li style={{ "--width": `${width}pt` }}>
      <div
        class={bound ? "paper bound" : "paper"} ref={paper} data-page={index} data-width={width} role="group" aria-label={label} style={{ aspectRatio: `${width} / ${height}` }}
        onPointerDown={(event) => press(event)} onClick={(event) => click(event, leaf, bound)} onDblClick={(event) => edit(event, bound)}
      >
        <div class="ink" ref={ink} />
        {!bound && <Spots page={index} width={width} height={height} />}
        {!bound && <InPlace page={index} width={width} />}
      </div>
      <p class="number">
        <span aria-hidden="true">{index + 1} / {total}</span>
        {own && <button type="button" class="quiet" onClick={() => void openAt(leaf.position!, null)}>{own.entry.title}</button>}
      </p>
    </li>
  );
}

const spotUnder = (event: Event): Spot | undefined => {
  const key = (event.target as Element).closest<HTMLElement>(".spot")?.dataset.spot;
  return key ? spots.peek().find((one) => one.key === key) : undefined;
};

function point(event: MouseEvent): { page: number; x: number; y: number } {
  const paper = event.currentTarget as HTMLElement;
  const { left, top, width } = paper.getBoundingClientRect();
  const scale = Number(paper.dataset.width) / width;
  return { page: Number(paper.dataset.page), x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
}

function press(event: PointerEvent): void {
  const spot = spotUnder(event);
  if (spot) watch(event, spot);
}

function click(event: MouseEvent, { position }: Leaf, bound: boolean): void {
  if (bound) {
    const source = (event.target as Element).closest<SVGElement>("[data-source]")?.dataset.source;
    if (source && position) void openAt(position, source.split(" ")[0]!);
    return;
  }
  if ((event.target as Element).closest(".spot, .inplace")) return;
  const { page, x, y } = point(event);
  const spot = nearest(page, x, y);
  if (spot) open(spot);
}

function edit(event: MouseEvent, bound: boolean): void {
  if (bound || (event.target as Element).closest(".inplace")) return;
  const { page, x, y } = point(event);
  const spot = spotUnder(event);
  const near = spot ?? nearest(page, x, y);
  if (!near) return;
  const cell = spot ? null : cellAt(page, x, y);
  const elsewhere = cell && !(near.box.x >= cell.x && near.box.x < cell.x + cell.width) ? cell : null;
  if (beginAt(near, elsewhere)) event.preventDefault();
}

/** Whether an element is in view or near it; pages of a handbook that go far away are dropped again. */
function useNear(element: RefObject<HTMLElement | null>, both: boolean, index: number): boolean {
  // The first page of a position is in view; it need not be measured before it is drawn.
  const [near, setNear] = useState(!both && index === 0);
  useLayoutEffect(() => {
    const root = element.current!.closest(".scroller");
    const observer = new IntersectionObserver((entries) => {
      const now = entries.at(-1)!.isIntersecting;
      if (now || both) setNear(now);
      if (now && !both) observer.disconnect();
    }, { root, rootMargin: both ? "900px" : "1500px" });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return near;
}
