/** What parts of the page's state have to tell the address. */

import type { Signal } from "@preact/signals";
import type { Sort } from "../../../worker/protocol";
import type { View } from "./view";

/** Something of a view's state that is in the address while that view is on show. */
export interface AddressField {
  view: View;
  name: string;
  /** What the address says; null for nothing. It may be anything: a visitor can write it. */
  read(value: string | null): void;
  /** Null for what need not be said; empty for what its name says. */
  write(): string | null;
  /** Whether Back undoes a change of it. */
  isStep?: boolean;
}

/** The order of a list: `-count` for the most first. */
export function sortField<Key extends string>(
  view: View,
  sort: Signal<Sort<Key>>,
  keys: readonly Key[],
): AddressField {
  const initial = sort.peek();
  return {
    view,
    name: "sort",
    read(value) {
      const order = /^(-?)(\w+)$/.exec(value ?? "");
      const by = keys.find((key) => key === order?.[2]);
      sort.value = by ? { by, descending: order?.[1] === "-" } : initial;
    },
    write() {
      const { by, descending } = sort.value;
      if (by === initial.by && descending === initial.descending) return null;
      return `${descending ? "-" : ""}${by}`;
    },
  };
}

/** What is typed into a list's filter. */
export function textField(view: View, text: Signal<string>): AddressField {
  return {
    view,
    name: "q",
    read(value) {
      text.value = value ?? "";
    },
    write: () => text.value || null,
  };
}

/** One of a few ways of looking at a view; the first one need not be said. */
export function choiceField<Choice extends string>(
  view: View,
  name: string,
  chosen: Signal<Choice>,
  choices: readonly Choice[],
): AddressField {
  const initial = chosen.peek();
  return {
    view,
    name,
    read(value) {
      chosen.value = choices.find((choice) => choice === value) ?? initial;
    },
    write: () => (chosen.value === initial ? null : chosen.value),
  };
}
