// The staffing table: how many each department has, and shall have.

import { signal } from "@preact/signals";
import { openAt } from "../actions";
import { written } from "../state";
import type { Staffing } from "../types";
import { t } from "../words";
import { useRead } from "./read";

const read = signal<Staffing | null>(null);

export function StaffingTable() {
  const table = useRead(read, "/api/staffing");
  const holders = table?.rows.some((one) => one.holders !== null) ?? false;
  const number = (value: string | number | null) => <td class="number">{value ?? ""}</td>;
  return (
    <main class="middle" aria-label={t("staffing")}>
      <div class="pagebar"><h2>{t("staffing")}</h2></div>
      <div class="scroller" tabIndex={0} role="region" aria-label={t("staffing")} lang={written.value}>
        {!table && <p class="hint">{t("loading")}</p>}
        {table && (
          <table class="staffing">
            <thead>
              <tr><th scope="col">{t("position")}</th><th scope="col" class="number">{t("headcount")}</th>{holders && <th scope="col" class="number">{t("holders")}</th>}</tr>
            </thead>
            {table.rows.map((row) => (
              <tbody key={row.department}>
                <tr class="sum">
                  <th scope="rowgroup">{row.department}<span class="quiet-text">{t("positionsN", row.positions)}{row.planned && ` · ${t("planned", row.planned)}`}</span></th>
                  {number(row.headcount)}{holders && number(row.holders)}
                </tr>
                {row.entries.map((one) => (
                  <tr key={one.id}>
                    <td><button type="button" class="quiet" onClick={() => void openAt(one.id, "headcount")}>{one.title}</button></td>
                    {number(one.headcount)}{holders && number(one.holders)}
                  </tr>
                ))}
              </tbody>
            ))}
            <tfoot>
              <tr class="sum"><th scope="row">{t("total")}<span class="quiet-text">{t("positionsN", table.total.positions)}</span></th>{number(table.total.headcount)}{holders && number(table.total.holders)}</tr>
            </tfoot>
          </table>
        )}
      </div>
    </main>
  );
}
