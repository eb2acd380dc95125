// Small tables: indicators, approvals, the tasks of a duty.

import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { Grip, Icon } from "../icons";
import type { KeyInfo } from "../types";
import { named, of, t } from "../words";
import { line, record, type Line, type Local, type LocalRecord } from "./local";
import { changed, focusSoon, handle, insertedAfter, moved, neighbour, placed, press, target, useFocus, without } from "./order";
import { Grow, type EditorProps } from "./text";
import { Found, troublesOf } from "./troubles";

export function Records({ info, value, change, name, id }: EditorProps) {
  const root = useRef<HTMLTableElement>(null);
  useFocus(root);
  const rows = value as LocalRecord[];
  const keys = info.keys ?? [];
  const troubles = troublesOf(info, rows).items;
  const add = (after: number | null): void => {
    const row = record();
    focusSoon(row.uid);
    change(after === null ? [...rows, row] : insertedAfter(rows, after, row));
  };
  const remove = (row: LocalRecord): void => {
    const next = neighbour(rows, row.uid);
    if (next) focusSoon(next.uid);
    change(without(rows, row.uid));
  };
  const blank = (row: LocalRecord): boolean => keys.every((key) => shownText(key, row.values[key.name]) === "");
  return (
    <>
      {rows.length > 0 && (
        <div class="tablebox">
          <table class="records" ref={root}>
            <thead>
              <tr>
                <td class="edge" />
                {keys.map((key, index) => <th key={key.name} scope="col" class={wide(key, index) ? "wide" : ""}>{of(key)}</th>)}
                <td class="edge" />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, number) => (
                <Fragment key={row.uid}>
                  <tr data-row {...target(id, (from, after) => change(placed(rows, from, row.uid, after)))}>
                    <td class="edge">{rows.length > 1 && <span class="grip" title={t("moveItem")} {...handle(id, row.uid)}><Grip /></span>}</td>
                    {keys.map((key, index) => (
                      <td key={key.name}>
                        <Grow
                          data-uid={index === 0 ? row.uid : undefined}
                          data-item={row.uid}
                          data-sub={key.name}
                          aria-label={named(t("itemN", name, number + 1), of(key))}
                          value={shownText(key, row.values[key.name])}
                          onKeyDown={(event) => press(event, row.uid, { next: () => add(row.uid), remove: () => blank(row) && remove(row), step: (by) => change(moved(rows, row.uid, by)) })}
                          onInput={(event) => {
                            const value = typed(key, event.currentTarget.value);
                            change(changed(rows, row.uid, (one) => ({ ...one, values: { ...one.values, [key.name]: value } })));
                          }}
                        />
                      </td>
                    ))}
                    <td class="edge">
                      <button class="quiet remove" type="button" aria-label={t("removeN", t("itemN", name, number + 1))} title={t("removeItem")} onClick={() => remove(row)}><Icon name="close" /></button>
                    </td>
                  </tr>
                  {troubles.has(row.uid) && <tr><td class="edge" /><td colSpan={keys.length}><Found all={troubles.get(row.uid)} name={t("nth", number + 1)} /></td></tr>}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <button class="add" type="button" onClick={() => add(null)}><Icon name="plus" />{t("addRow")}</button>
    </>
  );
}

/** A list of texts inside a record is typed one a line. */
const shownText = (key: KeyInfo, value: Local | undefined): string =>
  key.kind === "texts" ? ((value ?? []) as Line[]).map(({ text }) => text).join("\n") : ((value as string | undefined) ?? "");
const typed = (key: KeyInfo, text: string): Local => (key.kind === "texts" ? text.split("\n").map((one) => line(one)) : text);

/** The first column and those of several lines have more room. */
const wide = (key: KeyInfo, index: number): boolean => index === 0 || key.kind === "lines" || key.kind === "texts";
