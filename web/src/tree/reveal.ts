/** Walks down a tree to one row: by its place among the top rows, then among that one's children, and so on. */

import type { LazyTree } from "./lazy-tree";
import type { Place } from "./place";

/** Opens what is above the row, and moves the reader there. Done when it can be seen; null when the way ends early. */
export async function reveal<Row>(
  tree: LazyTree<Row>,
  places: readonly number[],
): Promise<Place<Row> | null> {
  let branch = tree.root;
  for (const [level, index] of places.entries()) {
    const place = { branch, index };
    if (!(await tree.fetch(place))) return null;
    if (level === places.length - 1) {
      tree.destination.value = place;
      return place;
    }
    const next = await tree.open(place);
    if (!next) return null;
    branch = next;
  }
  return null;
}
