// Texts of the page as buttons over the drawing: a click opens the form, a double click edits, keys go from one to the next.

import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { composes } from "../composing";
import { plain } from "../form/local";
import { focused, movable, nameOf, stepItem, targetAt } from "../form/place";
import { drawer, editor, panel, readOnly, schema, wantedPlace } from "../state";
import type { RecordItem, Value } from "../types";
import { named, of } from "../words";
import { dropLine, held } from "./drag";
import { lit, stayStill } from "./follow";
import { beginAt, editing } from "./inplace";
import { spots, type Box, type Spot } from "./spots";

/** The spot that Tab comes to. */
const current = signal<string | null>(null);
/** The place whose spot gets the focus once it is measured. */
const wanted = signal<string | null>(null);

export function focusSpot(place: string | null): void {
  wanted.value = place;
}

interface SpotsProps {
  page: number;
  width: number;
  height: number;
}

export function Spots({ page, width, height }: SpotsProps) {
  const root = useRef<HTMLDivElement>(null);
  const own = spots.value.filter((one) => one.page === page);
  const tabbed = spots.value.some((one) => one.key === current.value) ? current.value : spots.value[0]?.key;
  const marked = lit.value.spots;
  const place = ({ x, y, width: wide, height: high }: Box, pad: number) => ({
    left: `${((x - pad) / width) * 100}%`, top: `${((y - 1) / height) * 100}%`, width: `${((wide + 2 * pad) / width) * 100}%`, height: `${((high + 2) / height) * 100}%`,
  });
  useLayoutEffect(() => {
    if (!wanted.value || editing.peek()) return;
    const spot = own.find((one) => one.places.length === 1 && one.places[0] === wanted.peek());
    if (!spot) return;
    wanted.value = null;
    root.current!.querySelector<HTMLElement>(`[data-spot="${CSS.escape(spot.key)}"]`)?.focus({ preventScroll: true });
  });
  return (
    <div class="spots" ref={root} onKeyDown={keys}>
      {own.map((spot) => (
        <button
          key={spot.key} type="button" data-spot={spot.key} tabIndex={spot.key === tabbed && !editing.value ? 0 : -1} style={place(spot.box, 3)}
          class={`spot${marked.includes(spot) ? " lit" : ""}${held.value && spot.places.some((one) => `${one}.`.startsWith(`${held.value}.`)) ? " held" : ""}`}
          aria-label={label(spot)} onFocus={() => (current.value = spot.key)} onClick={() => open(spot)}
        />
      ))}
      <DropLine page={page} width={width} height={height} />
    </div>
  );
}

/** By itself, so that the texts are not drawn again at each move of the pointer. */
function DropLine({ page, width, height }: SpotsProps) {
  const line = dropLine.value;
  return line?.page === page ? <div class="dropline" style={{ left: `${(line.x / width) * 100}%`, width: `${(line.width / width) * 100}%`, top: `${(line.y / height) * 100}%` }} /> : null;
}

/** What a spot shows, for those who hear it. */
function label({ places }: Spot): string {
  const first = places[0]!;
  const [key, item, sub] = first.split(".");
  const info = schema.peek()?.record.find((one) => one.name === key);
  const value = editor.peek()?.view.value.values[key!];
  const own = info?.keys?.find((one) => one.name === sub);
  const name = [info ? of(info) : key!, item !== undefined ? String(Number(item) + 1) : "", own ? of(own) : ""].filter(Boolean).join(" ");
  return named(name, wordsAt(value, item, sub).slice(0, 200));
}

function wordsAt(value: Value | undefined, item: string | undefined, sub: string | undefined): string {
  if (item === undefined || !Array.isArray(value)) return plain(value);
  const found = value[Number(item)];
  if (found === undefined || typeof found === "string") return found ?? "";
  if ("label" in found) return sub === "label" ? found.label : found.items.join("；");
  return sub === "group" && "group" in found ? String(found.group) : plain((found as RecordItem).values[sub ?? ""]);
}

/** Opens the form at a spot; where the form is folded away, a tap only selects. */
export function open({ places }: Spot): void {
  if (editing.peek()) return;
  const folded = getComputedStyle(document.querySelector(".side")!).position === "fixed" && drawer.peek() !== "form";
  const target = editor.peek() && targetAt(editor.peek()!, places[0]!);
  if (folded) {
    focused.value = target ?? null;
    return;
  }
  stayStill();
  panel.value = "form";
  wantedPlace.value = places[0]!;
}

/** One place up or down among the items of a key. */
function step(spot: Spot, by: -1 | 1): void {
  const target = editor.peek() && !readOnly.peek() ? targetAt(editor.peek()!, spot.places[0]!) : null;
  if (!target || !movable(target)) return;
  stepItem(target.field, target.item!, by);
  wanted.value = nameOf(target);
}

function keys(event: KeyboardEvent): void {
  const button = (event.target as HTMLElement).closest<HTMLElement>(".spot");
  const at = spots.peek().findIndex((one) => one.key === button?.dataset.spot);
  const spot = spots.peek()[at];
  if (!button || !spot || composes(event)) return;
  const arrows: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
  const by = arrows[event.key];
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) step(spot, by as -1 | 1);
  else if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
    const next = spots.peek()[at + by];
    const element = next && document.querySelector<HTMLElement>(`[data-spot="${CSS.escape(next.key)}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" || event.key === "F2") {
    if (!beginAt(spot)) open(spot);
  } else if (event.key === "Escape") button.closest<HTMLElement>(".scroller")?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
