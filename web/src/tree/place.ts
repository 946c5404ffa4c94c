/** A row's place in its tree, which stays the same while rows come and go above it. */

import type { Branch } from "./branch";

export interface Place<Row> {
  readonly branch: Branch<Row>;
  readonly index: number;
}

export function parentOf<Row>({ branch }: Place<Row>): Place<Row> | null {
  if (!branch.parent) return null;
  const index = branch.parent.children.get(branch.key)?.index ?? -1;
  return index < 0 ? null : { branch: branch.parent, index };
}

/** Where a place is now; where it is gone (an ancestor was closed), the nearest ancestor that is left. */
export function positionNear<Row>(place: Place<Row>): number {
  const length = place.branch.length;
  const position = place.branch.positionOf(Math.min(place.index, length - 1));
  if (position !== null) return position;
  const parent = parentOf(place);
  return parent ? positionNear(parent) : 0;
}
