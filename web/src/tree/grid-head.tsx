/** The head of a tree grid: names of the columns, what they mean, and sorting by them. */

import type { JSX } from "preact";
import type { Sort } from "../../../worker/protocol";
import { t } from "../language/words";
import type { Column } from "./column";

interface Props<Row, SortKey extends string> {
  columns: readonly Column<Row, SortKey>[];
  sort: Sort<SortKey> | undefined;
  onSort: ((by: SortKey) => void) | undefined;
}

export function GridHead<Row, SortKey extends string>({
  columns,
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
            </div>
          );
        })}
      </div>
    </div>
  );
}
