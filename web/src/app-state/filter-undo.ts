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
    const isTyped = document.activeElement instanceof HTMLInputElement;
    did({ done: t("undo.filter"), undo, ...(isTyped && { kind }) }, true);
  });
}

export function startFilterUndo(): void {
  undoable(filter, "summary filter");
  undoable(objects, "summary objects");
  undoable(comparisonFilter, "comparison filter");
}
