/** A tree grid with what is said around it: that other rows are on their way, what went wrong, why there are none. */

import type { ComponentChildren, JSX } from "preact";
import { failureTitle } from "../language/failure-words";
import { TreeGrid, type TreeGridProps } from "./tree-grid";
import { WorkingBar } from "./working-bar";

interface Props<Row, SortKey extends string> extends TreeGridProps<Row, SortKey> {
  /** Other rows were asked for; those of before are still on show. */
  working?: boolean;
  /** In the place of the rows, where there are none. */
  empty: ComponentChildren;
}

export function TreeList<Row, SortKey extends string>(props: Props<Row, SortKey>): JSX.Element {
  const { working = false, empty, ...grid } = props;
  const { tree } = grid;
  void tree.version.value;
  const { failure, total } = tree.root;
  return (
    <>
      <WorkingBar working={working} />
      {failure && (
        <p class="pane-note" role="alert">
          {failureTitle(failure)}
        </p>
      )}
      <div class={`tree-list ${total === 0 ? "bare" : ""}`}>
        <TreeGrid key={tree.number} {...grid} />
        {total === 0 && (
          <div class="empty-note" role="status">
            {empty}
          </div>
        )}
      </div>
    </>
  );
}
