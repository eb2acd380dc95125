// Items carried up and down on the page.

import { signal } from "@preact/signals";
import { carry } from "../carry";
import { sentTop } from "../form/local";
import { movable, moveItem, nameOf, targetAt, type Target } from "../form/place";
import { editor, readOnly } from "../state";
import { focusSpot } from "./spot";
import { spots, type Box, type Spot } from "./spots";

/** Where the item would go. */
export const dropLine = signal<{ page: number; x: number; width: number; y: number } | null>(null);
/** The name of the item that is carried: `responsibilities.3`. */
export const held = signal<string | null>(null);

/** Follows a pointer that went down on a spot. */
export function watch(down: PointerEvent, spot: Spot): void {
  const open = editor.peek();
  const target = open && !readOnly.peek() && down.button === 0 && spot.places.length === 1 ? targetAt(open, spot.places[0]!) : null;
  if (!target || !movable(target)) return;
  let to: { item: number; after: boolean } | null = null;
  carry(down, {
    scroller: document.querySelector(".scroller"),
    begin: () => (held.value = spot.places[0]!.split(".").slice(0, 2).join(".")),
    move: (event) => (to = aim(event, target)),
    end(dropped) {
      held.value = dropLine.value = null;
      const other = dropped && to && sentTop(target.field.info, target.field.local.peek())[to.item];
      if (!other || other.uid === target.item) return;
      moveItem(target.field, target.item!, other.uid, to!.after);
      focusSpot(nameOf(target));
    },
  });
}

/** The item that the pointer is nearest to, and whether it is in its lower half. */
function aim(event: PointerEvent, target: Target): { item: number; after: boolean } | null {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const paper = under?.closest<HTMLElement>(".paper");
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
