/** The Comparison: what came and what went since another snapshot, class by class. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { baseOf } from "../app-state/comparison-base";
import {
  comparisonFilter,
  comparisonQuery,
  comparisonSort,
  sortComparisonBy,
} from "../app-state/comparison-query";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import type { ComparedRow } from "../heap/compared-rows";
import { failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import { TreeGrid } from "../tree/tree-grid";
import { ComparisonBar } from "./comparison-bar";
import { comparisonColumns } from "./comparison-columns";
import "../style/comparison.css";

export function ComparisonView({
  snapshot,
  loaded,
}: {
  snapshot: OpenSnapshot;
  loaded: Loaded;
}): JSX.Element {
  const { comparison, selection } = loaded;
  useSignalEffect(() => {
    const base = baseOf(snapshot)?.loaded;
    if (base) void comparison.compareWith(base.comparison);
  });
  useSignalEffect(() => {
    void comparisonQuery.value;
    void comparison.tree.value;
    void comparison.follow();
  });
  const base = baseOf(snapshot);
  const tree = comparison.tree.value;
  const failure = comparison.failure.value;
  const selected = selection.node.value?.ordinal;
  void tree?.version.value;
  const isEmpty = tree?.root.total === 0;
  const text = comparisonFilter.value;
  if (!base) {
    return (
      <section class="view comparison-view" aria-label={t("view.comparison")}>
        <div class="empty-note" role="status">
          <p>{t("comparison.needsTwo")}</p>
        </div>
      </section>
    );
  }
  return (
    <section class="view comparison-view" aria-label={t("view.comparison")} aria-busy={!tree && !failure}>
      <ComparisonBar snapshot={snapshot} base={base} comparison={comparison} />
      {failure && (
        <p class="pane-note" role="alert">
          {failureTitle(failure)}
        </p>
      )}
      {!tree && !failure && (
        <p class="pane-note" role="status">
          {t("comparison.comparing")}
        </p>
      )}
      {tree && (
        <TreeGrid
          key={tree.number}
          label={t("comparison.label")}
          kind="comparison"
          tree={tree}
          columns={comparisonColumns}
          sort={comparisonSort.value}
          onSort={sortComparisonBy}
          attributes={attributesOf}
          isSelected={(row) => row.kind === "added" && row.row.ordinal === selected}
          onSelect={(row) => {
            // A deleted node is not in this snapshot: there is nothing of it to inspect here.
            if (row.kind === "added") selection.select(row.row);
            return row.kind !== "class";
          }}
          textOf={(row) => row.row.name}
          noneText=""
          autoFocus
        />
      )}
      {isEmpty && (
        <div class="empty-note" role="status">
          <p>{text ? t("summary.empty", { text }) : t("comparison.same")}</p>
        </div>
      )}
    </section>
  );
}

function attributesOf(row: ComparedRow): Record<string, string | number> {
  if (row.kind === "class") return { "data-class": row.row.name };
  return { "data-node-id": row.row.id, "data-node-type": row.row.type, "data-side": row.kind };
}
