/** Columns of lists of things that open into nodes. */

import type { ComponentChildren } from "preact";
import type { InstanceSortKey, NodeRow } from "../../../worker/protocol";
import { formatCount, formatDistance, formatSize } from "../format/numbers";
import { type ListRow, nodeOfListed } from "../heap/list-rows";
import { t, type WordKey } from "../language/words";
import type { Column } from "../tree/column";
import { Size, spokenSize, TreeCell } from "./heap-columns";

interface Head<SortKey extends string> {
  id: string;
  title: WordKey;
  meaning: WordKey;
  sortKey: SortKey | null;
}

/** The first column, which carries the tree. */
export function thingColumn<Thing, SortKey extends string>(
  head: Head<SortKey>,
  cell: (thing: Thing) => ComponentChildren,
): Column<ListRow<Thing>, SortKey> {
  return {
    ...head,
    numeric: false,
    cell: (row) => (row.kind === "thing" ? cell(row.row) : <TreeCell row={row} />),
  };
}

/** Something that only the things themselves have. */
export function factColumn<Thing, SortKey extends string>(
  head: Head<SortKey>,
  cell: (thing: Thing) => ComponentChildren,
  /** The same in words, for copying. */
  words: (thing: Thing) => string,
): Column<ListRow<Thing>, SortKey> {
  return {
    ...head,
    numeric: false,
    cell: (row) => (row.kind === "thing" ? cell(row.row) : null),
    value: (row) => (row.kind === "thing" ? words(row.row) : null),
  };
}

export function numberColumn<Thing, SortKey extends string>(
  head: Head<SortKey>,
  value: (thing: Thing) => number | null,
): Column<ListRow<Thing>, SortKey> {
  return {
    ...head,
    numeric: true,
    cell: (row) => {
      const number = row.kind === "thing" ? value(row.row) : null;
      return number === null ? "" : formatCount(number);
    },
    value: (row) => (row.kind === "thing" ? value(row.row) : null),
  };
}

/** Bytes that only the things themselves have. */
export function bytesColumn<Thing, SortKey extends string>(
  head: Head<SortKey>,
  bytes: (thing: Thing) => number,
): Column<ListRow<Thing>, SortKey> {
  return {
    ...head,
    numeric: true,
    cell: (row) => (row.kind === "thing" ? formatSize(bytes(row.row)) : null),
    spoken: (row) => {
      if (row.kind !== "thing") return undefined;
      const count = bytes(row.row);
      return `${formatSize(count)}: ${t("size.exact", { count, bytes: formatCount(count) })}`;
    },
    value: (row) => (row.kind === "thing" ? bytes(row.row) : null),
    sums: "bytes",
  };
}

/** Sizes of the things' nodes, or sums over those, and of what is below. */
export function sizeColumns<Thing, SortKey extends string>(
  totalSize: number,
  sizesOf: (thing: Thing) => { shallow: number; retained: number },
  sortable: (which: "shallow" | "retained") => SortKey | null,
): Column<ListRow<Thing>, SortKey>[] {
  const bytes = (row: ListRow<Thing>, which: "shallow" | "retained") =>
    row.kind === "thing" ? sizesOf(row.row)[which] : (nodeOfListed(row, () => null)?.[which] ?? 0);
  return (["shallow", "retained"] as const).map((which) => ({
    id: which,
    title: `column.${which}`,
    meaning: `meaning.${which}`,
    numeric: true,
    sortKey: sortable(which),
    cell: (row) => <Size bytes={bytes(row, which)} total={totalSize} />,
    spoken: (row) => spokenSize(bytes(row, which), totalSize),
    value: (row) => bytes(row, which),
    sums: which === "shallow" ? "bytes" : "overlapping bytes",
  }));
}

export function distanceColumn<Thing, SortKey extends string>(
  nodeOf: (thing: Thing) => NodeRow | null,
  sortKey: SortKey | null,
): Column<ListRow<Thing>, SortKey> {
  return {
    id: "distance",
    title: "column.distance",
    meaning: "meaning.distance",
    numeric: true,
    sortKey,
    cell: (row) => formatDistance(nodeOfListed(row, nodeOf)?.distance ?? -1),
    value: (row) => nodeOfListed(row, nodeOf)?.distance ?? null,
  };
}

/** What every list of nodes ends with: how far each is from a root, and its sizes. */
export function nodeColumns<Node extends NodeRow>(total: number): Column<ListRow<Node>, InstanceSortKey>[] {
  const itself = (node: Node) => node;
  return [
    distanceColumn(itself, "distance"),
    ...sizeColumns<Node, InstanceSortKey>(total, itself, (which) => which),
  ];
}
