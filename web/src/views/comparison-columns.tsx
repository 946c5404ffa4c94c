/** The columns of the Comparison. */

import type { JSX } from "preact";
import type { ComparisonSortKey } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import type { ComparedRow } from "../heap/compared-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { MiddleCut, NodeChip } from "./node-chip";

type Figure = Exclude<ComparisonSortKey, "name">;
type ComparedColumn = Column<ComparedRow, ComparisonSortKey>;

export const comparisonColumns: ComparedColumn[] = [
  {
    id: "tree",
    title: "column.constructor",
    meaning: "meaning.constructor",
    numeric: false,
    sortKey: "name",
    cell: (row) => <Named row={row} />,
  },
  countColumn("added_count"),
  countColumn("removed_count"),
  countColumn("count_delta"),
  sizeColumn("added_size"),
  sizeColumn("removed_size"),
  sizeColumn("size_delta"),
];

function countColumn(figure: Figure): ComparedColumn {
  return {
    ...common(figure),
    cell: (row) =>
      row.kind === "class" ? <Signed figure={figure} value={row.row[figure]} of={formatCount} /> : "",
  };
}

function sizeColumn(figure: Figure): ComparedColumn {
  return {
    ...common(figure),
    cell: (row) => {
      const value = bytesOf(row, figure);
      return value === null ? "" : <Signed figure={figure} value={value} of={formatSize} />;
    },
    spoken: (row) => {
      const value = bytesOf(row, figure);
      if (value === null) return undefined;
      const exact = t("size.exact", { count: Math.abs(value), bytes: formatCount(value) });
      return `${signed(figure, value, formatSize)}: ${exact}`;
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
  return figure === `${row.kind}_size` ? row.row.shallow : null;
}

function signed(figure: Figure, value: number, format: (value: number) => string): string {
  const isDelta = figure === "count_delta" || figure === "size_delta";
  if (!isDelta || value === 0) return format(value);
  return `${value > 0 ? "+" : "−"}${format(Math.abs(value))}`;
}

function Signed(props: { figure: Figure; value: number; of: (value: number) => string }): JSX.Element {
  const { figure, value, of } = props;
  const isDelta = figure === "count_delta" || figure === "size_delta";
  const way = !isDelta || value === 0 ? "" : value > 0 ? "growth" : "shrinkage";
  return <span class={way}>{signed(figure, value, of)}</span>;
}

function Named({ row }: { row: ComparedRow }): JSX.Element {
  if (row.kind === "class") {
    return (
      <span class="class-name">
        <MiddleCut text={row.row.name} />
      </span>
    );
  }
  return (
    <span class="edge">
      <NodeChip node={row.row} />{" "}
      {row.kind === "removed" && <span class="tag">{t("comparison.deleted")}</span>}
    </span>
  );
}
