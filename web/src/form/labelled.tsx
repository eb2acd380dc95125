// Texts under labels, such as the qualifications: known labels wait as chips, others can be named.

import { useRef } from "preact/hooks";
import { Grip, Icon } from "../icons";
import { project, schema } from "../state";
import type { Finding, LabelInfo } from "../types";
import { named, of, t } from "../words";
import { labelled, type LocalLabel } from "./local";
import { changed, focusSoon, handle, moved, placed, press, target, useFocus, without } from "./order";
import { Grow, OneLine, type EditorProps } from "./text";
import { Found, troublesOf } from "./troubles";

export function LabelledEditor({ info, value, change, name, id }: EditorProps) {
  const root = useRef<HTMLDivElement>(null);
  useFocus(root);
  const items = value as LocalLabel[];
  const troubles = troublesOf(info, items).items;
  const known = schema.value?.labels[info.name] ?? [];
  const add = (label: string): void => {
    const item = labelled(label);
    focusSoon(item.uid);
    change([...items, item]);
  };
  return (
    <div class="labelled" ref={root}>
      {items.map((item) => (
        <Labelled key={item.uid} item={item} items={items} known={known} change={change} name={name} scope={id} found={troubles.get(item.uid)} />
      ))}
      <div class="chips">
        {missing(known, items).map((label) => (
          <button key={label.name} type="button" class="chip" onClick={() => add(written(label, items, known))}>+ {of(label)}</button>
        ))}
        <button type="button" class="chip" onClick={() => add("")}>+ {t("ownLabel")}</button>
      </div>
    </div>
  );
}

interface LabelledProps {
  item: LocalLabel;
  items: LocalLabel[];
  known: LabelInfo[];
  change: (items: LocalLabel[]) => void;
  name: string;
  scope: string;
  found: Finding[] | undefined;
}

function Labelled({ item, items, known, change, name, scope, found }: LabelledProps) {
  const label = meant(known, item.label);
  const shown = label ? of(label) : item.label;
  const set = (part: Partial<LocalLabel>): void => change(changed(items, item.uid, (one) => ({ ...one, ...part })));
  return (
    <div class="pair" data-row {...target(scope, (from, after) => change(placed(items, from, item.uid, after)))}>
      <span class="grip" title={t("moveItem")} {...handle(scope, item.uid)}><Grip /></span>
      <OneLine class="label" data-item={item.uid} data-sub="label" aria-label={t("labelOf", name)} placeholder={t("label")} value={shown} onText={(label) => set({ label })} />
      <Grow data-uid={item.uid} data-item={item.uid} data-sub="items" aria-label={named(name, shown || t("content"))} title={t("oneLine")} value={item.items} onKeyDown={(event) => press(event, item.uid, { step: (by) => change(moved(items, item.uid, by)) })} onInput={(event) => set({ items: event.currentTarget.value })} />
      <button class="quiet remove" type="button" aria-label={t("removeN", shown || t("label"))} title={t("removeItem")} onClick={() => change(without(items, item.uid))}><Icon name="close" /></button>
      {found && <div class="found"><Found all={found} name={shown} /></div>}
    </div>
  );
}

/** The labels that a key usually has and that are not there. */
const missing = (known: LabelInfo[], items: LocalLabel[]): LabelInfo[] =>
  known.filter((label) => label.home !== false && !items.some((item) => meant(known, item.label) === label));

/** The label that a key without any begins with; "" where its labels are the person's own. */
export function firstLabel(key: string): string {
  const known = schema.value?.labels[key] ?? [];
  const [first] = missing(known, []);
  return first ? written(first, [], known) : "";
}

const meant = (known: LabelInfo[], text: string): LabelInfo | undefined =>
  known.find((label) => [label.name, label.zh, label.en].includes(text));

/** A new label is written as those beside it: by English keys, or in the handbook's language. */
function written(label: LabelInfo, items: LocalLabel[], known: LabelInfo[]): string {
  const keys = items.some((item) => known.some((one) => one.name === item.label));
  return keys || project.value?.language === "en" ? label.name : label.zh;
}
