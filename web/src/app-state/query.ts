/** How the Summary is sorted and filtered; the same for all snapshots, so that they can be read side by side. */

import { computed, signal } from "@preact/signals";
import type { ClassSortKey, Filter, NodeFilter } from "../../../worker/protocol";
import type { AddressField } from "./address-field";
import { everything, nodeFilterField } from "./node-filter";
import { classOrders, viewSort } from "./view-sort";

export const summarySort = viewSort<ClassSortKey>("summary", classOrders);

export const filter = signal<Required<Filter>>({ text: "", regex: false, match_case: false });

/** Which objects the Summary is about. */
export const objects = signal<NodeFilter>(everything);

export const query = computed(() => ({
  sort: summarySort.sort.value,
  filter: { ...filter.value, ...objects.value },
}));

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
  summarySort.field,
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
