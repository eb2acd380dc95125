// What the checks found, in a drawer below: a click goes to the place.

import { signal } from "@preact/signals";
import { act, goTo } from "./actions";
import { Icon } from "./icons";
import { chosen, project, readOnly, showFindings } from "./state";
import { Said } from "./said";
import { Switch } from "./switch";
import type { Finding } from "./types";
import { count, lang, of, t } from "./words";

const scope = signal<"all" | "position">("all");

const RANK = { error: 0, warning: 1, note: 2 };
const NAMES = { error: "severityError", warning: "severityWarning", note: "severityNote" } as const;

export function Findings() {
  const all = project.value!.findings;
  const open = showFindings.value;
  return (
    <section class="findings" aria-label={t("findings")}>
      <div class="summary">
        <button class="quiet toggle" type="button" aria-expanded={open} aria-controls="finding-list" onClick={() => (showFindings.value = !open)}>
          <Icon name={open ? "down" : "right"} />
          {t("findings")}
        </button>
        <Counts all={all} />
        {open && <Switch label={t("findings")} chosen={scope} ways={{ all: t("allOfThem"), position: t("ofPosition") }} />}
        {!readOnly.value && all.some((one) => one.fix) && (
          <button class="accent" type="button" onClick={() => void act("/api/fix")}>{t("fixAll")}</button>
        )}
      </div>
      <div id="finding-list" hidden={!open}>{open && <List all={all} />}</div>
    </section>
  );
}

function Counts({ all }: { all: Finding[] }) {
  const number = (severity: Finding["severity"]): number => all.filter((one) => one.severity === severity).length;
  const counts = [
    ["error", "errors", number("error")],
    ["warning", "warnings", number("warning")],
    ["note", "notes", number("note")],
  ] as const;
  return (
    <p class="counts" role="status">
      {all.length === 0 && t("noFindings")}
      {counts.map(([severity, kind, n]) => n > 0 && <span key={kind} class={`count ${severity}`}>{count(kind, n)}</span>)}
    </p>
  );
}

function List({ all }: { all: Finding[] }) {
  const listed = all
    .filter((one) => scope.value === "all" || one.position === chosen.value)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  if (listed.length === 0) return <p class="hint">{t("noFindings")}</p>;
  return (
    <ul>
      {listed.map((one, index) => (
        <li key={index}>
          <button type="button" class="finding" onClick={() => void goTo(one)}>
            <span class={`count ${one.severity}`}>{t(NAMES[one.severity])}</span>
            <span class="what">
              <Said text={of(one)} />
              <Help finding={one} />
            </span>
            <span class="where">
              {one.fix && <span class="badge">{t("fixable")}</span>}
              {one.path}{one.line !== null && `:${one.line}`}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Help({ finding }: { finding: Finding }) {
  const help = lang.value === "zh" ? finding.helpZh : finding.helpEn;
  return help ? <span class="help"><Said text={help} /></span> : null;
}
