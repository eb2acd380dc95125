// What is wrong with a field and with its items, and the question which of two values shall stay.

import { computed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Field } from "../editor";
import { Said } from "../said";
import { chosen, project } from "../state";
import type { Finding, KeyInfo } from "../types";
import { named, of, t } from "../words";
import { plain, sentTop, type Local } from "./local";
import { placeOf } from "./place";

/** What was found in the open position, each with the parts of its place. */
const found = computed(() => (project.value?.findings ?? []).filter((one) => one.position === chosen.value).map((finding) => ({ finding, place: placeOf(finding)?.split(".") ?? [] })));

interface TroublesOf {
  /** With its items, by their uids. */
  items: Map<number, Finding[]>;
  /** With the value as a whole. */
  own: Finding[];
}

/** What is wrong with a value. */
export function troublesOf(info: KeyInfo, local: Local): TroublesOf {
  const all = found.value.filter(({ place }) => place[0] === info.name);
  const troubles: TroublesOf = { items: new Map(), own: [] };
  if (all.length === 0) return troubles;
  const sent = sentTop(info, local);
  for (const { finding, place } of all) {
    const uid = sent[Number(place[1])]?.uid;
    if (uid === undefined) troubles.own.push(finding);
    else troubles.items.set(uid, [...(troubles.items.get(uid) ?? []), finding]);
  }
  return troubles;
}

/** Findings one below the other, with the name of the item that they are about. */
export function Found({ all, name }: { all: Finding[] | undefined; name?: string }) {
  return <>{all?.map((one, index) => <p key={index} class={`trouble ${one.severity}`}><Said text={name ? named(name, of(one)) : of(one)} /></p>)}</>;
}

/** What is wrong with a field as a whole. */
export function Troubles({ field }: { field: Field }) {
  const state = field.state.value;
  const { info, local } = field;
  return (
    <>
      {state.name === "refused" && <p class="trouble error" role="alert"><Said text={named(t("notWritten"), of(state))} /></p>}
      {state.name === "conflict" && <Conflict field={field} />}
      <Found all={troublesOf(info, local.value).own} />
    </>
  );
}

function Conflict({ field }: { field: Field }) {
  const state = field.state.value;
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.scrollIntoView({ block: "nearest" }), []);
  if (state.name !== "conflict") return null;
  const [theirs, mine] = [plain(state.current), plain(field.wire)];
  return (
    <div class="note conflict" ref={box} role="alertdialog" aria-label={t("conflict")}>
      <p>{t("conflict")}</p>
      <div class="two">
        <figure><figcaption>{t("inFile")}</figcaption><Lines text={theirs} other={mine} /></figure>
        <figure><figcaption>{t("here")}</figcaption><Lines text={mine} other={theirs} /></figure>
      </div>
      <p class="choice">
        <button type="button" onClick={() => field.takeTheirs()}>{t("useFile")}</button>
        <button type="button" class="accent" onClick={() => field.keepMine()}>{t("useHere")}</button>
      </p>
    </div>
  );
}

/** A text whose lines are marked where another has none like them. */
function Lines({ text, other }: { text: string; other: string }) {
  if (text === "") return <pre>{t("empty")}</pre>;
  const known = new Set(other.split("\n"));
  return <pre>{text.split("\n").map((line, index) => <div key={index}>{known.has(line) ? line : <mark>{line}</mark>}</div>)}</pre>;
}
