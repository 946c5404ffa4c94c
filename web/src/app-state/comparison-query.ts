/** How the Comparison is sorted and filtered; the same for all snapshots. */

import { computed, signal } from "@preact/signals";
import type { ComparisonSortKey, GrownSortKey, Sort } from "../../../worker/protocol";
import { type AddressField, choiceField, sortField, textField } from "./address-field";

/** What came and went, class by class; what is in both and retains more than before; the classes as a chart. */
export const comparisonModes = ["classes", "grown", "chart"] as const;
export type ComparisonMode = (typeof comparisonModes)[number];
export const comparisonMode = signal<ComparisonMode>("classes");

export const comparisonSort = signal<Sort<ComparisonSortKey>>({ by: "added_size", descending: true });
export const grownSort = signal<Sort<GrownSortKey>>({ by: "growth", descending: true });

export const comparisonFilter = signal("");

/** The letter of the snapshot to compare with; null for the one that was opened before. */
export const chosenBase = signal<string | null>(null);

export const comparisonQuery = computed(() => ({
  sort: comparisonSort.value,
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
  sortField("comparison", comparisonSort, comparisonSortKeys),
  { ...sortField("comparison", grownSort, ["growth", "own", "retained"]), name: "by" },
];

export function sortComparisonBy(by: ComparisonSortKey): void {
  const current = comparisonSort.value;
  comparisonSort.value = { by, descending: current.by === by ? !current.descending : by !== "name" };
}

export function sortGrownBy(by: GrownSortKey): void {
  const current = grownSort.value;
  grownSort.value = { by, descending: current.by === by ? !current.descending : true };
}
