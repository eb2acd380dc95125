// The template set that the pages are shown in, and its parameters.

import { useSignal } from "@preact/signals";
import { setLook } from "./actions";
import { Refused } from "./dialogs";
import { Grow } from "./form/text";
import { Icon } from "./icons";
import { Popup } from "./popup";
import { project } from "./state";
import type { Parameter } from "./types";
import { of, t } from "./words";

export function LookPicker() {
  const { set, sets, parameters = [] } = project.value!;
  return (
    <div class="pick">
      <label>
        <span>{t("template")}</span>
        <select aria-label={t("template")} value={set} onChange={(event) => void setLook({ set: event.currentTarget.value })}>
          {sets.map((one) => <option key={one.name} value={one.name}>{of(one)}</option>)}
        </select>
      </label>
      {parameters.length > 0 && (
        <Popup menu={false} class="quiet" label={t("parameters")} face={<Icon name="sliders" />}>
          {() => (
            <div class="parameters">
              <h2>{t("parameters")}</h2>
              <p class="quiet-text">{t("parametersHint")}</p>
              {parameters.map((one) => <Row key={`${set} ${one.name}`} parameter={one} />)}
            </div>
          )}
        </Popup>
      )}
    </div>
  );
}

const COLOUR = /^#[0-9a-f]{6}$/i;

function Row({ parameter }: { parameter: Parameter }) {
  const { name, kind, value, usual } = parameter;
  const typed = useSignal<string | null>(null);
  const refusal = useSignal<string | null>(null);
  const set = async (text: string | null): Promise<void> => {
    refusal.value = await setLook({ parameters: { [name]: text } });
    if (refusal.value === null) typed.value = null;
  };
  const id = `parameter-${name}`;
  const label = of(parameter);
  const common = { id, placeholder: usual, "aria-invalid": refusal.value !== null, "aria-describedby": `${id}-refused`, value: typed.value ?? value };
  return (
    <div class={`parameter ${kind}`}>
      <label for={id}>{label}</label>
      {kind === "switch" ? (
        <input id={id} type="checkbox" role="switch" checked={value === "true"} onChange={() => void set(value === "true" ? "false" : "true")} />
      ) : kind === "rows" ? (
        <Grow {...common} onInput={(event) => (typed.value = event.currentTarget.value)} onChange={(event) => void set(event.currentTarget.value.trim() || null)} />
      ) : (
        <span class="value">
          {COLOUR.test(usual) && <input type="color" aria-label={t("pickColour", label)} value={COLOUR.test(value) ? value : usual} onChange={(event) => void set(event.currentTarget.value)} />}
          <input
            {...common} type="text" autocomplete="off" inputMode={kind === "number" ? "numeric" : undefined}
            onInput={(event) => (typed.value = event.currentTarget.value)} onChange={(event) => void set(event.currentTarget.value.trim() || null)}
          />
        </span>
      )}
      <button type="button" class="quiet" disabled={value === usual && typed.value === null} aria-label={t("asUsual", label)} title={t("usual", usual)} onClick={() => (typed.value = null, void set(null))}><Icon name="undo" /></button>
      {/* The program speaks of its name in the template. */}
      <Refused text={refusal.value?.replace(` \`${name}\` `, t("quoted", label)) ?? null} id={`${id}-refused`} />
    </div>
  );
}
