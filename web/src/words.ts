// The language of the page, and its texts with what their places hold.

import { signal } from "@preact/signals";
import { texts } from "./texts";

export type Lang = "zh" | "en";

export type Word = keyof typeof texts;

/** The language of the page; the handbook's own stays as it is. */
export const lang = signal<Lang>("zh");

/** The text of a word, with what its places {0}, {1} hold. */
export function t(word: Word, ...parts: (string | number)[]): string {
  const text = texts[word][lang.value === "zh" ? 0 : 1]!;
  return text.replace(/\{(\d)\}/g, (_, place: string) => String(parts[Number(place)] ?? ""));
}

/** The text for a count: English tells one from many. */
export function count(kind: "errors" | "warnings" | "notes" | "pages" | "duties" | "dutiesOf" | "tasks" | "over" | "hits" | "references", n: number): string {
  return n === 1 ? t(`${kind}1`) : t(`${kind}N`, n);
}

/** A name before what it says. */
export function named(name: string, text: string): string {
  return lang.value === "zh" ? `${name}：${text}` : `${name}: ${text}`;
}

/** Picks the text of a pair from the server. */
export function of(pair: { zh: string; en: string }): string {
  return lang.value === "zh" ? pair.zh : pair.en;
}

const DIGITS = "零一二三四五六七八九";

/** The number of a duty: 一 … 十 十一 … 二十 二一, the short style of the form, or digits in English. */
export function dutyNumber(n: number): string {
  if (lang.value === "en" || n > 99) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return DIGITS[ones]!;
  if (tens === 1) return ones === 0 ? "十" : `十${DIGITS[ones]}`;
  return ones === 0 ? `${DIGITS[tens]}十` : `${DIGITS[tens]}${DIGITS[ones]}`;
}

/** Groups of duties as handbooks of a language usually have them. */
export function groupNames(language: Lang): string[] {
  return language === "zh" ? ["主要工作", "日常工作", "协调工作"] : ["Main duties", "Daily duties", "Coordination"];
}
