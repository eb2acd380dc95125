// The organisation chart: a click opens a position, a box carried onto another gets that one as its superior.

import { signal, useComputed } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { openAt, setSuperior } from "../actions";
import { carry } from "../carry";
import { notice, project, question, readOnly, written, type Zoom } from "../state";
import { Switch } from "../switch";
import type { ChartNode } from "../types";
import { t } from "../words";
import { useRead } from "./read";
import { HIGH, isUnder, tree, WIDE } from "./tree";

const read = signal<{ nodes: ChartNode[] } | null>(null);
const current = signal(0);
const zoom = signal<Zoom>("fit");
/** The box that is carried, how far, and the one under it. */
const carried = signal<{ index: number; dx: number; dy: number; over: number | null } | null>(null);

export function Chart() {
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const nodes = useRead(read, "/api/chart")?.nodes ?? [];
  const drawn = useMemo(() => tree(nodes, room), [nodes, room]);
  const scale = zoom.value === "fit" ? Math.max(0.4, Math.min(1, room / drawn.width)) : 1;
  const at = Math.min(current.value, nodes.length - 1);
  return (
    <main class="middle" aria-label={t("chart")}>
      <div class="pagebar">
        <h2>{t("chart")}</h2>
        {!readOnly.value && <span class="quiet-text">{t("chartHelp")}</span>}
        <Switch label={t("zoom")} chosen={zoom} ways={{ fit: t("fitWidth"), full: "100%" }} />
      </div>
      <div class="scroller" ref={scroller} tabIndex={0} role="region" aria-label={t("chart")} lang={written.value}>
        {!read.value && <p class="hint">{t("loading")}</p>}
        <div class="chart" style={{ width: `${drawn.width * scale}px`, height: `${drawn.height * scale}px` }}>
          <div style={{ transform: `scale(${scale})`, transformOrigin: "0 0" }} onKeyDown={(event) => keys(event, nodes, drawn.below, drawn.roots)}>
            <svg width={drawn.width} height={drawn.height} aria-hidden="true"><path d={drawn.lines} /></svg>
            {nodes.map((node, index) => <Node key={node.id ?? node.title} node={node} index={index} nodes={nodes} place={drawn.at[index]!} scale={scale} tabbed={index === at} />)}
          </div>
        </div>
      </div>
    </main>
  );
}

/** The width inside an element that scrolls, as the window changes. */
function useRoom(scroller: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(1000);
  useLayoutEffect(() => {
    const measure = (): void => {
      const { paddingLeft, paddingRight } = getComputedStyle(scroller.current!);
      setRoom(scroller.current!.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight));
    };
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(scroller.current!);
    return () => observer.disconnect();
  }, []);
  return room;
}

interface NodeProps {
  node: ChartNode;
  index: number;
  nodes: ChartNode[];
  place: { x: number; y: number };
  scale: number;
  tabbed: boolean;
}

function Node({ node, index, nodes, place, scale, tabbed }: NodeProps) {
  // Computed, so that other boxes are not drawn again at each move of the pointer.
  const held = useComputed(() => (carried.value?.index === index ? carried.value : null)).value;
  const over = useComputed(() => carried.value?.over === index).value;
  const above = node.superior === null ? null : nodes[node.superior]!.title;
  const hue = node.kind === "position" ? hueOf(node.department) : undefined;
  return (
    <button
      type="button" data-node={index} class={`node ${node.kind}${held ? " carried" : ""}${over ? " over" : ""}`} tabIndex={tabbed ? 0 : -1}
      style={{ left: `${place.x}px`, top: `${place.y}px`, width: `${WIDE}px`, height: `${HIGH}px`, "--hue": hue, transform: held ? `translate(${held.dx}px, ${held.dy}px)` : undefined }}
      onFocus={() => (current.value = index)} onPointerDown={(event) => press(event, nodes, index, scale)} onClick={() => node.id && void openAt(node.id, null)}
    >
      <b>{node.title}</b>
      <span>{node.department ?? (node.kind === "external" ? t("external") : t("unknown"))}{node.headcount && <em><span class="hidden">{t("headcount")} </span>{node.headcount}</em>}</span>
      {above && <span class="hidden">{t("under", above)}</span>}
    </button>
  );
}

/** Each department has a colour of its own: neighbours in the list are far apart on the wheel. */
function hueOf(department: string | null): string {
  const at = project.value?.departments.findIndex((one) => one.name === department) ?? 0;
  return String(Math.round(184 + at * 137.5) % 360);
}

function press(down: PointerEvent, nodes: ChartNode[], index: number, scale: number): void {
  if (down.button !== 0 || readOnly.peek() || !nodes[index]!.id) return;
  const box = down.currentTarget as HTMLElement;
  carry(down, {
    begin: () => (carried.value = { index, dx: 0, dy: 0, over: null }),
    move({ clientX, clientY }) {
      const boxes = document.elementsFromPoint(clientX, clientY).map((one) => one.closest<HTMLElement>("[data-node]")?.dataset.node);
      const over = boxes.map(Number).find((one) => !Number.isNaN(one) && one !== index) ?? null;
      carried.value = { index, dx: (clientX - down.clientX) / scale, dy: (clientY - down.clientY) / scale, over };
    },
    end(dropped) {
      const over = carried.peek()?.over ?? null;
      carried.value = null;
      box.focus();
      if (dropped && over !== null) void under(nodes, index, over);
    },
  });
}

async function under(nodes: ChartNode[], index: number, above: number): Promise<void> {
  const [node, superior] = [nodes[index]!, nodes[above]!];
  if (node.superior === above) return;
  if (isUnder(nodes, above, index)) return void (notice.value = t("circle", superior.title, node.title));
  const refusal = await setSuperior({ id: node.id!, title: node.title }, superior.title);
  notice.value = refusal ? t("failed", refusal) : t("nowUnder", node.title, superior.title);
}

/** Arrows go along the lines; M asks for another superior. */
function keys(event: KeyboardEvent, nodes: ChartNode[], below: number[][], roots: number[]): void {
  const at = current.peek();
  const node = nodes[at];
  if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
  const beside = node.superior === null ? roots : below[node.superior]!;
  const next = { ArrowUp: node.superior, ArrowDown: below[at]![0], ArrowLeft: beside[beside.indexOf(at) - 1], ArrowRight: beside[beside.indexOf(at) + 1] }[event.key];
  if (event.key.toLowerCase() === "m" && node.id && !readOnly.peek()) {
    question.value = { kind: "superior", id: node.id, title: node.title, now: node.superior === null ? "" : nodes[node.superior]!.title };
  } else if (next !== undefined && next !== null) {
    const box = document.querySelector<HTMLElement>(`[data-node="${next}"]`);
    box?.focus();
    box?.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else return;
  event.preventDefault();
}
