/** The Comparison: what came and went since another snapshot, class by class, and what grew. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Sort } from "../../../worker/protocol";
import { useAtOnce } from "../app-state/at-once";
import { ClassScripts } from "../app-state/class-scripts";
import { baseOf } from "../app-state/comparison-base";
import type { ComparisonModel } from "../app-state/comparison-model";
import {
  comparisonFilter,
  comparisonMode,
  comparisonQuery,
  comparisonSort,
  grownSort,
} from "../app-state/comparison-query";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { type ComparedRow, comparedNode, isRemoved } from "../heap/compared-rows";
import { failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { LazyTree } from "../tree/lazy-tree";
import { TreeList } from "../tree/tree-list";
import { ComparisonBar } from "./comparison-bar";
import { ComparisonChart } from "./comparison-chart";
import { comparisonColumns, grownColumns } from "./comparison-columns";
import { FirstSteps } from "./first-steps";
import "../style/comparison.css";
import "../style/lists.css";

interface Props {
  snapshot: OpenSnapshot;
  loaded: Loaded;
}

export function ComparisonView({ snapshot, loaded }: Props): JSX.Element {
  const { comparison } = loaded;
  useSignalEffect(() => {
    const base = baseOf(snapshot)?.loaded;
    if (base) void comparison.compareWith(base.comparison);
  });
  useAtOnce(() => {
    void comparisonQuery.value;
    void grownSort.sort.value;
    void comparison.tree.value;
    void comparison.follow();
  });
  const base = baseOf(snapshot);
  const failure = comparison.failure.value;
  const totals = comparison.totals.value;
  if (!base) {
    return (
      <section class="view comparison-view" aria-label={t("view.comparison")}>
        <div class="bar">
          <h1 class="bar-title">{t("view.comparison")}</h1>
        </div>
        <FirstSteps title={t("comparison.needsTwo")} what={t("comparison.what")} />
      </section>
    );
  }
  return (
    <section class="view comparison-view" aria-label={t("view.comparison")} aria-busy={!totals && !failure}>
      <ComparisonBar snapshot={snapshot} base={base} comparison={comparison} />
      {failure && (
        <p class="pane-note" role="alert">
          {failureTitle(failure)}
        </p>
      )}
      {!totals && !failure && (
        <p class="pane-note" role="status">
          {t("comparison.comparing")}
        </p>
      )}
      {totals && <Compared loaded={loaded} comparison={comparison} base={base} />}
    </section>
  );
}

interface ComparedProps {
  loaded: Loaded;
  comparison: ComparisonModel;
  base: OpenSnapshot;
}

function Compared({ loaded, comparison, base }: ComparedProps): JSX.Element | null {
  const scripts = loaded.model(ClassScripts);
  const totals = comparison.totals.value;
  const total = loaded.info.total_size;
  const columns = useMemo(() => totals && comparisonColumns(totals, scripts), [totals, scripts]);
  const grown = useMemo(() => grownColumns(total), [total]);
  const mode = comparisonMode.value;
  if (!columns) return null;
  if (mode === "chart") return <ComparisonChart loaded={loaded} base={base} />;
  const text = comparisonFilter.value;
  return mode === "classes" ? (
    <ComparedGrid
      loaded={loaded}
      label={t("comparison.label")}
      kind="comparison"
      tree={comparison.tree.value}
      columns={columns}
      sort={comparisonSort.sort.value}
      onSort={comparisonSort.sortBy}
      empty={<p>{text ? t("summary.empty", { text }) : t("comparison.same")}</p>}
    />
  ) : (
    <ComparedGrid
      loaded={loaded}
      label={t("grown.grown")}
      kind="grown"
      tree={comparison.grown.value}
      columns={grown}
      sort={grownSort.sort.value}
      onSort={grownSort.sortBy}
      empty={<p>{t("grown.none")}</p>}
    />
  );
}

interface GridProps<SortKey extends string> {
  loaded: Loaded;
  label: string;
  kind: string;
  tree: LazyTree<ComparedRow> | null;
  columns: readonly Column<ComparedRow, SortKey>[];
  sort: Sort<SortKey>;
  onSort: (by: SortKey) => void;
  empty: JSX.Element;
}

function ComparedGrid<SortKey extends string>(props: GridProps<SortKey>): JSX.Element | null {
  const { tree, loaded } = props;
  const { selection } = loaded;
  const selected = selection.node.value?.ordinal;
  if (!tree) return null;
  return (
    <TreeList
      {...props}
      tree={tree}
      attributes={attributesOf}
      isSelected={(row) =>
        selected !== undefined && !isRemoved(row) && comparedNode(row)?.ordinal === selected
      }
      onSelect={(row) => {
        const node = comparedNode(row);
        // A deleted node is not in this snapshot: there is nothing of it to inspect here.
        if (node && !isRemoved(row)) selection.select(node);
        return node !== null && !isRemoved(row);
      }}
      textOf={(row) => (row.kind === "class" ? row.row.name : (comparedNode(row)?.name ?? ""))}
      noneText={t("lists.nothingBelow")}
      autoFocus
    />
  );
}

function attributesOf(row: ComparedRow): Record<string, string | number> {
  if (row.kind === "class") return { "data-class": row.row.name };
  const node = comparedNode(row);
  if (!node) return {};
  const ofNode = { "data-node-id": node.id, "data-node-type": node.type };
  if (row.kind === "grown") return { ...ofNode, "data-growth": row.row.growth };
  if (row.kind === "reference") return { ...ofNode, "data-side": row.side, "data-edge": row.row.edge };
  return { ...ofNode, "data-side": row.kind };
}
