/** Containment: all of the heap as the root sees it, reference after reference. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { useAtOnce } from "../app-state/at-once";
import { ContainmentModel, containmentSort } from "../app-state/containment-model";
import { t } from "../language/words";
import { TreeGrid } from "../tree/tree-grid";
import type { ViewProps } from "./catalogue";
import { containmentColumns } from "./heap-columns";
import { heapRows } from "./heap-row-hooks";
import "../style/containment.css";

export function ContainmentView({ loaded }: ViewProps): JSX.Element {
  const { selection, info } = loaded;
  const model = loaded.model(ContainmentModel);
  const lost = useSignal<number | null>(null);
  const columns = useMemo(() => containmentColumns(info.total_size), [info]);
  useAtOnce(() => {
    void containmentSort.sort.value;
    void model.follow();
  });
  useEffect(() => void model.begin(), [model]);
  const reveal = async (ordinal: number, id: number) => {
    lost.value = (await model.reveal(ordinal)) ? null : id;
  };
  useSignalEffect(() => {
    // Whoever comes with a node in mind finds it open.
    const node = selection.node.value;
    if (node && !model.isTouched) void reveal(node.ordinal, node.id);
  });
  const selected = selection.node.value;
  return (
    <section class="view containment-view" aria-label={t("view.containment")}>
      <div class="bar">
        <h1 class="bar-title">{t("view.containment")}</h1>
        {selected && (
          <button
            type="button"
            data-action="reveal"
            onClick={() => void reveal(selected.ordinal, selected.id)}
          >
            {t("reveal.goTo", { id: selected.id })}
          </button>
        )}
        <span class="bar-note" role="status">
          {lost.value === null ? t("containment.note") : t("containment.noWay", { id: lost.value })}
        </span>
      </div>
      <TreeGrid
        label={t("view.containment")}
        kind="containment"
        tree={model.tree}
        columns={columns}
        sort={containmentSort.sort.value}
        onSort={(by) => by !== "count" && containmentSort.sortBy(by)}
        {...heapRows(selected, (node) => {
          model.isTouched = true;
          selection.select(node);
        })}
        noneText={t("inspector.noReferences")}
        autoFocus
      />
    </section>
  );
}
