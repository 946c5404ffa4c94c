/** How the Comparison is sorted and filtered; the same for all snapshots. */

import { computed, signal } from "@preact/signals";
import type { ComparisonSortKey, GrownSortKey } from "../../../worker/protocol";
import { type AddressField, choiceField, textField } from "./address-field";
import { viewSort } from "./view-sort";

/** What came and went, class by class; what is in both and retains more than before; the classes as a chart. */
export const comparisonModes = ["classes", "grown", "chart"] as const;
export type ComparisonMode = (typeof comparisonModes)[number];
export const comparisonMode = signal<ComparisonMode>("classes");

export const comparisonSort = viewSort<ComparisonSortKey>("comparison", {
  added_size: "descending",
  removed_size: "descending",
  size_delta: "descending",
  added_count: "descending",
  removed_count: "descending",
  count_delta: "descending",
  name: "ascending",
});
export const grownSort = viewSort<GrownSortKey>("comparison", {
  growth: "descending",
  own: "descending",
  retained: "descending",
});

export const comparisonFilter = signal("");

/** The letter of the snapshot to compare with; null for the one that was opened before. */
export const chosenBase = signal<string | null>(null);

export const comparisonQuery = computed(() => ({
  sort: comparisonSort.sort.value,
  filter: { text: comparisonFilter.value },
}));

export const comparisonSortKeys = [
  "name",
  "added_count",
  "removed_count",
  "count_delta",
  "added_size",
  "removed_size",
  "size_delta",
] as const satisfies readonly ComparisonSortKey[];

export const comparisonFields: AddressField[] = [
  {
    view: "comparison",
    name: "base",
    read(value) {
      chosenBase.value = /^[a-z]{1,3}$/.test(value ?? "") ? value : null;
    },
    write: () => chosenBase.value,
  },
  choiceField("comparison", "show", comparisonMode, comparisonModes),
  textField("comparison", comparisonFilter),
  comparisonSort.field,
  { ...grownSort.field, name: "by" },
];
