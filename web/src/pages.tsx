// The middle: the pages of the chosen position as the PDF has them, or a view of the whole handbook.

import type { TargetedEvent } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { goTo } from "./actions";
import { shown, topPage } from "./document";
import { First } from "./first";
import { ALL, CHART, chosen, entry, isEmpty, project, readOnly, STAFFING, visit, written, zoom } from "./state";
import { Said } from "./said";
import { Switch } from "./switch";
import { Sheet } from "./page/sheet";
import { afterPaint } from "./page/drawing";
import { cut, forget } from "./page/spots";
import { Extent } from "./page/extent";
import { Follow } from "./page/follow";
import { count, of, t } from "./words";
import { Chart } from "./views/chart";
import { StaffingTable } from "./views/staffing";

export function Middle() {
  if (isEmpty.value) return <First />;
  if (chosen.value === CHART) return <Chart />;
  if (chosen.value === STAFFING) return <StaffingTable />;
  return <Pages />;
}

function Pages() {
  const scroller = useRef<HTMLDivElement>(null);
  // While another one is read, its pages are not yet those that are shown.
  const view = shown.value?.id === chosen.value ? shown.value : null;
  const bound = chosen.value === ALL;
  // Another position begins at its top; the same one stays where it was read.
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0);
    forget();
  }, [view && visit.value]);
  useEffect(() => forget, []);
  useLayoutEffect(() => cut(view?.leaves.length ?? 0), [view?.leaves.length]);
  useLayoutEffect(() => {
    const pressed = view?.pressed;
    if (pressed) afterPaint(() => performance.measure("gangwei:key-to-page", { start: pressed, end: performance.now() }));
  }, [view]);
  const title = bound ? t("allPages") : (entry.value?.title ?? "");
  return (
    <main class="middle" aria-label={t("pages")}>
      <div class="pagebar">
        <h2>{title}</h2>
        {entry.value?.status === "withdrawn" && !bound && <span class="quiet-text">{t("withdrawn")}</span>}
        {view && view.leaves.length > 0 && (view.sheet ? <Extent sheet={view.sheet} told /> : <span class="quiet-text" role="status">{count("pages", view.leaves.length)}</span>)}
        {bound && view && <Jump starts={view.starts} />}
        <Switch label={t("zoom")} chosen={zoom} ways={{ fit: t("fitWidth"), full: "100%" }} />
      </div>
      <div class="scroller" lang={written.value} ref={scroller} tabIndex={0} role="region" aria-label={title || t("pages")} aria-description={bound || readOnly.value ? undefined : t("pageHelp")} onScroll={bound ? atTop : undefined}>
        {view && view.leaves.length > 0 && (
          <ol class={`sheets ${zoom.value}`} key={visit.value}>
            {view.leaves.map((leaf, index) => <Sheet key={index} leaf={leaf} index={index} total={view.leaves.length} bound={bound} />)}
          </ol>
        )}
        {view && view.leaves.length === 0 && (
          <div class="hint">
            <p>{t(entry.value?.status === "withdrawn" ? "noPagesWithdrawn" : "noPages")}</p>
            {view.failed.length > 0 && <p>{t("noPagesWhy")}</p>}
            {view.failed.map((one, index) => <button key={index} type="button" class={`trouble ${one.severity}`} onClick={() => void goTo(one)}><Said text={of(one)} /></button>)}
          </div>
        )}
        {!bound && <Follow scroller={scroller} />}
        {!view && <p class="hint">{chosen.value ? t("loading") : t("choosePosition")}</p>}
      </div>
    </main>
  );
}

/** Remembers the page at the top, from which pages are read anew. */
function atTop(event: Event): void {
  const box = event.currentTarget as HTMLElement;
  const list = box.querySelector(".sheets");
  if (list?.children.length) topPage.value = Math.floor((box.scrollTop / list.scrollHeight) * list.children.length);
}

/** Goes to the first page of a position. */
function Jump({ starts }: { starts: Map<string, number> }) {
  const go = ({ currentTarget: list }: TargetedEvent<HTMLSelectElement>): void => {
    document.querySelector(`.scroller [data-page="${starts.get(list.value)}"]`)?.scrollIntoView({ block: "start" });
    list.value = "";
  };
  return (
    <select class="jump" aria-label={t("goTo")} lang={written.value} onChange={go}>
      <option value="">{t("goTo")}</option>
      {project.value!.departments.map(({ name, positions }) => (
        <optgroup key={name} label={name}>
          {positions.filter(({ id }) => starts.has(id)).map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        </optgroup>
      ))}
    </select>
  );
}
