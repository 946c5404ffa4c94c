/** The classes that grew and shrank most, for the chart: asked for when the comparison is there. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { ComparedClass } from "../../../worker/protocol";
import { comparisonFilter, comparisonMode } from "../app-state/comparison-query";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { DeltaBars } from "../charts/delta-bars";
import { t } from "../language/words";

/** Of each kind. */
const most = 12;

export function ComparisonChart({ loaded, base }: { loaded: Loaded; base: OpenSnapshot }): JSX.Element {
  const rows = useSignal<readonly ComparedClass[] | null>(null);
  const { comparison, engine, info } = loaded;
  useSignalEffect(() => {
    // Another base, other classes.
    if (!comparison.totals.value) return;
    const ask = async (descending: boolean) =>
      (
        await engine.ask("comparison", {
          sort: { by: "size_delta", descending },
          filter: { text: "" },
          start: 0,
          count: most,
        })
      ).rows;
    Promise.all([ask(true), ask(false)]).then(
      ([grown, shrunk]) => {
        rows.value = [
          ...grown.filter(({ size_delta }) => size_delta > 0),
          ...shrunk.filter(({ size_delta }) => size_delta < 0).reverse(),
        ];
      },
      () => {
        rows.value = [];
      },
    );
  });
  if (rows.value?.length === 0) {
    return (
      <div class="empty-note" role="status">
        <p>{t("comparison.same")}</p>
      </div>
    );
  }
  return (
    <div class="delta-chart" aria-busy={rows.value === null}>
      {rows.value && (
        <DeltaBars
          rows={rows.value}
          fileName={`${info.name}.since.${base.name}`}
          onPick={(name) => {
            comparisonFilter.value = name;
            comparisonMode.value = "classes";
          }}
        />
      )}
    </div>
  );
}
