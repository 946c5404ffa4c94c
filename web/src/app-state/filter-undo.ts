/** Changes of filters, whoever makes them, can be taken back. */

import { effect, type Signal } from "@preact/signals";
import { t } from "../language/words";
import { comparisonFilter } from "./comparison-query";
import { filter, objects } from "./query";
import { did } from "./undo";

/** Watches one filter from now on. */
export function undoable<T>(state: Signal<T>, kind: string): void {
  let before = state.peek();
  effect(() => {
    const now = state.value;
    if (now === before || JSON.stringify(now) === JSON.stringify(before)) return;
    const earlier = before;
    before = now;
    const undo = () => {
      state.value = earlier;
    };
    // What was typed is one step, and that it was cleared another.
    const isTyped = document.activeElement instanceof HTMLInputElement && !isEmpty(now);
    did({ done: t("undo.filter"), undo, ...(isTyped && { kind }) }, true);
  });
}

function isEmpty(filter: unknown): boolean {
  return filter === "" || (filter as { text?: unknown }).text === "";
}

export function startFilterUndo(): void {
  undoable(filter, "summary filter");
  undoable(objects, "summary objects");
  undoable(comparisonFilter, "comparison filter");
}
