/** The columns of the Comparison: of what came and went, and of what grew. */

import type { JSX } from "preact";
import type { ComparisonSortKey, ComparisonTotals, GrownSortKey } from "../../../worker/protocol";
import type { ClassScripts } from "../app-state/class-scripts";
import { formatCount, formatSize } from "../format/numbers";
import { type ComparedRow, comparedNode, isRemoved } from "../heap/compared-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { ClassName } from "./class-name";
import { EdgeLabel } from "./edge-label";
import { Size, spokenSize } from "./heap-columns";
import { NodeChip } from "./node-chip";

type Figure = Exclude<ComparisonSortKey, "name">;
type ComparedColumn = Column<ComparedRow, ComparisonSortKey>;

export function comparisonColumns(totals: ComparisonTotals, scripts: ClassScripts): ComparedColumn[] {
  return [
    {
      id: "tree",
      title: "column.constructor",
      meaning: "meaning.constructor",
      numeric: false,
      sortKey: "name",
      cell: (row) => <Named row={row} scripts={scripts} />,
      value: (row) => {
        if (row.kind === "class") return row.row.name;
        const node = "node" in row.row ? row.row.node : row.row;
        return `${node.name || node.class_name} @${node.id}`;
      },
    },
    countColumn("added_count"),
    countColumn("removed_count"),
    countColumn("count_delta", totals.largest_count_delta),
    sizeColumn("added_size"),
    sizeColumn("removed_size"),
    sizeColumn("size_delta", totals.largest_size_delta),
  ];
}

/** With the `largest` difference of any class, the figure has a bar that goes to either side. */
function countColumn(figure: Figure, largest?: number): ComparedColumn {
  return {
    ...common(figure),
    cell: (row) =>
      row.kind === "class" ? <Signed value={row.row[figure]} of={formatCount} largest={largest} /> : null,
    value: (row) => (row.kind === "class" ? row.row[figure] : null),
    sums: "count",
  };
}

function sizeColumn(figure: Figure, largest?: number): ComparedColumn {
  return {
    ...common(figure),
    value: (row) => bytesOf(row, figure),
    sums: "bytes",
    cell: (row) => {
      const value = bytesOf(row, figure);
      return value === null ? "" : <Signed value={value} of={formatSize} largest={largest} />;
    },
    spoken: (row) => {
      const value = bytesOf(row, figure);
      if (value === null) return undefined;
      const exact = t("size.exact", { count: Math.abs(value), bytes: formatCount(value) });
      return `${largest === undefined ? formatSize(value) : signed(value, formatSize)}: ${exact}`;
    },
  };
}

function common(figure: Figure) {
  return {
    id: figure,
    title: `column.${figure}`,
    meaning: `meaning.${figure}`,
    numeric: true,
    sortKey: figure,
  } as const;
}

/** Nodes are part of one side, with their shallow size. */
function bytesOf(row: ComparedRow, figure: Figure): number | null {
  if (row.kind === "class") return row.row[figure];
  return figure === `${row.kind}_size` ? (comparedNode(row)?.shallow ?? null) : null;
}

export function signed(value: number, format: (value: number) => string): string {
  if (value === 0) return format(value);
  return `${value > 0 ? "+" : "−"}${format(Math.abs(value))}`;
}

interface SignedProps {
  value: number;
  of: (value: number) => string;
  /** The largest difference of any row: with it there is a bar, to either side. */
  largest: number | undefined;
}

export function Signed({ value, of, largest }: SignedProps): JSX.Element {
  if (largest === undefined) return <span>{of(value)}</span>;
  const way = value === 0 ? "" : value > 0 ? "growth" : "shrinkage";
  return (
    <span class={`delta ${way}`}>
      <span class="delta-track">
        {value !== 0 && largest > 0 && (
          <span class="delta-bar" style={{ inlineSize: `${(Math.abs(value) / largest) * 50}%` }} />
        )}
      </span>
      <span class="bytes">{signed(value, of)}</span>
    </span>
  );
}

function Named({ row, scripts }: { row: ComparedRow; scripts: ClassScripts }): JSX.Element {
  if (row.kind === "class") return <ClassName row={row.row} scripts={scripts} />;
  const node = comparedNode(row);
  return (
    <span class="edge">
      {row.kind === "reference" && <EdgeLabel edge={row.row} />} {node && <NodeChip node={node} />}{" "}
      {row.kind === "removed" && <span class="tag">{t("comparison.deleted")}</span>}
      {row.kind === "reference" && isRemoved(row) && <span class="tag">{t("grown.inBase")}</span>}
    </span>
  );
}

/** What is in both, and by how much more it retains. */
export function grownColumns(totalSize: number): Column<ComparedRow, GrownSortKey>[] {
  const growth = (which: "growth" | "own"): Column<ComparedRow, GrownSortKey> => ({
    id: which,
    title: `grown.${which}`,
    meaning: `grown.${which}Meaning`,
    numeric: true,
    sortKey: which,
    cell: (row) => (row.kind === "grown" ? <GrownBy bytes={row.row[which]} /> : null),
    spoken: (row) => {
      if (row.kind !== "grown") return undefined;
      const count = row.row[which];
      return `${signed(count, formatSize)}: ${t("size.exact", { count, bytes: formatCount(count) })}`;
    },
  });
  return [
    {
      id: "tree",
      title: "grown.object",
      meaning: "grown.objectMeaning",
      numeric: false,
      sortKey: null,
      cell: (row) => (
        <span class="edge">
          {row.kind === "reference" && <EdgeLabel edge={row.row} />} <NodeChipOf row={row} />
        </span>
      ),
    },
    growth("growth"),
    growth("own"),
    {
      id: "retained",
      title: "column.retained",
      meaning: "meaning.retained",
      numeric: true,
      sortKey: "retained",
      cell: (row) => <Size bytes={comparedNode(row)?.retained ?? 0} total={totalSize} />,
      spoken: (row) => spokenSize(comparedNode(row)?.retained ?? 0, totalSize),
    },
  ];
}

function NodeChipOf({ row }: { row: ComparedRow }): JSX.Element | null {
  const node = comparedNode(row);
  return node && <NodeChip node={node} />;
}

function GrownBy({ bytes }: { bytes: number }): JSX.Element {
  return <span class={bytes > 0 ? "growth" : bytes < 0 ? "shrinkage" : ""}>{signed(bytes, formatSize)}</span>;
}
