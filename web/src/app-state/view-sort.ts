/** By which column a view's tree is sorted: the same for all snapshots, and in the address. */

import { type Signal, signal } from "@preact/signals";
import type { ClassSortKey, InstanceSortKey, Sort } from "../../../worker/protocol";
import { type AddressField, sortField } from "./address-field";
import type { View } from "./view";

type Order = "descending" | "ascending";

export interface ViewSort<Key extends string> {
  sort: Signal<Sort<Key>>;
  field: AddressField;
  /** The other way round, if it is sorted by that already. */
  sortBy(by: Key): void;
}

/** The columns of a list of classes: the biggest sizes, but the nearest nodes and the alphabet's beginning. */
export const classOrders = {
  retained: "descending",
  shallow: "descending",
  count: "descending",
  distance: "ascending",
  name: "ascending",
} as const satisfies Record<ClassSortKey, Order>;

/** The columns of a list of nodes. */
export const instanceOrders = {
  retained: "descending",
  shallow: "descending",
  distance: "ascending",
  id: "descending",
  name: "ascending",
} as const satisfies Record<InstanceSortKey, Order>;

/** `keys` say which way each column is first wanted; the first one is what a view starts with. */
export function viewSort<Key extends string>(view: View, keys: Record<Key, Order>): ViewSort<Key> {
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
