/** The columns of the trees over a heap. */

import type { JSX } from "preact";
import type { ClassSortKey } from "../../../worker/protocol";
import type { ClassScripts } from "../app-state/class-scripts";
import { formatCount, formatDistance, formatShare, formatSize, shareOf } from "../format/numbers";
import { figuresOf, type HeapRow, nodeOf } from "../heap/heap-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { ClassName } from "./class-name";
import { EdgeLabel } from "./edge-label";
import { MiddleCut, NodeChip } from "./node-chip";
import { RetainerTags } from "./retainer-tags";

type HeapColumn = Column<HeapRow, ClassSortKey>;

export function summaryColumns(totalSize: number, scripts: ClassScripts): HeapColumn[] {
  return [
    {
      ...treeColumn,
      title: "column.constructor",
      meaning: "meaning.constructor",
      sortKey: "name",
      cell: (row) =>
        row.kind === "class" ? <ClassName row={row.row} scripts={scripts} /> : <TreeCell row={row} />,
    },
    countColumn,
    distanceColumn,
    sizeColumn("shallow", totalSize),
    sizeColumn("retained", totalSize),
  ];
}

/** Sorted by what all of them have; classes have a count besides. */
export function containmentColumns(totalSize: number): HeapColumn[] {
  return [
    { ...treeColumn, title: "column.object", meaning: "meaning.object", sortKey: "name" },
    distanceColumn,
    sizeColumn("shallow", totalSize),
    sizeColumn("retained", totalSize),
  ];
}

export function dominatorColumns(totalSize: number, byClass: boolean): HeapColumn[] {
  return [
    { ...treeColumn, title: "column.object", meaning: "meaning.dominated", sortKey: "name" },
    ...(byClass ? [countColumn] : []),
    distanceColumn,
    sizeColumn("shallow", totalSize),
    sizeColumn("retained", totalSize),
  ];
}

/** `open` tells which nodes stand open in the tree, and where (`placeOf`). */
export function retainerColumns(totalSize: number, open: ReadonlyMap<number, string>): HeapColumn[] {
  const isShown = (row: HeapRow, path: readonly HeapRow[]) => {
    const place = open.get(nodeOf(row)?.ordinal ?? -1);
    return place !== undefined && place !== placeOf([...path, row]);
  };
  const columns: HeapColumn[] = [
    {
      ...treeColumn,
      title: "column.retainer",
      meaning: "meaning.retainer",
      cell: (row, path) => <TreeCell row={row} shown={isShown(row, path)} />,
    },
    distanceColumn,
    sizeColumn("shallow", totalSize),
    sizeColumn("retained", totalSize),
  ];
  return columns.map(unsorted);
}

export function referenceColumns(totalSize: number): HeapColumn[] {
  const columns: HeapColumn[] = [
    { ...treeColumn, title: "column.reference", meaning: "meaning.reference" },
    sizeColumn("retained", totalSize),
  ];
  return columns.map(unsorted);
}

/** Tells a place in a tree of edges from all others. */
export function placeOf(path: readonly HeapRow[]): string {
  return path.map((row) => ("edge" in row.row ? row.row.edge : "")).join(" ");
}

const unsorted = (column: HeapColumn): HeapColumn => ({ ...column, sortKey: null });

const treeColumn: HeapColumn = {
  id: "tree",
  title: "column.constructor",
  meaning: "meaning.constructor",
  numeric: false,
  sortKey: null,
  cell: (row) => <TreeCell row={row} shown={false} />,
  value: (row) => describe(row),
};

const countColumn: HeapColumn = {
  id: "count",
  title: "column.count",
  meaning: "meaning.count",
  numeric: true,
  sortKey: "count",
  cell: (row) => (row.kind === "class" ? formatCount(row.row.count) : null),
  value: (row) => (row.kind === "class" ? row.row.count : null),
  sums: "count",
};

const distanceColumn: HeapColumn = {
  id: "distance",
  title: "column.distance",
  meaning: "meaning.distance",
  numeric: true,
  sortKey: "distance",
  cell: (row) => formatDistance(figuresOf(row).distance),
  value: (row) => figuresOf(row).distance,
};

function sizeColumn(which: "shallow" | "retained", totalSize: number): HeapColumn {
  return {
    id: which,
    title: `column.${which}`,
    meaning: `meaning.${which}`,
    numeric: true,
    sortKey: which,
    cell: (row) => <Size bytes={figuresOf(row)[which]} total={totalSize} />,
    spoken: (row) => spokenSize(figuresOf(row)[which], totalSize),
    value: (row) => figuresOf(row)[which],
    sums: which === "shallow" ? "bytes" : "overlapping bytes",
  };
}

/** Smaller shares are left out: a column of "< 0.1 %", or of bars one pixel wide, is noise. */
const leastShare = 0.0005;
const leastBar = 0.005;

/** As it is shown, and then exactly. */
export function spokenSize(bytes: number, total: number): string {
  const shown = [formatSize(bytes), shownShare(bytes, total)].filter(Boolean).join(" ");
  return `${shown}: ${t("size.exact", { count: bytes, bytes: formatCount(bytes) })}`;
}

function shownShare(bytes: number, total: number): string {
  const share = shareOf(bytes, total);
  return share >= leastShare ? formatShare(share) : "";
}

/** A size, with its share of the heap as a bar behind the figures. */
export function Size({ bytes, total }: { bytes: number; total: number }): JSX.Element {
  const share = shareOf(bytes, total);
  return (
    <span class="size">
      <span class="figure">
        {share >= leastBar && <span class="share-bar" style={{ inlineSize: `${share * 100}%` }} />}
        <span class="bytes">{formatSize(bytes)}</span>
      </span>{" "}
      <span class="share">{shownShare(bytes, total) || null}</span>
    </span>
  );
}

/** A row in one line of text, as it is copied. */
function describe(row: HeapRow): string {
  if (row.kind === "class") return row.row.name;
  const node = nodeOf(row);
  const name = node ? `${node.name || node.class_name} @${node.id}` : "";
  if (row.kind === "node") return name;
  const edge = row.row.name_or_index;
  const label = typeof edge === "number" ? `[${edge}]` : edge;
  return row.kind === "retainer" ? `${label} ${t("retainers.in")} ${name}` : `${label}: ${name}`;
}

export function TreeCell({ row, shown = false }: { row: HeapRow; shown?: boolean }): JSX.Element {
  switch (row.kind) {
    case "class":
      return (
        <span class="class-name">
          <MiddleCut text={row.row.name} />
        </span>
      );
    case "node":
      return <NodeChip node={row.row} />;
    case "reference":
      return (
        <span class="edge">
          <EdgeLabel edge={row.row} /> <NodeChip node={row.row.node} />{" "}
          {row.row.used === false && (
            <span class="tag unused" title={t("contexts.unusedMeaning")}>
              {t("contexts.unused")}
            </span>
          )}
        </span>
      );
    case "retainer":
      return (
        <span class="edge">
          <EdgeLabel edge={row.row} /> <span class="in">{t("retainers.in")}</span>{" "}
          <NodeChip node={row.row.node} /> <RetainerTags retainer={row.row} shown={shown} />
        </span>
      );
  }
}
