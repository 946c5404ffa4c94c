/** How the Summary is sorted and filtered; the same for all snapshots, so that they can be read side by side. */

import { computed, signal } from "@preact/signals";
import type { ClassSortKey, Filter, Sort } from "../../../worker/protocol";

export const initialSort: Sort<ClassSortKey> = { by: "retained", descending: true };

export const sort = signal<Sort<ClassSortKey>>(initialSort);

export const filter = signal<Required<Filter>>({ text: "", regex: false, match_case: false });

export const query = computed(() => ({ sort: sort.value, filter: filter.value }));

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
