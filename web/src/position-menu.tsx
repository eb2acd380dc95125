// What can be done with a position of the list: by its menu, or by keys.

import { save, setWithdrawn } from "./actions";
import { Icon } from "./icons";
import { Popup } from "./popup";
import { question, readOnly } from "./state";
import type { PositionEntry } from "./types";
import { t } from "./words";

interface MenuProps {
  position: PositionEntry;
  department: string;
  opener: { open: () => void };
}

export function PositionMenu({ position, department, opener }: MenuProps) {
  const name = position.title || position.id;
  const withdrawn = position.status === "withdrawn";
  return (
    <Popup menu class="quiet dots" label={t("menuOf", name)} face={<Icon name="dots" />} opener={opener} button={{ tabIndex: -1 }}>
      {(close) => {
        const item = (text: string, act: () => void, keys = "", kind = "") => (
          <button type="button" role="menuitem" class={kind} tabIndex={-1} onClick={() => (close(), act())}>{text}{keys && <kbd aria-hidden="true">{keys}</kbd>}</button>
        );
        return (
          <>
            {item(t("rename"), () => ask("rename", position, department), "F2")}
            {item(t("copy"), () => (question.value = { kind: "new", department, like: position }))}
            {item(t("moveTo"), () => ask("move", position, department))}
            {item(withdrawn ? t("bringBack") : t("withdraw"), () => void setWithdrawn(position, !withdrawn))}
            <hr />
            {item(t("positionAs", "Word"), () => void save({ kind: "position", id: position.id }, "docx"))}
            {item(t("positionAs", "PDF"), () => void save({ kind: "position", id: position.id }, "pdf"))}
            <hr />
            {item(t("remove"), () => ask("remove", position, department), "Delete", "danger")}
          </>
        );
      }}
    </Popup>
  );
}

const ask = (kind: "rename" | "move" | "remove", entry: PositionEntry, department: string): void =>
  void (question.value = { kind, entry, department });

/** F2 renames, Delete removes, Shift+F10 opens the menu. */
export function menuKeys(event: KeyboardEvent, position: PositionEntry, department: string, open: () => void): void {
  if (readOnly.peek()) return;
  if (event.key === "F2") ask("rename", position, department);
  else if (event.key === "Delete") ask("remove", position, department);
  else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) open();
  else return;
  event.preventDefault();
}
