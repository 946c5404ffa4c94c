/** The ancestors of the top row, kept in sight below the head. They repeat rows above, so only eyes and pointers meet them. */

import type { JSX } from "preact";
import type { Column } from "./column";
import { identity } from "./identity";
import type { LazyTree, ShownRow } from "./lazy-tree";
import { parentOf } from "./place";
import { indentOf, RowCells } from "./tree-row";

/** More would leave too little of the table. */
const most = 4;

/** The height that the ancestors of a row at `level` take when it stands at the top. */
export function pinnedHeight(level: number, rowHeight: number): number {
  return Math.min(level - 1, most) * rowHeight;
}

/** The ancestors of the first row that they leave visible when they are pinned above it. */
export function pinnedAncestors<Row>(tree: LazyTree<Row>, topRow: number): ShownRow<Row>[] {
  let ancestors: ShownRow<Row>[] = [];
  for (let pinned = 0; pinned <= most; pinned += 1) {
    const position = topRow + pinned;
    if (position >= tree.size) break;
    const next = ancestorsOf(tree, position).filter((row) => row.position < position);
    if (next.length <= pinned) break;
    ancestors = next.slice(0, pinned + 1);
  }
  // A row that is still in its own place needs no copy.
  return ancestors.filter((row, at) => row.position < topRow + at).slice(-most);
}

function ancestorsOf<Row>(tree: LazyTree<Row>, position: number): ShownRow<Row>[] {
  const rows: ShownRow<Row>[] = [];
  for (let place = parentOf(tree.root.locate(position)); place; place = parentOf(place)) {
    const at = place.branch.positionOf(place.index);
    if (at !== null) rows.unshift(tree.rowAt(at));
  }
  return rows;
}

interface Props<Row, SortKey extends string> {
  rows: readonly ShownRow<Row>[];
  columns: readonly Column<Row, SortKey>[];
}

export function PinnedRows<Row, SortKey extends string>({ rows, columns }: Props<Row, SortKey>): JSX.Element {
  return (
    <div class="pinned" aria-hidden="true">
      {rows.map(
        (shown) =>
          shown.content.kind === "row" && (
            <div
              key={`${identity(shown.branch)}/${shown.index}`}
              class="row"
              data-pinned
              data-position={shown.position}
              style={{ "--level": indentOf(shown.level) }}
            >
              <RowCells row={shown.content.row} shown={shown} columns={columns} />
            </div>
          ),
      )}
    </div>
  );
}
