// The search over all texts: a hit opens its position at the field.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { goToHit } from "../actions";
import { get } from "../api";
import { composes } from "../composing";
import { Dialog } from "../dialogs";
import { Icon } from "../icons";
import { keysOf, question, tried, written } from "../state";
import type { Hit } from "../types";
import { count, of, t } from "../words";

/** How long typing rests before it is searched, in milliseconds. */
const REST = 120;

/** What the form calls the key that a hit is in. */
function keyName({ id, key, ...words }: Hit): string {
  return of(keysOf(id).find((one) => one.name === key) ?? words);
}

export function Search() {
  const wanted = useSignal("");
  const found = useSignal<{ q: string; hits: Hit[]; more: boolean } | null>(null);
  const at = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const q = wanted.value.trim();
    if (!q) return void (found.value = null);
    const timer = setTimeout(() => void tried(async () => {
      const answer = await get<{ hits: Hit[]; more: boolean }>("/api/search", { q });
      if (wanted.peek().trim() !== q) return;
      at.value = 0;
      found.value = { q, ...answer };
    }), REST);
    return () => clearTimeout(timer);
  }, [wanted.value]);
  useEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }), [at.value]);
  const hits = found.value?.hits ?? [];
  const open = (hit: Hit): void => {
    question.value = null;
    // After the dialog has given the focus back.
    setTimeout(() => void goToHit(hit));
  };
  const keys = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    if (event.key === "ArrowDown") at.value = Math.min(at.value + 1, hits.length - 1);
    else if (event.key === "ArrowUp") at.value = Math.max(at.value - 1, 0);
    else if (event.key === "Enter" && hits[at.value]) open(hits[at.value]!);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label={t("searchAll")} class="palette">
      <div class="ask">
        <Icon name="search" />
        <input
          type="text" role="combobox" autocomplete="off" lang={written.value} aria-label={t("searchAll")} placeholder={t("searchAllHint")} aria-expanded={hits.length > 0} aria-controls="hits" aria-activedescendant={hits.length > 0 ? `hit-${at.value}` : undefined}
          value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} onKeyDown={keys}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <ul id="hits" role="listbox" aria-label={t("searchAll")} ref={list} lang={written.value} hidden={hits.length === 0}>
        {hits.map((hit, index) => (
          <li key={index} id={`hit-${index}`} role="option" aria-selected={index === at.value} onPointerMove={() => (at.value = index)} onClick={() => open(hit)}>
            <span class="where">{hit.title || t("handbook")}<small>{keyName(hit)}</small></span>
            <span class="what">{hit.before}<mark>{hit.match}</mark>{hit.after}</span>
          </li>
        ))}
      </ul>
      <p class="quiet-text" role="status">{found.value && (hits.length === 0 ? t("noHits", found.value.q) : found.value.more ? t("hitsMore", hits.length) : count("hits", hits.length))}</p>
    </Dialog>
  );
}
