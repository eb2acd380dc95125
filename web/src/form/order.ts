// Order in lists: moving items by keys and by the mouse, and the focus that follows them.

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { carry } from "../carry";
import { composes } from "../composing";

interface Identified {
  uid: number;
}

export const without = <T extends Identified>(items: T[], uid: number): T[] => items.filter((item) => item.uid !== uid);

export function insertedAfter<T extends Identified>(items: T[], uid: number, ...more: T[]): T[] {
  return items.flatMap((item) => (item.uid === uid ? [item, ...more] : [item]));
}

export const changed = <T extends Identified>(items: T[], uid: number, change: (item: T) => T): T[] =>
  items.map((item) => (item.uid === uid ? change(item) : item));

/** Moves an item one place up (-1) or down (1). */
export function moved<T extends Identified>(items: T[], uid: number, by: -1 | 1): T[] {
  const at = items.findIndex((item) => item.uid === uid);
  const to = at + by;
  if (at < 0 || to < 0 || to >= items.length) return items;
  const result = [...items];
  [result[at], result[to]] = [result[to]!, result[at]!];
  return result;
}

/** Moves an item beside another. */
export function placed<T extends Identified>(items: T[], from: number, to: number, after: boolean): T[] {
  const item = items.find((one) => one.uid === from);
  if (!item || from === to) return items;
  return without(items, from).flatMap((one) => (one.uid !== to ? [one] : after ? [one, item] : [item, one]));
}

/** The item before another, or behind it where it is the first. */
export function neighbour<T extends Identified>(items: T[], uid: number): T | undefined {
  const at = items.findIndex((item) => item.uid === uid);
  return items[at - 1] ?? items[at + 1];
}

// The item that shall have the focus once it is drawn.
let wanted: { uid: number; caret: number | null } | null = null;

export function focusSoon(uid: number, caret: number | null = null): void {
  wanted = { uid, caret };
}

/** Gives the focus to the wanted item when it is among those that `root` shows. */
export function useFocus(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (!wanted) return;
    const input = root.current?.querySelector<HTMLTextAreaElement>(`[data-uid="${wanted.uid}"]`);
    if (!input) return;
    const caret = wanted.caret ?? input.value.length;
    wanted = null;
    input.focus();
    input.setSelectionRange(caret, caret);
    input.scrollIntoView({ block: "nearest" });
  });
}

/** The grip of an item: mouse, pen or finger carry it to another item of the same scope. */
export function handle(scope: string, uid: number) {
  return {
    onPointerDown(down: PointerEvent) {
      if (down.button !== 0) return;
      down.preventDefault();
      const grip = down.currentTarget as HTMLElement;
      const row = grip.closest<HTMLElement>("[data-row]")!;
      let over: HTMLElement | null = null;
      let after = false;
      const unmark = (): void => void (over && delete over.dataset.drop);
      carry(down, {
        grip,
        scroller: grip.closest(".tabpanel"),
        begin: () => row.setAttribute("data-held", ""),
        move({ clientY }) {
          unmark();
          over = nearest(scope, clientY);
          if (!over || over === row) return void (over = null);
          const { top, height } = over.getBoundingClientRect();
          after = clientY > top + height / 2;
          over.dataset.drop = after ? "after" : "before";
        },
        end(dropped) {
          unmark();
          row.removeAttribute("data-held");
          if (dropped) over?.dispatchEvent(new CustomEvent("itemdrop", { detail: { from: uid, after } }));
        },
      });
    },
  };
}

/** The item of a list that is nearest to a height of the window. */
function nearest(scope: string, y: number): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>(`[data-target="${CSS.escape(scope)}"]`)];
  const far = (one: HTMLElement): number => {
    const { top, bottom } = one.getBoundingClientRect();
    return Math.max(top - y, y - bottom, 0);
  };
  return all.reduce<HTMLElement | null>((best, one) => (best && far(best) <= far(one) ? best : one), null);
}

/** An item, or the head of a group, that others can be dropped at. */
export function target(scope: string, drop: (from: number, after: boolean) => void) {
  return {
    "data-target": scope,
    onitemdrop: (event: CustomEvent<{ from: number; after: boolean }>) => drop(event.detail.from, event.detail.after),
  };
}

interface Keyed {
  /** Enter. */
  next?: () => void;
  /** Backspace where the text is empty. */
  remove?: () => void;
  /** Alt and an arrow. */
  step: (by: -1 | 1) => void;
}

/** Does what a key press in an item of a list means. */
export function press(event: KeyboardEvent, uid: number, { next, remove, step }: Keyed): void {
  // Enter also ends the composing of an input method.
  if (composes(event)) return;
  const { value, selectionStart } = event.currentTarget as HTMLTextAreaElement;
  const by = event.altKey && ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
  if (by) {
    focusSoon(uid, selectionStart);
    step(by);
  } else if (event.key === "Enter" && next && !event.shiftKey && !event.ctrlKey && !event.metaKey) next();
  else if (event.key === "Backspace" && remove && value === "") remove();
  else return;
  event.preventDefault();
}

/** The lines of a paste that has several, without their own numbers; null for any other. */
export function pastedLines(event: ClipboardEvent): string[] | null {
  const lines = (event.clipboardData?.getData("text/plain") ?? "")
    .split(/\r?\n/)
    .map((text) => text.replace(/^\s*(?:\d+[、.．)）]|[（(]\d+[)）])\s*/, "").trim())
    .filter((text) => text !== "");
  return lines.length > 1 ? lines : null;
}
