// The page's own icons: strokes of one width, in the colour of the text.

const shapes = {
  undo: "M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4",
  redo: "M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4M16 8l-4 4",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4",
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  bin: "M4 6h12M8 6V4h4v2M6 6l1 10h6l1-10",
  down: "M5 8l5 5 5-5",
  right: "M8 5l5 5-5 5",
  list: "M4 5h12M4 10h12M4 15h12",
  pen: "M4 16l1-4 8-8 3 3-8 8-4 1zM11.5 5.500l3 3",
  auto: "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
  light: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.300l1.4 1.400M14.3 14.300l1.4 1.400M4.3 15.700l1.4-1.400M14.3 5.700l1.4-1.4",
  dark: "M16 12A7 7 0 0 1 8 4a6.5 6.5 0 1 0 8 8z",
  book: "M4 4h5a2 2 0 0 1 1 1 2 2 0 0 1 1-1h5v11h-5a1 1 0 0 0-1 1 1 1 0 0 0-1-1H4zM10 5v11",
  tree: "M8 3h4v4H8zM3 13h4v4H3zM13 13h4v4h-4zM10 7v3M5 13v-3h10v3",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M8 8v8",
  check: "M4 10l4 4 8-9",
  dots: "M5 10h.01M10 10h.01M15 10h.01",
  sliders: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  save: "M10 3v9M6 9l4 4 4-4M4 16h12",
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <path d={shapes[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** Six dots to hold an item by. */
export function Grip() {
  return (
    <svg class="icon" viewBox="0 0 10 16" width="10" height="16" aria-hidden="true">
      {[2, 8].flatMap((x) => [3, 8, 13].map((y) => <circle key={`${x}-${y}`} cx={x} cy={y} r="1.3" fill="currentColor" />))}
    </svg>
  );
}
