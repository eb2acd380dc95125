// How full a position's sheet is: pages, page budget, lines left or over.

import type { SheetSize } from "../types";
import { count, t } from "../words";

export function Extent({ sheet }: { sheet: SheetSize }) {
  const { pages, most, left, over } = sheet;
  return (
    <span class={over > 0 ? "extent over" : "extent"} role="status">
      <b>{count("pages", pages)}</b>
      <span>{over > 0 ? count("over", over) : t("linesLeft", left)}</span>
      {most !== null && <span class="most">{t("most", most)}</span>}
    </span>
  );
}
