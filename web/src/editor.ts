// Sends what is typed: each change goes at once, or as soon as the request before it is answered.
// It is kept as a draft until the server confirms it, and never lost.
//
// All requests of a page go one after the other, so that an answer is never older than what it replaces.

import { signal, type Signal } from "@preact/signals";
import { post, Refusal } from "./api";
import { knownOutlines } from "./page/drawing";
import { placedAnew, rebased, same, samePlaces, sentUids, toLocal, toWire, type Local } from "./form/local";
import type { EditResult, KeyInfo, PositionView, Value } from "./types";

/** How long after a key press it is sent at most, in milliseconds, unless a request is under way. */
const SOON = 8;
/** How long until an input method is asked again whether it still composes. */
const COMPOSING = 60;
/** How long until a request is tried again that nobody answered. */
const RETRY = 2000;

export type FieldState =
  | { name: "clean" }
  | { name: "saved" }
  | { name: "waiting" }
  /** Typed, and sent when the person leaves it. */
  | { name: "held" }
  | { name: "sending" }
  | { name: "offline" }
  | { name: "refused"; zh: string; en: string }
  | { name: "conflict"; current: Value | null };

interface Draft {
  base: Value | null;
  value: Value | null;
}

/** What the rest of the page does when the server has answered. */
export interface Listener {
  /** `pressed`: when the first key was pressed whose text the answer shows. */
  confirmed(result: EditResult, pressed: number | null): void;
  answered(online: boolean): void;
  forbidden(): void;
}

let listener: Listener = { confirmed() {}, answered() {}, forbidden() {} };
export const listen = (to: Listener): void => void (listener = to);

let chain: Promise<unknown> = Promise.resolve();
/** Runs after all requests before it. */
export function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const run = chain.then(task, task);
  chain = run.catch(() => undefined);
  return run;
}

// While an input method composes (pinyin), the text is not yet the person's.
let composing = false;
addEventListener("compositionstart", () => (composing = true), true);
addEventListener("compositionend", () => (composing = false), true);

/** When the last key was pressed, in the time of `performance`. */
let lastPress = 0;
addEventListener("keydown", (event) => (lastPress = event.timeStamp), true);

/** One key of a position: what is typed, what the file has, and how far they are the same. */
export class Field {
  readonly local: Signal<Local>;
  readonly state = signal<FieldState>({ name: "clean" });
  /** Whether the form shows the field though it has no value. */
  readonly opened: Signal<boolean>;
  /** Text of an earlier visit that was never confirmed. */
  readonly draft = signal<Draft | null>(null);
  focused = false;
  /** What the value on the screen was made from. */
  private base: Value | null;
  /** What the server had when it last answered: newer than `base` while the field has the focus. */
  private latest: Value | null;
  private version = 0;
  private confirmedVersion = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer ends. */
  private due = 0;
  /** When the first key was pressed that is not sent yet. */
  private pressed: number | null = null;

  constructor(readonly editor: PositionEditor, readonly info: KeyInfo, value: Value | null) {
    this.base = this.latest = value;
    this.local = signal(toLocal(info, value));
    this.opened = signal(value !== null || info.required);
    this.findDraft();
  }

  /** Whether the value is the name by which others refer to the position: sent as a whole, and they follow. */
  get renames(): boolean {
    return this.info.name === "title" && this.editor.drawn;
  }

  get wire(): Value | null {
    return toWire(this.info, this.local.value);
  }

  /** Whether the file may differ from what is shown. */
  get unsaved(): boolean {
    return this.version !== this.confirmedVersion;
  }

  change(local: Local): void {
    this.local.value = local;
    this.version++;
    this.draft.value = null;
    this.pressed ??= performance.now() - lastPress < 100 ? lastPress : performance.now();
    this.keepDraft();
    if (this.state.peek().name !== "conflict") this.wait(SOON);
  }

  /** Sends at once what waits. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return inTurn(() => this.send());
  }

  blurred(): void {
    this.focused = false;
    if (this.unsaved && ["waiting", "held"].includes(this.state.peek().name)) void this.flush();
    else this.adopt(this.latest);
  }

  /** Takes over a value that the server has, unless the person is about to change it. */
  adopt(value: Value | null): void {
    this.latest = value;
    if (this.unsaved) return;
    if (value !== null) this.opened.value = true;
    if (same(this.wire, value)) {
      this.local.value = placedAnew(this.info, this.local.peek(), sentUids(this.info, this.local.peek()), value) ?? toLocal(this.info, value);
    } else if (this.focused) {
      // Shown on leaving the field; if it is changed before, the server tells of the conflict.
      return;
    } else {
      this.local.value = toLocal(this.info, value);
    }
    this.base = value;
  }

  takeTheirs(): void {
    const state = this.state.peek();
    if (state.name !== "conflict") return;
    this.base = this.latest = state.current;
    this.local.value = toLocal(this.info, state.current);
    this.settle();
  }

  keepMine(): void {
    const state = this.state.peek();
    if (state.name !== "conflict") return;
    this.local.value = toLocal(this.info, rebased(this.info, this.wire, state.current));
    this.base = state.current;
    this.state.value = { name: "waiting" };
    this.version++;
    this.keepDraft();
    void this.flush();
  }

