// Duties in their groups: found, taken out, and moved, across groups too.

import type { LocalGroup, LocalRecord } from "./local";
import { changed, without } from "./order";

/** The duty of a uid. */
export const duty = (groups: LocalGroup[], uid: number): LocalRecord | undefined => groups.flatMap((one) => one.duties).find((it) => it.uid === uid);
export const taken = (groups: LocalGroup[], uid: number): LocalGroup[] => groups.map((one) => ({ ...one, duties: without(one.duties, uid) }));

/** Moves a duty before or behind another one, into its group. */
export function beside(groups: LocalGroup[], from: number, to: number, after: boolean): LocalGroup[] {
  const held = duty(groups, from);
  if (!held || from === to) return groups;
  return taken(groups, from).map((one) => ({
    ...one,
    duties: one.duties.flatMap((it) => (it.uid !== to ? [it] : after ? [it, held] : [held, it])),
  }));
}

/** One place up or down; from the edge of a group into the next one. */
export function stepped(groups: LocalGroup[], uid: number, by: -1 | 1): LocalGroup[] {
  const at = groups.findIndex((one) => one.duties.some((it) => it.uid === uid));
  const here = groups[at]!.duties;
  const index = here.findIndex((one) => one.uid === uid);
  const beyond = groups[at + by];
  if (index + by < 0 || index + by >= here.length) {
    if (!beyond) return groups;
    const held = here[index]!;
    const duties = by < 0 ? [...beyond.duties, held] : [held, ...beyond.duties];
    return changed(taken(groups, uid), beyond.uid, (one) => ({ ...one, duties }));
  }
  return beside(groups, uid, here[index + by]!.uid, by > 0);
}
