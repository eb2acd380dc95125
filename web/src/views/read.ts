// What a view shows of the whole handbook.

import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../api";
import { project, tried } from "../state";

/** Reads it at first, and again whenever the files have changed; until then what was read last is shown. */
export function useRead<T>(read: Signal<T | null>, path: string): T | null {
  useEffect(() => {
    void tried(async () => {
      read.value = await get<T>(path);
    });
  }, [project.value?.generation]);
  return read.value;
}
