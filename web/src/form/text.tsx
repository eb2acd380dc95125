// Fields of one text: a line, several lines, a choice.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { JSX } from "preact";
import { composes } from "../composing";
import type { KeyInfo } from "../types";
import { lang, of, t } from "../words";
import type { Local } from "./local";

/** What each editor of a value is given. */
export interface EditorProps {
  info: KeyInfo;
  value: Local;
  change: (value: Local) => void;
  /** What the value is called. */
  name: string;
  /** The id of the label's target. */
  id: string;
}

const GROWS = CSS.supports("field-sizing", "content");

/** Which item and key of a value an input is for. */
interface Marks {
  "data-uid"?: number;
  "data-item"?: number;
  "data-sub"?: string;
}

/** A textarea as high as its text. */
export function Grow({ value, ...rest }: JSX.IntrinsicElements["textarea"] & Marks & { value: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = box.current;
    if (GROWS || !area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }, [value]);
  return <textarea ref={box} rows={1} value={value} {...rest} />;
}

/** The example of a key as a placeholder: its first line. */
export function example(info: KeyInfo): string {
  const text = (lang.value === "zh" ? info.exampleZh : info.exampleEn) || info.exampleZh;
  const first = text.split("\n")[0]!.replace(/^- /, "");
  return first && !first.endsWith(":") ? t("example", first) : "";
}

export function Text({ info, value, change, id }: EditorProps) {
  const digits = info.kind === "whole" || info.kind === "integer";
  if (info.kind === "text") return <OneLine id={id} value={value as string} required={info.required} placeholder={example(info)} onText={change} />;
  return (
    <input
      id={id} type="text" autocomplete="off" inputMode={digits ? "numeric" : undefined} required={info.required}
      value={value as string} placeholder={example(info)} onInput={(event) => change(event.currentTarget.value)}
    />
  );
}

/** A text of one line, which is shown on several where there is no room. */
export function OneLine({ onText, ...rest }: Omit<Parameters<typeof Grow>[0], "onInput" | "onKeyDown"> & { onText: (text: string) => void }) {
  return <Grow {...rest} onKeyDown={(event) => event.key === "Enter" && !composes(event) && event.preventDefault()} onInput={(event) => onText(event.currentTarget.value.replaceAll(/\s*\n\s*/g, " "))} />;
}

export function Lines({ info, value, change, id }: EditorProps) {
  return <Grow id={id} value={value as string} placeholder={example(info)} onInput={(event) => change(event.currentTarget.value)} />;
}

export function Choice({ info, value, change, id }: EditorProps) {
  return (
    <select id={id} value={value as string} onChange={(event) => change(event.currentTarget.value)}>
      <option value="">{t("none")}</option>
      {value !== "" && !info.choices?.some((one) => one.value === value) && <option value={value as string}>{value as string}</option>}
      {info.choices?.map((one) => <option key={one.value} value={one.value}>{of(one)}</option>)}
    </select>
  );
}
