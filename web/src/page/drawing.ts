// Drawings of pages as elements: without anything that could act, and with each glyph kept once.

import type { KnownOutlines, Outlines } from "../types";

export const SVG = "http://www.w3.org/2000/svg";

const ALLOWED = new Set(["svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "use", "image", "text", "tspan", "title", "defs", "clipPath"]);

/** A drawing as elements, without anything that could act. */
function parsed(text: string): SVGElement | null {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (root.namespaceURI !== SVG || root.localName !== "svg") return null;
  harmless(root);
  for (const element of root.querySelectorAll("*")) harmless(element);
  root.removeAttribute("width");
  root.removeAttribute("height");
  root.setAttribute("aria-hidden", "true");
  return document.adoptNode(root) as unknown as SVGElement;
}

/** Takes an element out that no page has, and attributes that act or fetch. A page has thousands: no list is made for each. */
function harmless(element: Element): void {
  if (!ALLOWED.has(element.localName)) return element.remove();
  for (let i = element.attributes.length - 1; i >= 0; i--) {
    const { name, value } = element.attributes[i]!;
    const link = name === "href" || name.endsWith(":href");
    if (name.startsWith("on") || name === "style" || (link && !/^(#|data:image\/)/.test(value))) element.removeAttribute(name);
  }
}

/** A page's drawing, of which only what is another is made anew. */
export class Drawing {
  private root: SVGElement | null = null;
  /** The opening tag, and each element in it. */
  private parts: string[] = [];

  constructor(private readonly ink: HTMLElement) {}

  /** Draws a page; null if it is no drawing. */
  draw(text: string): SVGElement | null {
    const parts = partsOf(text);
    if (!this.patch(parts)) {
      this.root = parsed(text.replaceAll("\n", ""));
      this.ink.replaceChildren(...(this.root ? [this.root] : []));
    }
    this.parts = parts;
    return this.root;
  }

  clear(): void {
    this.root = null;
    this.ink.replaceChildren();
  }

  /** Replaces the elements between the first and the last that differ. */
  private patch(parts: string[]): boolean {
    const { root, parts: old } = this;
    if (!root || parts[0] !== old[0] || root.childNodes.length !== old.length - 1) return false;
    const least = Math.min(parts.length, old.length);
    let start = 1;
    while (start < least && parts[start] === old[start]) start++;
    let end = 0;
    while (end < least - start && parts.at(-1 - end) === old.at(-1 - end)) end++;
    const fresh = parsed(`${parts[0]}${parts.slice(start, parts.length - end).join("")}</svg>`);
    if (!fresh) return false;
    for (const gone of [...root.childNodes].slice(start - 1, old.length - 1 - end)) gone.remove();
    const behind = root.childNodes[start - 1] ?? null;
    for (const element of [...fresh.childNodes]) root.insertBefore(element, behind);
    return true;
  }
}

/** The opening tag of a drawing and each of its elements. An element begins a line; only groups take several. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  for (const line of text.trimEnd().split("\n")) {
    if (line === "</svg>") break;
    if (depth > 0) parts[parts.length - 1] += line;
    else parts.push(line);
    for (const [, close] of line.matchAll(/<(\/?)g[ >]/g)) depth += close ? -1 : 1;
  }
  return parts;
}

/** Outlines of glyphs, each once, in an element of the page to which all pages refer. */
const defs = document.createElementNS(SVG, "defs");
const paths = new Map<string, SVGPathElement>();
let fonts = "";

/** What a request says so that only other outlines are sent. */
export const knownOutlines = (): KnownOutlines => ({ fonts, glyphs: [...paths.keys()] });

export function keepOutlines(outlines: Outlines): void {
  if (!defs.isConnected) {
    const holder = document.createElementNS(SVG, "svg");
    holder.classList.add("glyphs");
    holder.setAttribute("aria-hidden", "true");
    holder.append(defs);
    document.body.append(holder);
  }
  if (outlines.fonts !== fonts) {
    // The same ids are other glyphs now.
    fonts = outlines.fonts;
    paths.clear();
    defs.replaceChildren();
  }
  for (const [id, data] of Object.entries(outlines.glyphs)) {
    if (paths.has(id)) continue;
    const path = document.createElementNS(SVG, "path");
    path.id = id;
    path.setAttribute("d", data);
    defs.append(path);
    paths.set(id, path);
  }
}

/** Does something once the browser has painted what is drawn now. */
export function afterPaint(task: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = task;
    port2.postMessage(0);
  });
}
