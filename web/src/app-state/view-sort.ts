/** By which column a view's tree is sorted: the same for all snapshots, and in the address. */

import { type Signal, signal } from "@preact/signals";
import type { Sort } from "../../../worker/protocol";
import { type AddressField, sortField } from "./address-field";
import type { View } from "./view";

export interface ViewSort<Key extends string> {
  sort: Signal<Sort<Key>>;
  field: AddressField;
  /** The other way round, if it is sorted by that already. */
  sortBy(by: Key): void;
}

/** `keys` say which way each column is first wanted; the first one is what a view starts with. */
export function viewSort<Key extends string>(
  view: View,
  keys: Record<Key, "descending" | "ascending">,
): ViewSort<Key> {
  const names = Object.keys(keys) as Key[];
  const first = names[0] as Key;
  const sort = signal<Sort<Key>>({ by: first, descending: keys[first] === "descending" });
  return {
    sort,
    field: sortField(view, sort, names),
    sortBy(by) {
      const now = sort.value;
      sort.value = { by, descending: now.by === by ? !now.descending : keys[by] === "descending" };
    },
  };
}
