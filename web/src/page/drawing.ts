// Drawings of pages as elements: without anything that could act, and with each glyph kept once.

export const SVG = "http://www.w3.org/2000/svg";

const ALLOWED = new Set(["svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "use", "image", "text", "tspan", "title", "defs", "clipPath"]);

/** A page's drawing, without anything that could act. */
export function parsed(text: string): SVGElement | null {
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

const met = new Map<string, { path: SVGPathElement; data: string }>();

/** Keeps the outlines that pages refer to, each once, in an element of the page. */
export function keepGlyphs(defs: SVGDefsElement, glyphs: Record<string, string>): void {
  for (const id in glyphs) {
    const data = glyphs[id]!;
    let known = met.get(id);
    if (!known || known.path.parentNode !== defs) {
      const path = document.createElementNS(SVG, "path");
      path.id = id;
      defs.append(path);
      met.set(id, (known = { path, data: "" }));
    }
    // Another document may number its fonts otherwise.
    if (known.data === data) continue;
    known.path.setAttribute("d", data);
    known.data = data;
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
