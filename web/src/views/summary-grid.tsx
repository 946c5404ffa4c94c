/** The classes of the Summary with their instances, below whatever chooses which objects it is about. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useAtOnce } from "../app-state/at-once";
import { ClassScripts } from "../app-state/class-scripts";
import type { Loaded } from "../app-state/open-snapshot";
import { filter, objects, query, summarySort } from "../app-state/query";
import { t } from "../language/words";
import { TreeList } from "../tree/tree-list";
import { summaryColumns } from "./heap-columns";
import { heapRows } from "./heap-row-hooks";

export function SummaryGrid({ loaded }: { loaded: Loaded }): JSX.Element {
  const { summary, selection, info } = loaded;
  const columns = useMemo(() => summaryColumns(info.total_size, loaded.model(ClassScripts)), [info, loaded]);
  useAtOnce(() => {
    void query.value;
    void summary.follow();
  });
  return (
    <TreeList
      working={summary.working.value}
      empty={<WhyEmpty />}
      label={t("summary.label")}
      kind="summary"
      tree={summary.tree}
      columns={columns}
      sort={summarySort.sort.value}
      onSort={summarySort.sortBy}
      {...heapRows(selection.node.value, (node) => selection.select(node))}
      noneText={t("summary.noInstances")}
      autoFocus
    />
  );
}

function WhyEmpty(): JSX.Element {
  const { text } = filter.value;
  const { kind } = objects.value;
  return (
    <>
      <p>{text === "" ? t("objects.none") : t("summary.empty", { text })}</p>
      <p class="quiet">{text === "" ? t(`objects.none_${kind}`) : t("summary.emptyNext")}</p>
    </>
  );
}
