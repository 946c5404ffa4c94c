/** The head of a tree grid: names of the columns, what they mean, and sorting by them. */

import type { JSX } from "preact";
import type { Sort } from "../../../worker/protocol";
import { t } from "../language/words";
import { showMenuBelow } from "../menu/menu-state";
import { ColumnsIcon } from "../shell/icons";
import type { Column } from "./column";
import { hiddenColumns } from "./column-choice";

interface Props<Row, SortKey extends string> {
  kind: string;
  /** Those on show, and all there are. */
  columns: readonly Column<Row, SortKey>[];
  all: readonly Column<Row, SortKey>[];
  canChoose: boolean;
  sort: Sort<SortKey> | undefined;
  onSort: ((by: SortKey) => void) | undefined;
}

export function GridHead<Row, SortKey extends string>({
  kind,
  columns,
  all,
  canChoose,
  sort,
  onSort,
}: Props<Row, SortKey>): JSX.Element {
  return (
    <div class="head" role="rowgroup">
      <div class="row" role="row" aria-rowindex={1}>
        {columns.map(({ id, title, meaning, numeric, sortKey }, at) => {
          const sorted = sort !== undefined && sortKey === sort.by;
          const direction = sorted ? (sort.descending ? "descending" : "ascending") : "none";
          const canSort = sortKey !== null && onSort !== undefined;
          return (
            <div
              key={id}
              role="columnheader"
              class={`cell ${id} ${numeric ? "numeric" : ""}`}
              aria-colindex={at + 1}
              aria-sort={canSort ? direction : undefined}
            >
              {canSort ? (
                <button
                  type="button"
                  class="sort"
                  data-sort={sortKey}
                  data-tip={t(meaning)}
                  aria-description={t(meaning)}
                  onClick={() => onSort(sortKey)}
                >
                  <span class="title">{t(title)}</span>
                  <span class={`arrow ${direction}`} aria-hidden="true" />
                </button>
              ) : (
                <span class="title" data-tip={t(meaning)}>
                  {t(title)}
                </span>
              )}
              {at === 0 && canChoose && all.length > 2 && <ColumnsButton kind={kind} columns={all} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Opens the list of all columns but the first, to put away and bring back. */
function ColumnsButton<Row, SortKey extends string>(props: {
  kind: string;
  columns: readonly Column<Row, SortKey>[];
}): JSX.Element {
  const hidden = hiddenColumns(props.kind);
  const items = () =>
    props.columns.slice(1).map(({ id, title }) => ({
      id,
      label: t(title),
      checked: !hidden.value.includes(id),
      run: () => {
        const others = hidden.peek().filter((name) => name !== id);
        hidden.value = others.length < hidden.peek().length ? others : [...others, id];
      },
    }));
  return (
    <button
      type="button"
      class="plain icon small columns-button"
      data-action="columns"
      aria-label={t("rows.columns")}
      aria-haspopup="menu"
      data-tip={t("rows.columns")}
      onClick={(event) => showMenuBelow(event.currentTarget, t("rows.columns"), () => [items()])}
    >
      <ColumnsIcon />
    </button>
  );
}
