// The pane of a file's text: it loads the text editor when it is first opened, and saves whole files.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { get, post, Refusal } from "./api";
import { Said } from "./said";
import { openFile, project, readOnly, tried } from "./state";
import { done } from "./sync";
import type { EditResult, FileView } from "./types";
import { of, t } from "./words";
import type { TextEditor } from "./yaml-editor";

/** What the person has typed over a file, kept until it is saved. */
interface Draft {
  digest: string;
  text: string;
}

const draftKey = (path: string): string => `gangwei-file:${project.peek()?.folder ?? ""}:${path}`;

function draftOf(path: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(draftKey(path)) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

export function YamlPane() {
  const open = openFile.value;
  return open ? <File key={open.path} path={open.path} /> : <p class="hint">{t("choosePosition")}</p>;
}

function File({ path }: { path: string }) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<TextEditor | null>(null);
  /** The file as it was read, and what is typed over it. */
  const base = useRef<FileView | null>(null);
  const typed = useSignal<string | null>(null);
  const theirs = useSignal<FileView | null>(null);
  const ready = useSignal(false);

  const type = (text: string): void => {
    const unsaved = text !== base.current!.text;
    typed.value = unsaved ? text : null;
    if (unsaved) localStorage.setItem(draftKey(path), JSON.stringify({ digest: base.current!.digest, text } satisfies Draft));
    else localStorage.removeItem(draftKey(path));
  };
  const take = (file: FileView): void => {
    base.current = file;
    theirs.value = null;
    typed.value = null;
    localStorage.removeItem(draftKey(path));
    editor.current?.set(file.text);
  };
  const save = (): Promise<void> =>
    tried(async () => {
      const text = typed.peek();
      if (text === null || readOnly.peek()) return;
      try {
        const result = await post<EditResult>("/api/file", { path, digest: base.current!.digest, text });
        const file = await get<FileView>("/api/file", { path });
        base.current = file;
        if (typed.peek() === text) take(file);
        await done(result);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 409) throw error;
        theirs.value = { path, digest: String(error.body.digest), text: String(error.body.text) };
      }
    });
  const overwrite = (): void => {
    base.current = theirs.peek()!;
    theirs.value = null;
    void save();
  };

  useEffect(() => {
    void tried(async () => {
      const [file, code] = await Promise.all([get<FileView>("/api/file", { path }), textEditor()]);
      if (!box.current) return;
      const draft = draftOf(path);
      base.current = draft ? { ...file, digest: draft.digest } : file;
      editor.current = code.open(box.current, { text: draft?.text ?? file.text, label: `${t("fileText")} ${path}`, readOnly: readOnly.peek(), changed: type, save });
      if (draft) type(draft.text);
      ready.value = true;
    });
    return () => editor.current?.close();
  }, []);

  // Another one changed the file: shown at once, unless something is typed here.
  const now = project.value?.generation;
  useEffect(() => {
    if (!ready.peek() || typed.peek() !== null) return;
    void tried(async () => {
      const file = await get<FileView>("/api/file", { path });
      if (typed.peek() === null) take(file);
    });
  }, [now]);

  const found = project.value?.findings.filter((one) => one.path === path && one.line !== null) ?? [];
  useEffect(() => {
    editor.current?.mark(found.map((one) => ({ line: one.line!, column: one.column, severity: one.severity, message: of(one) })));
  }, [project.value, ready.value]);

  const line = openFile.value?.line;
  useEffect(() => {
    if (ready.value && line) editor.current?.goTo(line);
  }, [openFile.value, ready.value]);

  return (
    <div class="yaml">
      <div class="yamlhead">
        <p class="file"><span>{path}</span>{typed.value !== null && <em>{t("unsaved")}</em>}</p>
        {!readOnly.value && <button type="button" class="accent" disabled={typed.value === null} onClick={() => void save()}>{t("save")}</button>}
      </div>
      {theirs.value && (
        <div class="note conflict" role="alert">
          <p>{t("fileChanged")}</p>
          <p class="choice">
            <button type="button" onClick={() => take(theirs.value!)}>{t("takeFile")}</button>
            <button type="button" class="accent" onClick={overwrite}>{t("keepMine")}</button>
          </p>
        </div>
      )}
      <div class="code" ref={box} />
      {found.length > 0 && (
        <ul class="lines">
          {found.map((one, index) => (
            <li key={index}>
              <button type="button" class={`trouble ${one.severity}`} onClick={() => editor.current?.goTo(one.line!)}><b>{t("lineN", one.line!)}</b> <Said text={of(one)} /></button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The bundle with the text editor, beside the page's own. */
function textEditor(): Promise<typeof import("./yaml-editor")> {
  const address = new URL("./yaml.js", import.meta.url).href;
  return import(address) as Promise<typeof import("./yaml-editor")>;
}
