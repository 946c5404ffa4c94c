/** The columns of the trees over a heap. */

import type { JSX } from "preact";
import type { ClassSortKey } from "../../../worker/protocol";
import type { ClassScripts } from "../app-state/class-scripts";
import { formatCount, formatDistance, formatShare, formatSize, shareOf } from "../format/numbers";
import { closesCycle, figuresOf, type HeapRow } from "../heap/heap-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { ClassName } from "./class-name";
import { EdgeLabel } from "./edge-label";
import { MiddleCut, NodeChip } from "./node-chip";

type HeapColumn = Column<HeapRow, ClassSortKey>;

export function summaryColumns(totalSize: number, scripts: ClassScripts): HeapColumn[] {
  return [
    {
      ...treeColumn,
      title: "column.constructor",
      meaning: "meaning.constructor",
      sortKey: "name",
      cell: (row, path) =>
        row.kind === "class" ? (
          <ClassName row={row.row} scripts={scripts} />
        ) : (
          <TreeCell row={row} path={path} />
        ),
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

export function retainerColumns(totalSize: number): HeapColumn[] {
  const columns: HeapColumn[] = [
    { ...treeColumn, title: "column.retainer", meaning: "meaning.retainer" },
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

const unsorted = (column: HeapColumn): HeapColumn => ({ ...column, sortKey: null });

const treeColumn: HeapColumn = {
  id: "tree",
  title: "column.constructor",
  meaning: "meaning.constructor",
  numeric: false,
  sortKey: null,
  cell: (row, path) => <TreeCell row={row} path={path} />,
};

const countColumn: HeapColumn = {
  id: "count",
  title: "column.count",
  meaning: "meaning.count",
  numeric: true,
  sortKey: "count",
  cell: (row) => (row.kind === "class" ? formatCount(row.row.count) : ""),
};

const distanceColumn: HeapColumn = {
  id: "distance",
  title: "column.distance",
  meaning: "meaning.distance",
  numeric: true,
  sortKey: "distance",
  cell: (row) => formatDistance(figuresOf(row).distance),
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
      <span class="share">{shownShare(bytes, total)}</span>
    </span>
  );
}

export function TreeCell({ row, path }: { row: HeapRow; path: readonly HeapRow[] }): JSX.Element {
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
          <NodeChip node={row.row.node} />{" "}
          {closesCycle(row, path) && (
            <span class="tag" title={t("retainers.cycleMeaning")}>
              {t("retainers.cycle")}
            </span>
          )}
        </span>
      );
  }
}
