// Order in lists: moving items by keys and by the mouse, and the focus that follows them.

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

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

// What the mouse holds: only lists of the same scope take it.
let held: { scope: string; uid: number } | null = null;

export function handle(scope: string, uid: number) {
  return {
    draggable: true,
    onDragStart(event: DragEvent) {
      held = { scope, uid };
      const row = (event.currentTarget as HTMLElement).closest<HTMLElement>("[data-row]");
      event.dataTransfer!.effectAllowed = "move";
      event.dataTransfer!.setData("text/plain", "");
      if (row) event.dataTransfer!.setDragImage(row, 8, 8);
    },
    onDragEnd() {
      held = null;
    },
  };
}

export function target(scope: string, drop: (from: number, after: boolean) => void) {
  const unmark = (event: DragEvent): void => void delete (event.currentTarget as HTMLElement).dataset.drop;
  return {
    onDragOver(event: DragEvent) {
      if (held?.scope !== scope) return;
      event.preventDefault();
      event.stopPropagation();
      (event.currentTarget as HTMLElement).dataset.drop = below(event) ? "after" : "before";
    },
    onDragLeave: unmark,
    onDrop(event: DragEvent) {
      unmark(event);
      if (held?.scope !== scope) return;
      event.preventDefault();
      event.stopPropagation();
      drop(held.uid, below(event));
      held = null;
    },
  };
}

function below(event: DragEvent): boolean {
  const { top, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return event.clientY > top + height / 2;
}

/** What a key press in an item of a list means. */
export function meaning(event: KeyboardEvent): "next" | "remove" | "up" | "down" | null {
  // Enter also ends the composing of an input method.
  if (event.isComposing || event.keyCode === 229) return null;
  const input = event.currentTarget as HTMLTextAreaElement;
  if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) return "next";
  if (event.key === "Backspace" && input.value === "") return "remove";
  if (event.altKey && event.key === "ArrowUp") return "up";
  if (event.altKey && event.key === "ArrowDown") return "down";
  return null;
}

/** The lines of a paste that has several, without their own numbers; null for any other. */
export function pastedLines(event: ClipboardEvent): string[] | null {
  const lines = (event.clipboardData?.getData("text/plain") ?? "")
    .split(/\r?\n/)
    .map((text) => text.replace(/^\s*(?:\d+[、.．)）]|[（(]\d+[)）])\s*/, "").trim())
    .filter((text) => text !== "");
  return lines.length > 1 ? lines : null;
}
