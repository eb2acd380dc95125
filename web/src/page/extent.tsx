// How full a position's sheet is: pages, page budget, lines left or over.

import type { SheetSize } from "../types";
import { count, t } from "../words";

/** `told`: whether changes are read out; that is done in one place only. */
export function Extent({ sheet, told = false }: { sheet: SheetSize; told?: boolean }) {
  const { pages, most, left, over } = sheet;
  return (
    <span class={over > 0 ? "extent over" : "extent"} role={told ? "status" : undefined}>
      <b>{count("pages", pages)}</b>
      <span>{over > 0 ? count("over", over) : t("linesLeft", left)}</span>
      {most !== null && <span class="most">{t("most", most)}</span>}
    </span>
  );
}
