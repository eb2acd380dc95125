// The form of a position: the keys that have a value, and chips for those that have none.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { Field, PositionEditor } from "../editor";
import { shown } from "../document";
import { Extent } from "../page/extent";
import { names, readOnly, wantedPlace } from "../state";
import { count, lang, of, t } from "../words";
import { FieldBox } from "./field";
import { firstLabel } from "./labelled";
import { labelled, sentTop, type LocalLabel } from "./local";

export function Form({ editor }: { editor: PositionEditor }) {
  const { title, department, file } = editor.view.value;
  const fields = [...editor.fields.values()];
  const shown = fields.filter((field) => field.opened.value || field.draft.value);
  const rest = fields.filter((field) => !shown.includes(field));
  const root = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => root.current!.closest(".tabpanel")?.scrollTo(0, 0), []);
  useLayoutEffect(() => {
    // A finding may ask for a key that has no value yet.
    const field = wantedPlace.value ? editor.fields.get(wantedPlace.value.split(".")[0]!) : undefined;
    if (field) show(field);
  }, [wantedPlace.value]);
  return (
    <form class="form" ref={root} onSubmit={(event) => event.preventDefault()} aria-label={title ?? file}>
      <div class="about">
        <p class="file">{department ?? t("handbook")}<span>{file}</span></p>
        <Counts editor={editor} />
      </div>
      <fieldset disabled={readOnly.value}>
        <legend class="hidden">{title ?? file}</legend>
        <div class="fields">{shown.map((field) => <FieldBox key={field.info.name} field={field} />)}</div>
        {!readOnly.value && rest.length > 0 && <More fields={rest} />}
      </fieldset>
      <datalist id="names">{names.value.map((name) => <option key={name} value={name} />)}</datalist>
    </form>
  );
}

/** How full the sheet is, and how much is written. */
function Counts({ editor }: { editor: PositionEditor }) {
  const sheet = shown.value?.id === editor.id ? shown.value.sheet : null;
  if (!editor.drawn) return null;
  const field = editor.fields.get("responsibilities");
  const duties = field ? sentTop(field.info, field.local.value).length : 0;
  return (
    <p class="counted">
      {sheet && <Extent sheet={sheet} />}
      {duties > 0 && <span>{count("dutiesOf", duties)}</span>}
    </p>
  );
}

/** Shows a field that has no value yet: one of labelled texts begins with the first label that there is. */
function show(field: Field): void {
  const { info, local, opened } = field;
  opened.value = true;
  if (info.kind === "labelled" && (local.peek() as LocalLabel[]).length === 0) local.value = [labelled(firstLabel(info.name))];
}

function More({ fields }: { fields: Field[] }) {
  const sorted = [...fields].sort((a, b) => Number(b.info.suggested) - Number(a.info.suggested));
  return (
    <section class="more" aria-label={t("addKey")}>
      <h3>{t("addKey")}</h3>
      <div class="chips">
        {sorted.map((field) => (
          <button key={field.info.name} type="button" class="chip" title={lang.value === "zh" ? field.info.docZh : field.info.docEn} onClick={() => (wantedPlace.value = field.info.name)}>+ {of(field.info)}</button>
        ))}
      </div>
    </section>
  );
}
