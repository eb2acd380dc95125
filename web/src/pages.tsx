// The pages of the chosen position, as the PDF has them.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Documents } from "./bar";
import { ALL, chosen, entry, goTo, pages, written, zoom } from "./state";
import type { PagesView } from "./types";
import { count, of, t } from "./words";

const SVG = "http://www.w3.org/2000/svg";

export function Pages() {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = pages.value;
  // Another position begins at its top; the same one stays where it was read.
  useLayoutEffect(() => void scroller.current?.scrollTo(0, 0), [shown?.id]);
  // While another one is read, its pages are not yet those that are shown.
  const view = shown?.id === chosen.value ? shown?.view : undefined;
  const title = chosen.value === ALL ? t("allPages") : (entry.value?.title ?? "");
  return (
    <main class="middle" aria-label={t("pages")}>
      <div class="pagebar">
        <h2>{title}</h2>
        {view && view.pages.length > 0 && <span class="quiet-text" role="status">{count("pages", view.pages.length)}</span>}
        <div class="zoom" role="group" aria-label={t("zoom")}>
          <button type="button" aria-pressed={zoom.value === "fit"} onClick={() => (zoom.value = "fit")}>{t("fitWidth")}</button>
          <button type="button" aria-pressed={zoom.value === "full"} onClick={() => (zoom.value = "full")}>100%</button>
        </div>
        {entry.value && <Documents id={entry.value.id} />}
      </div>
      <div class="scroller" lang={written.value} ref={scroller} tabIndex={0} role="region" aria-label={title || t("pages")}>
        {view && <Glyphs glyphs={view.glyphs} />}
        {view && view.pages.length > 0 && (
          <ol class={`sheets ${zoom.value}`}>
            {view.pages.map((page, index) => <Sheet key={index} page={page} number={index + 1} total={view.pages.length} />)}
          </ol>
        )}
        {view && view.pages.length === 0 && (
          <div class="hint">
            <p>{t("noPages")}</p>
            <p>{t("noPagesWhy")}</p>
            {view.failed.map((one, index) => <button key={index} type="button" class={`trouble ${one.severity}`} onClick={() => void goTo(one)}>{of(one)}</button>)}
          </div>
        )}
        {!view && <p class="hint">{chosen.value ? t("loading") : t("choosePosition")}</p>}
      </div>
    </main>
  );
}

interface SheetProps {
  page: PagesView["pages"][number];
  number: number;
  total: number;
}

function Sheet({ page, number, total }: SheetProps) {
  const paper = useRef<HTMLDivElement>(null);
  const near = useNear(paper);
  useLayoutEffect(() => {
    const drawing = near ? parsed(page.svg) : null;
    if (drawing) paper.current!.replaceChildren(drawing);
  }, [page.svg, near]);
  const label = t("pageN", number, total);
  return (
    <li style={{ "--width": `${page.width}pt` }}>
      <div class="paper" ref={paper} role="img" aria-label={label} style={{ aspectRatio: `${page.width} / ${page.height}` }} />
      <p class="number" aria-hidden="true">{number} / {total}</p>
    </li>
  );
}

/** Whether an element is in view, or has been near it: pages far away are not drawn. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useLayoutEffect(() => {
    const root = element.current!.closest(".scroller");
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((one) => one.isIntersecting)) return;
      setNear(true);
      observer.disconnect();
    }, { root, rootMargin: "1500px" });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return near;
}

const ALLOWED = new Set(["svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "use", "image", "text", "tspan", "title", "defs", "clipPath"]);

/** A page's drawing, without anything that could act. */
function parsed(text: string): SVGElement | null {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (root.namespaceURI !== SVG || root.localName !== "svg") return null;
  harmless(root);
  for (const element of root.querySelectorAll("*")) harmless(element);
  root.removeAttribute("width");
  root.removeAttribute("height");
  return document.importNode(root, true) as unknown as SVGElement;
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

/** The outlines of all glyphs that pages refer to, each once. */
function Glyphs({ glyphs }: { glyphs: Record<string, string> }) {
  const defs = useRef<SVGDefsElement>(null);
  const met = useRef(new Map<string, SVGPathElement>());
  useLayoutEffect(() => {
    for (const [id, data] of Object.entries(glyphs)) {
      let path = met.current.get(id);
      if (!path) {
        path = document.createElementNS(SVG, "path");
        path.id = id;
        met.current.set(id, path);
        defs.current!.append(path);
      }
      // Another document may number its fonts otherwise.
      if (path.getAttribute("d") !== data) path.setAttribute("d", data);
    }
  }, [glyphs]);
  return <svg class="glyphs" width="0" height="0" aria-hidden="true"><defs ref={defs} /></svg>;
}
