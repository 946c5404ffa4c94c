/** The Summary: what is in the heap, class by class. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Loaded } from "../app-state/open-snapshot";
import { filter, query, sort, sortBy } from "../app-state/query";
import { type HeapRow, nodeOf } from "../heap/heap-rows";
import { t } from "../language/words";
import { TreeGrid } from "../tree/tree-grid";
import { summaryColumns } from "./heap-columns";
import { rowAttributes, textOf } from "./heap-row-hooks";
import { SummaryBar } from "./summary-bar";

export function SummaryView({ loaded }: { loaded: Loaded }): JSX.Element {
  const { summary, selection, info } = loaded;
  const columns = useMemo(() => summaryColumns(info.total_size), [info]);
  useSignalEffect(() => {
    void query.value;
    void summary.follow();
  });
  const selected = selection.node.value?.ordinal;
  const isEmpty = summary.totals.value?.shown === 0 && filter.value.text !== "";
  return (
    <section class="view summary-view" aria-label={t("view.summary")}>
      <SummaryBar loaded={loaded} />
      <TreeGrid
        label={t("summary.label")}
        kind="summary"
        tree={summary.tree}
        columns={columns}
        sort={sort.value}
        onSort={sortBy}
        attributes={rowAttributes}
        isSelected={(row) => nodeOf(row)?.ordinal === selected && selected !== undefined}
        onSelect={(row: HeapRow) => {
          const node = nodeOf(row);
          if (node) selection.select(node);
          return node !== null;
        }}
        textOf={textOf}
        noneText={t("summary.noInstances")}
        autoFocus
      />
      {isEmpty && (
        <div class="empty-note" role="status">
          <p>{t("summary.empty", { text: filter.value.text })}</p>
          <p class="quiet">{t("summary.emptyNext")}</p>
        </div>
      )}
    </section>
  );
}
