// The list of departments and positions, with a search.

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "./icons";
import { ALL, choose, chosen, drawer, project, written } from "./state";
import type { Department, PositionEntry } from "./types";
import { count, lang, t } from "./words";

const wanted = signal("");

/** What the search leaves: all words must stand in the title, the code or the department. */
const found = computed<Department[]>(() => {
  const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (department: string, position: PositionEntry): boolean => {
    const text = `${position.title} ${position.code ?? ""} ${department}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return (project.value?.departments ?? [])
    .map(({ name, positions }) => ({ name, positions: positions.filter((one) => fits(name, one)) }))
    .filter(({ positions }) => positions.length > 0 || words.length === 0);
});

export function Positions() {
  useEffect(() => {
    document.querySelector('.positions [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen.value]);
  return (
    <nav class="positions panel" aria-label={t("positions")} onKeyDown={move}>
      <div class="search">
        <label for="search" class="hidden">{t("search")}</label>
        <Icon name="search" />
        <input id="search" type="search" autocomplete="off" placeholder={t("searchShort")} value={wanted.value} onInput={(event) => (wanted.value = event.currentTarget.value)} onKeyDown={searchKey} />
        <kbd aria-hidden="true">/</kbd>
        <button class="quiet fold" type="button" aria-label={t("close")} onClick={() => (drawer.value = "none")}><Icon name="close" /></button>
      </div>
      <div class="list" lang={written.value}>
        {wanted.value === "" && (
          <button type="button" class="entry" lang={lang.value} aria-current={chosen.value === ALL ? "true" : undefined} onClick={() => void choose(ALL)}>
            <span class="name">{t("allPages")}</span>
          </button>
        )}
        {found.value.map((one) => (
          <section key={one.name} aria-label={one.name}>
            <h2>{one.name}<span>{one.positions.length}</span></h2>
            <ul>{one.positions.map((position) => <Entry key={position.id} position={position} />)}</ul>
          </section>
        ))}
        {found.value.length === 0 && <p class="hint" role="status">{t("noMatch")}</p>}
      </div>
    </nav>
  );
}

function Entry({ position }: { position: PositionEntry }) {
  const { id, title, code, status, errors, warnings } = position;
  return (
    <li>
      <button type="button" class={status === "withdrawn" ? "entry withdrawn" : "entry"} aria-current={chosen.value === id ? "true" : undefined} onClick={() => void choose(id)}>
        <span class="name">{title || id}</span>
        {status === "withdrawn" && <span class="code">{t("withdrawn")}</span>}
        {code && status !== "withdrawn" && <span class="code">{code}</span>}
        {errors > 0 && <span class="mark error" title={count("errors", errors)}>{errors}<span class="hidden"> {count("errors", errors)}</span></span>}
        {warnings > 0 && <span class="mark warning" title={count("warnings", warnings)}>{warnings}<span class="hidden"> {count("warnings", warnings)}</span></span>}
      </button>
    </li>
  );
}

function searchKey(event: KeyboardEvent): void {
  if (event.isComposing) return;
  const first = found.value[0]?.positions[0];
  if (event.key === "Enter" && first) void choose(first.id);
  if (event.key === "Escape" && wanted.value !== "") {
    event.stopPropagation();
    wanted.value = "";
  }
}

/** ↑ and ↓ go from entry to entry; from the first one up to the search. */
function move(event: KeyboardEvent): void {
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.isComposing) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("#search, .entry")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
