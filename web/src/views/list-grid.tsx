/** The grid of a list of things: selection, what is on its way, and what to say when there is nothing. */

import type { ComponentChildren, JSX } from "preact";
import type { NodeRow, Sort } from "../../../worker/protocol";
import { useAtOnce } from "../app-state/at-once";
import type { Loaded } from "../app-state/open-snapshot";
import { type ListRow, nodeOfListed } from "../heap/list-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { FollowedTree } from "../tree/followed-tree";
import { TreeList } from "../tree/tree-list";
import { rowAttributes, textOf } from "./heap-row-hooks";

interface Props<Thing, Query, SortKey extends string> {
  loaded: Loaded;
  label: string;
  /** The view's name: sets the column widths (in CSS). */
  kind: string;
  list: FollowedTree<ListRow<Thing>, Query>;
  columns: readonly Column<ListRow<Thing>, SortKey>[];
  sort?: Sort<SortKey>;
  onSort?: (by: SortKey) => void;
  nodeOf(thing: Thing): NodeRow | null;
  /** Hooks of a thing for tests and styles. */
  attributes(thing: Thing): Record<string, string | number>;
  /** What a thing's name begins with, for typing ahead. */
  textOf(thing: Thing): string;
  /** In the place of the rows, where there are none. */
  empty: ComponentChildren;
}

export function ListGrid<Thing, Query, SortKey extends string>(
  props: Props<Thing, Query, SortKey>,
): JSX.Element {
  const { list, loaded, kind } = props;
  useAtOnce(() => {
    void list.follow();
  });
  const selected = loaded.selection.node.value?.ordinal;
  const nodeOf = (row: ListRow<Thing>) => nodeOfListed(row, props.nodeOf);
  return (
    <TreeList
      working={list.working.value}
      empty={props.empty}
      label={props.label}
      kind={kind}
      tree={list.tree}
      columns={props.columns}
      {...(props.sort && props.onSort && { sort: props.sort, onSort: props.onSort })}
      attributes={(row) => (row.kind === "thing" ? props.attributes(row.row) : rowAttributes(row))}
      isSelected={(row) => selected !== undefined && nodeOf(row)?.ordinal === selected}
      onSelect={(row) => {
        const node = nodeOf(row);
        if (node) loaded.selection.select(node);
        return node !== null;
      }}
      textOf={(row) => (row.kind === "thing" ? props.textOf(row.row) : textOf(row))}
      noneText={t("lists.nothingBelow")}
      autoFocus
    />
  );
}
