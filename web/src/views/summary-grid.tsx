/** The classes of the Summary with their instances, below whatever chooses which objects it is about. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { ClassScripts } from "../app-state/class-scripts";
import type { Loaded } from "../app-state/open-snapshot";
import { filter, objects, query, sort, sortBy } from "../app-state/query";
import { type HeapRow, nodeOf } from "../heap/heap-rows";
import { t } from "../language/words";
import { TreeGrid } from "../tree/tree-grid";
import { summaryColumns } from "./heap-columns";
import { rowAttributes, textOf } from "./heap-row-hooks";
import { WorkingBar } from "./working-bar";

export function SummaryGrid({ loaded }: { loaded: Loaded }): JSX.Element {
  const { summary, selection, info } = loaded;
  const columns = useMemo(() => summaryColumns(info.total_size, loaded.model(ClassScripts)), [info, loaded]);
  useSignalEffect(() => {
    void query.value;
    void summary.follow();
  });
  const selected = selection.node.value?.ordinal;
  const isEmpty = summary.totals.value?.shown === 0;
  return (
    <>
      <WorkingBar working={summary.working.value} />
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
      {isEmpty && <EmptyNote />}
    </>
  );
}

function EmptyNote(): JSX.Element {
  const { text } = filter.value;
  const { kind } = objects.value;
  return (
    <div class="empty-note" role="status">
      {text !== "" ? (
        <>
          <p>{t("summary.empty", { text })}</p>
          <p class="quiet">{t("summary.emptyNext")}</p>
        </>
      ) : (
        <>
          <p>{t("objects.none")}</p>
          <p class="quiet">{t(`objects.none_${kind}`)}</p>
        </>
      )}
    </div>
  );
}
