// The pages follow what is filled in: they scroll to its text where that is out of view.

import { computed } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { focused, nameOf } from "../form/place";
import { editor } from "../state";
import { spots, type Spot } from "./spots";

/** How much of the view is left free before or behind a text that was scrolled to. */
const REST = 0.2;

/** The spots that are marked: of what has the focus in the form, else of its item, else of its key. */
export const lit = computed<{ spots: Spot[]; own: boolean }>(() => {
  const target = focused.value;
  const name = target && target.field.editor === editor.value ? nameOf(target) : null;
  if (!name) return { spots: [], own: false };
  const item = name.split(".").slice(0, 2).join(".");
  const tests = [(place: string) => place === name, (place: string) => place.startsWith(`${item}.`), (place: string) => place.startsWith(`${name}.`)];
  const test = tests.find((one) => spots.value.some(({ places }) => places.some(one)));
  return { spots: test ? spots.value.filter(({ places }) => places.some(test)) : [], own: test === tests[0] };
});

let still = false;

/** What is about to have the focus was pointed at on the page: that stays where it is. */
export const stayStill = (): void => void (still = true);

/** Follows the focus of the form, and the text when it moves while it is typed. By itself, so that no page is drawn for it. */
export function Follow({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const boxes = lit.value.spots.map(({ page, box }) => [page, box]);
  useLayoutEffect(() => {
    const stays = still;
    still = false;
    if (!stays && scroller.current && document.activeElement?.closest("#form")) follow(scroller.current);
  }, [focused.value, JSON.stringify(boxes)]);
  return null;
}

function follow(scroller: HTMLElement): void {
  // The end of a text is what is typed.
  const wanted = lit.peek().own ? lit.peek().spots.slice(-1) : lit.peek().spots;
  const view = scroller.getBoundingClientRect();
  const places = wanted.flatMap(({ page, box }) => {
    const paper = scroller.querySelector<HTMLElement>(`.paper[data-page="${page}"]`);
    if (!paper) return [];
    const { top, width } = paper.getBoundingClientRect();
    const scale = width / Number(paper.dataset.width);
    return [{ top: top + box.y * scale - view.top, bottom: top + (box.y + box.height) * scale - view.top }];
  });
  const [first] = places;
  if (!first || places.some(({ top, bottom }) => top >= 0 && bottom <= view.height)) return;
  const rest = view.height * REST;
  const by = first.top < 0 ? first.top - rest : Math.min(first.bottom - view.height + rest, first.top);
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({ top: by, behavior: smooth ? "smooth" : "auto" });
}
