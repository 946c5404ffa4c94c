/** Dominators: what each object alone keeps alive, as a tree, a treemap or a sunburst. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useAtOnce } from "../app-state/at-once";
import { DominatorsModel } from "../app-state/dominators-model";
import { byClass, dominatorsSort, shape, shapes, shapeWords } from "../app-state/dominators-query";
import { t } from "../language/words";
import { TreeGrid } from "../tree/tree-grid";
import type { ViewProps } from "./catalogue";
import { DominatorChart } from "./dominator-chart";
import { dominatorColumns } from "./heap-columns";
import { heapRows } from "./heap-row-hooks";
import { Segments } from "./segments";
import "../style/chart.css";
import "../style/dominators.css";

export function DominatorsView({ loaded }: ViewProps): JSX.Element {
  const { selection } = loaded;
  const model = loaded.model(DominatorsModel);
  useAtOnce(() => {
    void model.follow();
  });
  useSignalEffect(() => {
    // Whoever comes with a node in mind finds it open.
    const node = selection.node.value;
    if (shape.value === "tree" && node && !model.isTouched) void model.reveal(node.ordinal);
  });
  const selected = selection.node.value;
  const isTree = shape.value === "tree";
  return (
    <section class="view dominators-view" aria-label={t("view.dominators")}>
      <div class="bar">
        <h1 class="bar-title">{t("view.dominators")}</h1>
        <Segments
          label={t("dominators.shape")}
          chosen={shape}
          choices={shapes.map((name) => ({ name, text: t(shapeWords[name]) }))}
        />
        <button
          type="button"
          class="switch"
          data-action="by-class"
          aria-pressed={byClass.value}
          onClick={() => {
            byClass.value = !byClass.value;
          }}
        >
          {t("dominators.byClass")}
        </button>
        {selected && isTree && (
          <button type="button" data-action="reveal" onClick={() => void model.reveal(selected.ordinal)}>
            {t("reveal.goTo", { id: selected.id })}
          </button>
        )}
        <span class="bar-note">{t("dominators.note")}</span>
      </div>
      {isTree ? (
        <DominatorsTree {...{ model, loaded }} />
      ) : (
        <DominatorChart {...{ model, loaded }} onTree={(ordinal) => void model.reveal(ordinal)} />
      )}
    </section>
  );
}

function DominatorsTree({ model, loaded }: { model: DominatorsModel; loaded: ViewProps["loaded"] }) {
  const { selection, info } = loaded;
  const grouped = byClass.value;
  const columns = useMemo(() => dominatorColumns(info.total_size, grouped), [info, grouped]);
  const selected = selection.node.value;
  return (
    <TreeGrid
      label={t("view.dominators")}
      kind={grouped ? "dominators by-class" : "dominators"}
      tree={model.tree}
      columns={columns}
      sort={dominatorsSort.sort.value}
      onSort={dominatorsSort.sortBy}
      {...heapRows(selected, (node) => {
        model.isTouched = true;
        selection.select(node);
      })}
      noneText={t("dominators.none")}
      autoFocus
    />
  );
}
