// Something carried to another place: by the mouse as soon as it goes, by a finger after a moment, so that it can scroll.

/** How far the mouse goes before it carries, in pixels, and how long a finger rests, in milliseconds. */
const FAR = 6;
const LONG = 350;
/** How near to an edge the pointer scrolls, and how far each time, in pixels. */
const EDGE = 40;
const STEP = 12;
const ENDS = ["pointerup", "pointercancel", "keydown"];

interface Carried {
  begin: () => void;
  move: (event: PointerEvent) => void;
  /** `dropped`: whether it was let go, and not given up by Esc or by the browser. */
  end: (dropped: boolean) => void;
  /** What scrolls while the pointer is near its upper or lower edge. */
  scroller?: Element | null;
  /** A grip is for nothing else: it carries at once. */
  grip?: HTMLElement;
}

/** Follows a pointer that went down on what can be carried. */
export function carry(down: PointerEvent, { begin, move, end, scroller, grip }: Carried): void {
  const finger = down.pointerType !== "mouse";
  let carrying = false;
  const start = (): void => {
    carrying = true;
    begin();
  };
  const timer = finger && !grip ? setTimeout(start, LONG) : undefined;
  const go = (event: PointerEvent): void => {
    if (!carrying) {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= FAR) return;
      if (finger) return done();
      start();
    }
    const edges = scroller?.getBoundingClientRect();
    if (edges && event.clientY < edges.top + EDGE) scroller!.scrollBy(0, -STEP);
    if (edges && event.clientY > edges.bottom - EDGE) scroller!.scrollBy(0, STEP);
    move(event);
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
    for (const name of ENDS) removeEventListener(name, finish, true);
  };
  const finish = (event: Event): void => {
    if (event.type === "keydown" && (event as KeyboardEvent).key !== "Escape") return;
    done();
    if (!carrying) return;
    // The click at the end of it opens nothing.
    addEventListener("click", quiet, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", quiet, true), 50);
    end(event.type === "pointerup");
  };
  addEventListener("pointermove", go);
  addEventListener("touchmove", still, { passive: false });
  for (const name of ENDS) addEventListener(name, finish, true);
  if (!grip) return;
  grip.setPointerCapture(down.pointerId);
  start();
}
