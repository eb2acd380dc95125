// Items carried up and down on the page: by the mouse at once, by a finger after a moment, so that it can scroll.

import { signal } from "@preact/signals";
import { sentTop } from "../form/local";
import { movable, moveItem, nameOf, targetAt, type Target } from "../form/place";
import { editor, readOnly } from "../state";
import { focusSpot } from "./spot";
import { spots, type Box, type Spot } from "./spots";

/** Where the item would go. */
export const dropLine = signal<{ page: number; x: number; width: number; y: number } | null>(null);
/** The name of the item that is carried: `responsibilities.3`. */
export const held = signal<string | null>(null);

/** How far the mouse goes before it carries, in pixels, and how long a finger rests, in milliseconds. */
const FAR = 6;
const LONG = 350;

/** Follows a pointer that went down on a spot. */
export function watch(down: PointerEvent, spot: Spot): void {
  const open = editor.peek();
  const target = open && !readOnly.peek() && down.button === 0 && spot.places.length === 1 ? targetAt(open, spot.places[0]!) : null;
  if (!target || !movable(target)) return;
  const finger = down.pointerType !== "mouse";
  let carrying = false;
  let to: { item: number; after: boolean } | null = null;
  const begin = (): void => {
    carrying = true;
    held.value = spot.places[0]!.split(".").slice(0, 2).join(".");
  };
  const timer = finger ? setTimeout(begin, LONG) : undefined;
  const go = (event: PointerEvent): void => {
    const far = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > FAR;
    if (!carrying && far && finger) return done();
    if (!carrying && far) begin();
    if (carrying) to = aim(event, target);
  };
  const still = (event: TouchEvent): void => {
    if (carrying) event.preventDefault();
  };
  const quiet = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  const done = (): void => {
    clearTimeout(timer);
    removeEventListener("pointermove", go);
    removeEventListener("touchmove", still);
    for (const name of ENDS) removeEventListener(name, end, true);
    held.value = dropLine.value = null;
  };
  const end = (event: Event): void => {
    if (event.type === "keydown" && (event as KeyboardEvent).key !== "Escape") return;
    const drop = event.type === "pointerup" && carrying ? to : null;
    if (carrying) {
      // The click at the end of it opens nothing.
      addEventListener("click", quiet, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", quiet, true), 50);
    }
    done();
    if (!drop) return;
    const other = sentTop(target.field.info, target.field.local.peek())[drop.item];
    if (!other || other.uid === target.item) return;
    moveItem(target.field, target.item!, other.uid, drop.after);
    focusSpot(nameOf(target));
  };
  addEventListener("pointermove", go);
  addEventListener("touchmove", still, { passive: false });
  for (const name of ENDS) addEventListener(name, end, true);
}

const ENDS = ["pointerup", "pointercancel", "keydown"];

/** The item that the pointer is nearest to, and whether it is in its lower half. */
function aim(event: PointerEvent, target: Target): { item: number; after: boolean } | null {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const paper = under?.closest<HTMLElement>(".paper");
  const scroller = document.querySelector(".scroller");
  const edges = scroller?.getBoundingClientRect();
  if (edges && event.clientY < edges.top + 30) scroller!.scrollBy(0, -14);
  if (edges && event.clientY > edges.bottom - 30) scroller!.scrollBy(0, 14);
  if (!paper) return null;
  const page = Number(paper.dataset.page);
  const { top, width } = paper.getBoundingClientRect();
  const y = ((event.clientY - top) / width) * Number(paper.dataset.width);
  const all = boxes(page, target.field.info.name);
  let best: [number, Box] | null = null;
  const far = ({ y: from, height }: Box): number => Math.max(from - y, y - from - height, 0);
  for (const one of all) if (!best || far(one[1]) < far(best[1])) best = one;
  if (!best) return null;
  const [item, box] = best;
  const after = y > box.y + box.height / 2;
  dropLine.value = { page, x: box.x - 4, width: box.width + 8, y: after ? box.y + box.height + 3 : box.y - 3 };
  return { item, after };
}

/** The boxes of a key's items on a page. */
function boxes(page: number, key: string): Map<number, Box> {
  const found = new Map<number, Box>();
  for (const { page: own, places, box } of spots.peek()) {
    const [name, item, sub] = places[0]!.split(".");
    if (own !== page || places.length !== 1 || name !== key || item === undefined || sub === "group") continue;
    const known = found.get(Number(item));
    const [x, y] = known ? [Math.min(known.x, box.x), Math.min(known.y, box.y)] : [box.x, box.y];
    const [right, bottom] = [Math.max(box.x + box.width, known ? known.x + known.width : 0), Math.max(box.y + box.height, known ? known.y + known.height : 0)];
    found.set(Number(item), { x, y, width: right - x, height: bottom - y });
  }
  return found;
}
