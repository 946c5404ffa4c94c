/** How the Comparison is sorted and filtered; the same for all snapshots. */

import { computed, signal } from "@preact/signals";
import type { ComparisonSortKey, Sort } from "../../../worker/protocol";

export const comparisonSort = signal<Sort<ComparisonSortKey>>({ by: "added_size", descending: true });

export const comparisonFilter = signal("");

export const comparisonQuery = computed(() => ({
  sort: comparisonSort.value,
  filter: { text: comparisonFilter.value },
}));

export function sortComparisonBy(by: ComparisonSortKey): void {
  const current = comparisonSort.value;
  comparisonSort.value = { by, descending: current.by === by ? !current.descending : by !== "name" };
}
