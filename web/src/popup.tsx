// What opens under a button: a menu, or a small panel. Esc and a click elsewhere close it.

import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

interface PopupProps {
  /** What the button shows, and is called. */
  face: ComponentChildren;
  label: string;
  title?: string;
  class?: string;
  /** A menu takes arrow keys; a panel has fields. */
  menu: boolean;
  /** Lets others open it, such as a right click. */
  opener?: { open: () => void };
  button?: JSX.IntrinsicElements["button"];
  children: (close: () => void) => ComponentChildren;
}

export function Popup({ face, label, title, menu, opener, children, button: more, ...rest }: PopupProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const close = (): void => {
    const inside = panel.current?.contains(document.activeElement);
    setOpen(false);
    if (inside) button.current?.focus();
  };
  if (opener) opener.open = () => setOpen(true);
  useLayoutEffect(() => {
    if (!open) return;
    // In the top layer no list clips it.
    panel.current!.showPopover();
    place(panel.current!, button.current!.getBoundingClientRect());
    panel.current!.querySelector<HTMLElement>(menu ? "[role^=menuitem]:not(:disabled)" : "input, select, button")?.focus();
    const outside = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside, true);
    addEventListener("focusin", outside, true);
    addEventListener("resize", close);
    return () => {
      removeEventListener("pointerdown", outside, true);
      removeEventListener("focusin", outside, true);
      removeEventListener("resize", close);
    };
  }, [open]);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      close();
    } else if (menu && open) walk(event, panel.current!);
  };
  return (
    <span class="popup" ref={root} onKeyDown={keys}>
      <button {...more} ref={button} type="button" class={rest.class} aria-label={label} title={title ?? label} aria-haspopup={menu ? "menu" : "dialog"} aria-expanded={open} onClick={() => (open ? close() : setOpen(true))}>{face}</button>
      {open && <div popover="manual" class={menu ? "sheetlet menu" : "sheetlet"} ref={panel} role={menu ? "menu" : "dialog"} aria-label={label}>{children(close)}</div>}
    </span>
  );
}

/** Puts a panel under its button, inside the window. */
function place(panel: HTMLElement, at: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  panel.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  const under = at.bottom + 4;
  panel.style.top = `${under + height > innerHeight - 8 ? Math.max(8, at.top - height - 4) : under}px`;
}

function walk(event: KeyboardEvent, menu: HTMLElement): void {
  const items = [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") return;
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items[(to + items.length) % items.length]?.focus();
}
