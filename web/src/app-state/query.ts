/** How the Summary is sorted and filtered; the same for all snapshots, so that they can be read side by side. */

import { computed, signal } from "@preact/signals";
import type { ClassSortKey, Filter, NodeFilter, Sort } from "../../../worker/protocol";
import { type AddressField, sortField } from "./address-field";
import { everything, nodeFilterField } from "./node-filter";

export const initialSort: Sort<ClassSortKey> = { by: "retained", descending: true };

export const sort = signal<Sort<ClassSortKey>>(initialSort);

export const filter = signal<Required<Filter>>({ text: "", regex: false, match_case: false });

/** Which objects the Summary is about. */
export const objects = signal<NodeFilter>(everything);

export const query = computed(() => ({
  sort: sort.value,
  filter: { ...filter.value, ...objects.value },
}));

/** Which way a column is first wanted: the biggest sizes, but the nearest nodes and the alphabet's beginning. */
const descendingFirst: Record<ClassSortKey, boolean> = {
  retained: true,
  shallow: true,
  count: true,
  distance: false,
  name: false,
};

export const sortKeys = Object.keys(descendingFirst) as ClassSortKey[];

export function sortBy(by: ClassSortKey): void {
  const current = sort.value;
  const descending = current.by === by ? !current.descending : descendingFirst[by];
  sort.value = { by, descending };
}

export const summaryFields: AddressField[] = [
  {
    view: "summary",
    name: "q",
    read(value) {
      filter.value = { ...filter.peek(), text: value ?? "" };
    },
    write: () => filter.value.text || null,
  },
  optionField("regex", "regex"),
  optionField("case", "match_case"),
  sortField("summary", sort, sortKeys),
  nodeFilterField("summary", objects),
];

function optionField(name: string, option: "regex" | "match_case"): AddressField {
  return {
    view: "summary",
    name,
    read(value) {
      filter.value = { ...filter.peek(), [option]: value !== null };
    },
    write: () => (filter.value[option] ? "" : null),
  };
}
