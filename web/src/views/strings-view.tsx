/** Strings that are there more than once, and what that costs. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { StringGroup, StringSortKey } from "../../../worker/protocol";
import { StringsList, stringsSort, stringsText } from "../app-state/strings-list";
import { formatCount, formatSize } from "../format/numbers";
import type { ListRow } from "../heap/list-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { ViewProps } from "./catalogue";
import { FilterField } from "./filter-field";
import { bytesColumn, numberColumn, sizeColumns, thingColumn } from "./list-columns";
import { ListGrid } from "./list-grid";
import { MiddleCut } from "./node-chip";
import "../style/lists.css";

export function StringsView({ loaded }: ViewProps): JSX.Element {
  const list = loaded.model(StringsList);
  const total = loaded.info.total_size;
  const columns = useMemo(() => columnsOf(total), [total]);
  const totals = list.totals.value;
  const text = stringsText.value;
  return (
    <section class="view strings-view" aria-label={t("view.strings")}>
      <div class="bar list-bar">
        <h1 class="bar-title">{t("view.strings")}</h1>
        <FilterField text={stringsText} label={t("strings.filter")} grid="strings" />
        <span class="bar-note" role="status">
          {totals && (
            <>
              <span data-total={totals.shown}>
                {t(totals.shown < totals.all ? "strings.shown" : "strings.all", {
                  count: totals.all,
                  shown: formatCount(totals.shown),
                  formatted: formatCount(totals.all),
                })}
              </span>
              <span
                data-wasted={totals.wasted}
                data-tip={t("size.exact", { count: totals.wasted, bytes: formatCount(totals.wasted) })}
              >
                {t("strings.wasted", { size: formatSize(totals.wasted) })}
              </span>
            </>
          )}
        </span>
      </div>
      <ListGrid
        loaded={loaded}
        label={t("view.strings")}
        kind="strings"
        list={list}
        columns={columns}
        sort={stringsSort.sort.value}
        onSort={stringsSort.sortBy}
        nodeOf={() => null}
        attributes={({ group, count }) => ({ "data-group": group, "data-count": count })}
        textOf={({ value }) => value}
        empty={
          text !== "" ? (
            <p>{t("strings.noneWith", { text })}</p>
          ) : (
            <>
              <p>{t("strings.none")}</p>
              <p class="quiet">{t("strings.noneNext")}</p>
            </>
          )
        }
      />
    </section>
  );
}

function columnsOf(total: number): Column<ListRow<StringGroup>, StringSortKey>[] {
  const head = (id: "count" | "length" | "wasted") =>
    ({ id, title: `strings.${id}Head`, meaning: `strings.${id}Meaning`, sortKey: id }) as const;
  const [, retained] = sizeColumns<StringGroup, StringSortKey>(
    total,
    (row) => row,
    (which) => which,
  );
  return [
    thingColumn(
      { id: "tree", title: "strings.value", meaning: "strings.valueMeaning", sortKey: "value" },
      (row) => (
        <span class="string-value">
          <MiddleCut text={`"${row.value}"`} />{" "}
          {row.truncated && (
            <span class="tag" title={t("strings.cutMeaning")}>
              {t("strings.cut")}
            </span>
          )}
        </span>
      ),
    ),
    numberColumn(head("count"), ({ count }) => count),
    numberColumn(head("length"), ({ length }) => length),
    bytesColumn(head("wasted"), ({ wasted }) => wasted),
    ...(retained ? [retained] : []),
  ];
}