  restore(): void {
    const draft = this.draft.peek();
    if (!draft) return;
    this.opened.value = true;
    this.change(toLocal(this.info, same(draft.base, this.base) ? draft.value : rebased(this.info, draft.value, this.base)));
    void this.flush();
  }

  discard(): void {
    this.draft.value = null;
    localStorage.removeItem(this.draftKey);
  }

  /** Sends after a while, unless it is sent before anyhow. */
  private later(rest: number): void {
    const due = performance.now() + rest;
    if (this.timer !== undefined && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => void this.flush(), rest);
  }

  private async send(): Promise<void> {
    if (!this.unsaved || this.state.peek().name === "conflict") return;
    if (composing) return this.later(COMPOSING);
    const { info, editor } = this;
    const version = this.version;
    const value = this.wire;
    // Only blank items were added, or a change was taken back.
    if (same(value, this.base) && samePlaces(info, value, this.base)) return this.settle();
    // A new name is written over the old one only: another name is shown first.
    if (this.renames && !same(this.latest, this.base)) return void (this.state.value = { name: "conflict", current: this.latest });
    const sent = sentUids(info, this.local.peek());
    this.state.value = { name: "sending" };
    const pressed = this.pressed;
    this.pressed = null;
    try {
      const result = this.renames
        ? await post<EditResult>("/api/rename", { id: editor.id, seen: this.base, title: value ?? "" })
        : await post<EditResult>("/api/edit", { id: editor.id, seen: editor.view.peek().title, key: info.name, base: this.base, value, pages: editor.drawn ? knownOutlines() : null });
      listener.answered(true);
      const answer = result.position ? (result.position.values[info.name] ?? null) : value;
      this.base = this.latest = answer;
      const placed = placedAnew(info, this.local.peek(), sent, answer);
      if (placed) this.local.value = placed;
      if (version === this.version) {
        this.settle();
        this.state.value = { name: "saved" };
        if (!placed || !same(this.wire, answer)) this.adopt(answer);
      } else {
        this.wait(0);
      }
      if (result.position) editor.adopt(result.position, this);
      listener.confirmed(result, pressed);
    } catch (error) {
      this.failed(error, version);
    }
  }

  /** Sends what was typed after a while; a title, when its field is left. */
  private wait(rest: number): void {
    this.state.value = { name: this.renames ? "held" : "waiting" };
    if (!this.renames) this.later(rest);
  }

  private failed(error: unknown, version: number): void {
    if (!(error instanceof Refusal)) {
      this.state.value = { name: "offline" };
      listener.answered(false);
      this.later(RETRY);
      return;
    }
    listener.answered(true);
    if (error.status === 403) listener.forbidden();
    if (error.status === 409 && "current" in error.body) {
      this.state.value = { name: "conflict", current: error.body.current as Value | null };
    } else if (version === this.version) {
      this.state.value = { name: "refused", zh: error.reason("zh"), en: error.reason("en") };
    } else {
      this.wait(0);
    }
  }

  /** The file has what is shown. */
  private settle(): void {
    this.confirmedVersion = this.version;
    this.state.value = { name: "clean" };
    localStorage.removeItem(this.draftKey);
  }

  get draftKey(): string {
    return `gangwei-draft:${this.editor.folder}:${this.editor.id}:${this.info.name}`;
  }

  /** The position has another id from now on: its draft goes with it. */
  moved(from: string): void {
    localStorage.removeItem(from);
    if (this.unsaved) this.keepDraft();
  }

  private keepDraft(): void {
    const draft: Draft = { base: this.base, value: this.wire };
    try {
      localStorage.setItem(this.draftKey, JSON.stringify(draft));
    } catch {
      // The browser's store is full: the text stays in the form.
    }
  }

  private findDraft(): void {
    const text = localStorage.getItem(this.draftKey);
    if (!text) return;
    try {
      const draft = JSON.parse(text) as Draft;
      if (same(draft.value, this.base)) localStorage.removeItem(this.draftKey);
      else this.draft.value = draft;
    } catch {
      localStorage.removeItem(this.draftKey);
    }
  }
}

let made = 0;

/** A position that is open in the form, or the handbook. */
export class PositionEditor {
  readonly view: Signal<PositionView>;
  readonly fields: Map<string, Field>;
  id: string;
  /** Tells editors apart: the id may change. */
  readonly number = ++made;

  /** `drawn`: whether an edit shall be answered with the pages. */
  constructor(readonly folder: string, view: PositionView, keys: KeyInfo[], readonly drawn: boolean) {
    this.id = view.id;
    this.view = signal(view);
    this.fields = new Map(keys.map((info) => [info.name, new Field(this, info, view.values[info.name] ?? null)]));
  }

  /** Takes over what the server has of this position. */
  adopt(view: PositionView, except?: Field): void {
    if (view.id !== this.id) this.move(view.id);
    this.view.value = view;
    for (const field of this.fields.values()) {
      if (field !== except) field.adopt(view.values[field.info.name] ?? null);
    }
  }

  /** Another name or department gives another id. */
  private move(id: string): void {
    const drafts = [...this.fields.values()].map((field) => [field, field.draftKey] as const);
    this.id = id;
    for (const [field, key] of drafts) field.moved(key);
  }

  /** Sends all that waits, and ends when it is answered. */
  async flush(): Promise<void> {
    await Promise.all([...this.fields.values()].filter((field) => field.unsaved).map((field) => field.flush()));
  }
}
