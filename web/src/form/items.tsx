// Lists of texts and of names: Enter begins the next item, Backspace in a blank one removes it.

import { useRef } from "preact/hooks";
import { Grip, Icon } from "../icons";
import type { KeyInfo } from "../types";
import { t } from "../words";
import { line, type Line, type LocalSuperiors } from "./local";
import { changed, focusSoon, handle, insertedAfter, moved, neighbour, pastedLines, placed, press, target, useFocus, without } from "./order";
import { example, Grow, type EditorProps } from "./text";
import { Found, troublesOf } from "./troubles";

export function Items({ info, value, change, name, id }: EditorProps) {
  return <LineList info={info} items={value as Line[]} change={change} name={name} scope={id} />;
}

interface ListProps {
  info: KeyInfo;
  items: Line[];
  change: (items: Line[]) => void;
  name: string;
  scope: string;
}

function LineList({ info, items, change, name, scope }: ListProps) {
  const root = useRef<HTMLUListElement>(null);
  useFocus(root);
  const troubles = troublesOf(info, items).items;
  const add = (after: number | null, texts: string[] = [""]): void => {
    const more = texts.map(line);
    change(after === null ? [...items, ...more] : insertedAfter(items, after, ...more));
    focusSoon(more.at(-1)!.uid);
  };
  const remove = (uid: number): void => {
    const next = neighbour(items, uid);
    if (next) focusSoon(next.uid);
    change(without(items, uid));
  };
  const paste = (event: ClipboardEvent, item: Line): void => {
    const lines = pastedLines(event);
    if (!lines || item.text !== "") return;
    event.preventDefault();
    const more = lines.map(line);
    focusSoon(more.at(-1)!.uid);
    change(without(insertedAfter(items, item.uid, ...more), item.uid));
  };
  return (
    <>
      <ul class={`items ${info.kind === "texts" ? "numbered" : ""}`} ref={root}>
        {items.map((item, index) => {
          const label = t("itemN", name, index + 1);
          const common = {
            "data-uid": item.uid,
            "data-item": item.uid,
            "aria-label": label,
            value: item.text,
            placeholder: index === 0 ? example(info) : "",
            onKeyDown: (event: KeyboardEvent) => press(event, item.uid, { next: () => add(item.uid), remove: () => remove(item.uid), step: (by) => change(moved(items, item.uid, by)) }),
            onPaste: (event: ClipboardEvent) => paste(event, item),
          };
          const type = (text: string): void => change(changed(items, item.uid, (one) => ({ ...one, text })));
          return (
            <li key={item.uid} data-row {...target(scope, (from, after) => change(placed(items, from, item.uid, after)))}>
              {items.length > 1 && <span class="grip" title={t("moveItem")} {...handle(scope, item.uid)}><Grip /></span>}
              {info.kind === "texts" ? (
                <Grow {...common} onInput={(event) => type(event.currentTarget.value)} />
              ) : (
                <input type="text" list="names" autocomplete="off" {...common} onInput={(event) => type(event.currentTarget.value)} />
              )}
              <button class="quiet remove" type="button" aria-label={t("removeN", label)} title={t("removeItem")} onClick={() => remove(item.uid)}><Icon name="close" /></button>
              {troubles.has(item.uid) && <div class="found"><Found all={troubles.get(item.uid)} name={t("nth", index + 1)} /></div>}
            </li>
          );
        })}
      </ul>
      <button class="add" type="button" onClick={() => add(null)}><Icon name="plus" />{t("addItem")}</button>
    </>
  );
}

/** Superiors in the administrative line, and in the functional one where there are any. */
export function SuperiorsEditor({ info, value, change, id }: EditorProps) {
  const both = value as LocalSuperiors;
  const list = (line: keyof LocalSuperiors) => (
    <LineList info={{ ...info, kind: "names" }} items={both[line]} change={(items) => change({ ...both, [line]: items })} name={t(line)} scope={`${id}-${line}`} />
  );
  const functional = (): void => {
    const first = line();
    focusSoon(first.uid);
    change({ ...both, functional: [first] });
  };
  if (both.functional.length === 0) {
    return (
      <div class="superiors">
        {list("administrative")}
        <button class="add" type="button" onClick={functional}><Icon name="plus" />{t("addFunctional")}</button>
      </div>
    );
  }
  return (
    <div class="superiors">
      <p class="sub">{t("administrative")}</p>
      {list("administrative")}
      <p class="sub">{t("functional")}</p>
      {list("functional")}
    </div>
  );
}
