/** One row of a tree grid. */

import { Component, type JSX } from "preact";
import { failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import type { Column } from "./column";
import type { ShownRow } from "./lazy-tree";

interface Props<Row, SortKey extends string> {
  id: string;
  shown: ShownRow<Row>;
  /** In px, in the element that holds the rows. */
  top: number;
  columns: readonly Column<Row, SortKey>[];
  active: boolean;
  selected: boolean;
  attributes: Record<string, string | number> | undefined;
  noneText: string;
}

/** Drawn again only when something about it has changed: scrolling passes by many rows that have not. */
export class TreeRow<Row, SortKey extends string> extends Component<Props<Row, SortKey>> {
  override shouldComponentUpdate(next: Props<Row, SortKey>, state: unknown): boolean {
    // A signal that it reads (the language) comes as a new state.
    return state !== this.state || !isSame(this.props, next);
  }

  override render(props: Props<Row, SortKey>): JSX.Element {
    const { id, shown, top, active, selected } = props;
    const { content, level, position, index } = shown;
    return (
      <div
        {...props.attributes}
        id={id}
        role="row"
        class={`row ${content.kind} ${active ? "active" : ""} ${selected ? "selected" : ""}`}
        data-position={position}
        aria-level={level}
        aria-rowindex={position + 2}
        aria-posinset={index + 1}
        aria-setsize={shown.setSize}
        aria-expanded={shown.canOpen ? shown.open : undefined}
        aria-selected={selected}
        style={{ transform: `translateY(${top}px)`, "--level": indentOf(level) }}
      >
        <Cells {...props} />
      </div>
    );
  }
}

function isSame<Row, SortKey extends string>(a: Props<Row, SortKey>, b: Props<Row, SortKey>): boolean {
  return (
    a.id === b.id &&
    a.top === b.top &&
    a.active === b.active &&
    a.selected === b.selected &&
    a.columns === b.columns &&
    a.noneText === b.noneText &&
    isSameShown(a.shown, b.shown)
  );
}

function isSameShown<Row>(a: ShownRow<Row>, b: ShownRow<Row>): boolean {
  const [x, y] = [a.content, b.content];
  const sameRow = x.kind === "row" && y.kind === "row" && x.row === y.row;
  // Placeholders are few, and what they say depends on their branch.
  return sameRow && a.open === b.open && a.canOpen === b.canOpen && a.setSize === b.setSize;
}

/** Deep levels stop moving to the right before there is no room left for what they say. */
export function indentOf(level: number): number {
  return Math.min(level - 1, 14);
}

function Cells<Row, SortKey extends string>({ shown, columns, noneText }: Props<Row, SortKey>): JSX.Element {
  const { content, branch } = shown;
  if (content.kind === "row") return <RowCells row={content.row} shown={shown} columns={columns} />;
  return (
    <div class="cell tree-cell note" role="gridcell" aria-colindex={1} aria-colspan={columns.length}>
      <span class="twisty" />
      {content.kind === "loading" && (
        <span
          class="skeleton"
          style={{ inlineSize: `${30 + ((shown.index * 37 + branch.level * 11) % 40)}%` }}
        >
          <span class="visually-hidden">{t("grid.loading")}</span>
        </span>
      )}
      {content.kind === "none" && branch.level > 1 && noneText}
      {content.kind === "failed" && <span class="failed-text">{failureTitle(content.failure)}</span>}
    </div>
  );
}

interface CellProps<Row, SortKey extends string> {
  row: Row;
  shown: ShownRow<Row>;
  columns: readonly Column<Row, SortKey>[];
}

export function RowCells<Row, SortKey extends string>({
  row,
  shown,
  columns,
}: CellProps<Row, SortKey>): JSX.Element {
  const path = shown.branch.path;
  return (
    <>
      {columns.map((column, at) => {
        const spoken = column.spoken?.(row);
        return (
          <div
            key={column.id}
            role="gridcell"
            class={`cell ${column.id} ${at === 0 ? "tree-cell" : ""} ${column.numeric ? "numeric" : ""}`}
            aria-colindex={at + 1}
            aria-label={spoken}
            title={column.numeric ? spoken : undefined}
          >
            {at === 0 && <span class={`twisty ${shown.canOpen ? (shown.open ? "open" : "closed") : ""}`} />}
            {column.cell(row, path)}
          </div>
        );
      })}
    </>
  );
}
