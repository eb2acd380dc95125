// A choice between a few ways to show something: buttons, of which one is pressed.

import type { Signal } from "@preact/signals";

export function Switch<T extends string>({ label, chosen, ways }: { label: string; chosen: Signal<T>; ways: Record<T, string> }) {
  return (
    <div class="zoom" role="group" aria-label={label}>
      {(Object.keys(ways) as T[]).map((way) => (
        <button key={way} type="button" aria-pressed={chosen.value === way} onClick={() => (chosen.value = way)}>{ways[way]}</button>
      ))}
    </div>
  );
}
