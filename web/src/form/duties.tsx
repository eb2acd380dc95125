// The duties: groups of numbered rows that are typed one after the other.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Grip, Icon } from "../icons";
import { project } from "../state";
import type { Finding, KeyInfo } from "../types";
import { count, dutyNumber, groupNames, named, of, t } from "../words";
import { group, record, recordToWire, type Local, type LocalGroup, type LocalRecord } from "./local";
import { beside, duty as dutyOf, stepped, taken } from "./groups";
import { changed, focusSoon, handle, insertedAfter, pastedLines, press, target, useFocus, without } from "./order";
import { Records } from "./records";
import { example, Grow, type EditorProps } from "./text";
import { Found, troublesOf } from "./troubles";

type Change = (groups: LocalGroup[]) => void;

export function Duties({ info, value, change, id }: EditorProps) {
  const root = useRef<HTMLDivElement>(null);
  useFocus(root);
  const groups = value as LocalGroup[];
  const addGroup = (): void => {
    const first = record();
    const added = group("", [first]);
    focusSoon(added.uid);
    change([...groups, added]);
  };
  const troubles = troublesOf(info, groups).items;
  let number = 0;
  return (
    <div class="duties" ref={root}>
      <p class="keys">{t("dutyHelp")}</p>
      {groups.map((one) => {
        const before = number;
        number += one.duties.length;
        return <Group key={one.uid} info={info} one={one} groups={groups} change={change} before={before} scope={id} troubles={troubles} />;
      })}
      <button class="add" type="button" onClick={addGroup}><Icon name="plus" />{t("addGroup")}</button>
      <datalist id="duty-groups">{groupNames(project.value?.language ?? "zh").map((name) => <option key={name} value={name} />)}</datalist>
    </div>
  );
}

interface GroupProps {
  info: KeyInfo;
  one: LocalGroup;
  groups: LocalGroup[];
  change: Change;
  /** How many duties stand in the groups before. */
  before: number;
  scope: string;
  troubles: Map<number, Finding[]>;
}

function Group({ info, one, groups, change, before, scope, troubles }: GroupProps) {
  const asking = useSignal(false);
  const filled = one.duties.filter((duty) => Object.keys(recordToWire(info, duty)).length > 0).length;
  const add = (): void => {
    const duty = record();
    focusSoon(duty.uid);
    change(changed(groups, one.uid, (it) => ({ ...it, duties: [...it.duties, duty] })));
  };
  const remove = (): void => change(without(groups, one.uid));
  const takeFirst = (from: number): void => {
    const duty = dutyOf(groups, from);
    if (duty) change(changed(taken(groups, from), one.uid, (it) => ({ ...it, duties: [duty, ...it.duties] })));
  };
  return (
    <section class="group" aria-label={one.name || t("group")}>
      <div class="grouphead" {...target(scope, takeFirst)}>
        <input class="groupname" type="text" list="duty-groups" autocomplete="off" data-uid={one.uid} data-item={one.duties[0]?.uid} data-sub="group" aria-label={t("group")} placeholder={t("groupPlaceholder")} value={one.name} onInput={(event) => change(changed(groups, one.uid, (it) => ({ ...it, name: event.currentTarget.value })))} />
        <span class="quiet-text">{count("duties", one.duties.length)}</span>
        <button class="quiet remove" type="button" aria-label={t("removeGroup")} title={t("removeGroup")} onClick={() => (filled > 0 ? (asking.value = true) : remove())}><Icon name="bin" /></button>
      </div>
      {asking.value && (
        <p class="note" role="alert">
          {t("groupGoes", one.name || t("group"), filled)}
          <button type="button" onClick={remove}>{t("yes")}</button>
          <button type="button" onClick={() => (asking.value = false)}>{t("cancel")}</button>
        </p>
      )}
      <ol>
        {one.duties.map((duty, index) => (
          <Duty key={duty.uid} info={info} duty={duty} groups={groups} change={change} number={before + index + 1} scope={scope} found={troubles.get(duty.uid)} />
        ))}
      </ol>
      <button class="add" type="button" onClick={add}><Icon name="plus" />{t("addDuty")}</button>
    </section>
  );
}

interface DutyProps {
  info: KeyInfo;
  duty: LocalRecord;
  groups: LocalGroup[];
  change: Change;
  number: number;
  scope: string;
  found: Finding[] | undefined;
}

