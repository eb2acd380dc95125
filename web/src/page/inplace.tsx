// A text edited where it stands on the page: the same field as in the form, saved while it is typed.

import { computed, effect, signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { composes } from "../composing";
import { dropBlank, focused, nameOf, next, setText, targetAt, textAt, type Target } from "../form/place";
import { Grow } from "../form/text";
import { editor, readOnly, written } from "../state";
import { of, t } from "../words";
import { cellAt, spots, textOf, type Box, type Spot } from "./spots";
import { focusSpot } from "./spot";

interface Editing {
  target: Target;
  /** The text before, for Esc. */
  was: string;
  /** Where the text stood last. */
  page: number;
  box: Box;
  size: number;
  pitch: number;
}

export const editing = signal<Editing | null>(null);

/** Begins to edit at a spot, or at the empty cell `at` that belongs to it. False where the form has to be used. */
export function beginAt(spot: Spot, at: Box | null = null): boolean {
  const open = editor.peek();
  if (!open || readOnly.peek() || spot.places.length !== 1) return false;
  const target = targetAt(open, spot.places[0]!);
  const was = target && textAt(target);
  if (!target || was === null) return false;
  const own = textOf(spot);
  const label = own === spot && was === "" ? cellBeside(spot) : null;
  const empty = at ?? label;
  begin(target, was, own.page, empty ? { x: empty.x + 5, y: empty.y + empty.height / 2 - own.size * 0.7, width: 0, height: own.size * 1.2 } : own.box, own);
  return true;
}

function begin(target: Target, was: string, page: number, box: Box, { size, pitch }: { size: number; pitch: number }): void {
  target.field.focused = true;
  focused.value = target;
  editing.value = { target, was, page, box, size, pitch };
}

/** The cell to the right of a label whose text is empty. */
function cellBeside({ page, box }: Spot): Box | null {
  const cell = cellAt(page, box.x + 1, box.y + box.height / 2);
  return cell && cellAt(page, cell.x + cell.width + 3, box.y + box.height / 2);
}

/** Ends, and leaves what is typed. */
export function end(): void {
  const now = editing.peek();
  if (!now) return;
  editing.value = null;
  dropBlank(now.target);
  now.target.field.blurred();
}

/** Where the text stands now: it moves with the page. */
const standing = computed<Editing | null>(() => {
  const now = editing.value;
  const name = now && nameOf(now.target);
  const own = name ? spots.value.filter((one) => one.places.length === 1 && one.places[0] === name) : [];
  if (!now || own.length === 0) return now;
  const far = (one: Spot): number => Math.abs(one.page - now.page) * 1000 + Math.abs(one.box.y - now.box.y) + 3 * Math.abs(one.box.x - now.box.x);
  const { page, box, size, pitch } = own.sort((a, b) => far(a) - far(b))[0]!;
  return { ...now, page, box, size, pitch };
});
effect(() => {
  // Where the spot went is where it is looked for next time.
  const now = standing.value;
  const last = editing.peek();
  if (now && last && (now.page !== last.page || now.box !== last.box)) Object.assign(last, { page: now.page, box: now.box });
});

export function InPlace({ page, width }: { page: number; width: number }) {
  const now = standing.value;
  return now?.page === page ? <Open key={now.target.item} now={now} width={width} /> : null;
}

/** Kinds whose text is one line. */
const ONE = new Set(["text", "date", "headcount", "whole", "integer", "names", "superiors"]);

function Open({ now, width }: { now: Editing; width: number }) {
  const box = useRef<HTMLDivElement>(null);
  const { target } = now;
  const text = textAt(target);
  useLayoutEffect(() => {
    const area = box.current!.querySelector("textarea")!;
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
    area.scrollIntoView({ block: "nearest" });
  }, [target]);
  useLayoutEffect(() => {
    // What it stood for is gone.
    if (text === null) end();
  }, [text]);
  const cell = cellAt(now.page, now.box.x + 1, now.box.y + now.box.height / 2);
  const right = Math.max(cell ? cell.x + cell.width - 3 : width - now.box.x, now.box.x + Math.max(now.box.width, 40));
  const percent = (length: number): string => `${(length / width) * 100}cqw`;
  const style = {
    left: percent(now.box.x - 3),
    // A line of the box is as high as the lines of the page; the text stays where it stands.
    top: percent(now.box.y - (now.pitch - now.size * 1.2) / 2),
    width: percent(right - now.box.x + 4),
    fontSize: percent(now.size),
    lineHeight: percent(now.pitch),
  };
  return (
    <div class="inplace" style={style} ref={box} lang={written.value}>
      <Grow aria-label={t("editOnPage", of(target.field.info))} value={text ?? ""} onInput={(event) => setText(target, event.currentTarget.value)} onKeyDown={(event) => press(event, now)} onBlur={(event) => leave(event, box.current)} />
    </div>
  );
}

function leave(event: FocusEvent, box: HTMLElement | null): void {
  // Going on to the next text is no leaving; nor is another window.
  if (!document.hasFocus() || box?.contains(event.relatedTarget as Node | null)) return;
  setTimeout(() => {
    if (!document.activeElement?.closest(".inplace")) end();
  });
}

function press(event: KeyboardEvent, { target, was, page, box, size, pitch }: Editing): void {
  if (composes(event)) return;
  event.stopPropagation();
  if (event.key === "Escape") {
    event.preventDefault();
    if (textAt(target) !== was) setText(target, was);
    back(target);
  } else if (event.key === "Enter" && !(event.shiftKey && !ONE.has(target.field.info.kind))) {
    event.preventDefault();
    void target.field.flush();
    const following = textAt(target)?.trim() ? next(target) : null;
    if (!following) return back(target);
    const below = { ...box, y: box.y + Math.max(box.height, size * 1.2) + pitch * 0.4, height: size * 1.2 };
    begin(following, textAt(following) ?? "", page, below, { size, pitch });
  }
}

function back(target: Target): void {
  const name = nameOf(target);
  end();
  focusSpot(name);
}