function Duty({ info, duty, groups, change, number, scope, found }: DutyProps) {
  const unfolded = useSignal(false);
  const [main, ...others] = info.keys ?? [];
  if (!main) return null;
  const label = t("duty", dutyNumber(number));
  const text = (duty.values[main.name] as string | undefined) ?? "";
  const set = (name: string, value: Local): void =>
    change(groups.map((one) => ({ ...one, duties: changed(one.duties, duty.uid, (it) => ({ ...it, values: { ...it.values, [name]: value } })) })));
  const after = (...more: LocalRecord[]): LocalGroup[] => groups.map((one) => ({ ...one, duties: insertedAfter(one.duties, duty.uid, ...more) }));
  const remove = (): void => {
    const all = groups.flatMap((one) => one.duties);
    const next = all[number - 2] ?? all[number];
    if (next) focusSoon(next.uid);
    change(taken(groups, duty.uid));
  };
  const add = (): void => {
    const next = record();
    focusSoon(next.uid);
    change(after(next));
  };
  const blank = (): boolean => Object.keys(recordToWire(info, duty)).length === 0;
  const paste = (event: ClipboardEvent): void => {
    const lines = pastedLines(event);
    if (!lines || text !== "") return;
    event.preventDefault();
    const [first, ...rest] = lines;
    const more = rest.map((one) => record({ [main.name]: one }));
    focusSoon(more.at(-1)!.uid);
    change(after(...more).map((one) => ({ ...one, duties: changed(one.duties, duty.uid, (it) => ({ ...it, values: { ...it.values, [main.name]: first! } })) })));
  };
  const held = gist(others, duty);
  return (
    <li class="duty" data-row data-owner={duty.uid} data-open={unfolded.value || undefined} {...target(scope, (from, below) => change(beside(groups, from, duty.uid, below)))}>
      <span class="grip" title={t("moveItem")} {...handle(scope, duty.uid)}><Grip /></span>
      <span class="ordinal">{label}</span>
      <Grow data-uid={duty.uid} data-item={duty.uid} data-sub={main.name} aria-label={named(label, of(main))} placeholder={number === 1 ? of(main) : ""} value={text} onKeyDown={(event) => press(event, duty.uid, { next: add, remove: () => blank() && remove(), step: (by) => change(stepped(groups, duty.uid, by)) })} onPaste={paste} onInput={(event) => set(main.name, event.currentTarget.value)} />
      <button class="quiet remove" type="button" aria-label={t("removeN", label)} title={t("removeItem")} onClick={remove}><Icon name="close" /></button>
      <button class={held || unfolded.value ? "quiet rest" : "quiet rest bare"} type="button" title={held || unfolded.value ? undefined : t("more")} aria-expanded={unfolded.value} onClick={() => (unfolded.value = !unfolded.value)}>
        <Icon name={unfolded.value ? "down" : "right"} />
        <span class="hidden">{named(label, "")}</span>
        <span>{unfolded.value ? t("less") : held || t("more")}</span>
      </button>
      {found && <div class="found"><Found all={found} name={label} /></div>}
      {unfolded.value && (
        <div class="details">
          {others.map((key) => <Detail key={key.name} info={key} duty={duty} set={set} label={label} id={`${scope}-${duty.uid}-${key.name}`} />)}
        </div>
      )}
    </li>
  );
}

interface DetailProps {
  info: KeyInfo;
  duty: LocalRecord;
  set: (name: string, value: Local) => void;
  label: string;
  id: string;
}

function Detail({ info, duty, set, label, id }: DetailProps) {
  const value = duty.values[info.name];
  const change = (local: Local): void => set(info.name, local);
  if (info.kind === "records") {
    return (
      <div class="detail wide">
        <p class="sub">{of(info)}</p>
        <Records info={info} value={value ?? []} change={change} name={`${label} ${of(info)}`} id={id} />
      </div>
    );
  }
  return (
    <div class={info.kind === "lines" ? "detail wide" : "detail"}>
      <label for={id}>{of(info)}</label>
      <Grow id={id} data-item={duty.uid} data-sub={info.name} value={(value as string | undefined) ?? ""} placeholder={example(info)} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  );
}

/** What a folded duty holds beside its description, in a line. */
function gist(keys: KeyInfo[], duty: LocalRecord): string {
  const parts = keys.map((key) => {
    const value = duty.values[key.name];
    if (Array.isArray(value)) return value.length > 0 ? count("tasks", value.length) : "";
    const text = String(value ?? "").trim().replaceAll("\n", " ");
    return text && named(of(key), text);
  });
  return parts.filter(Boolean).join(" · ");
}
