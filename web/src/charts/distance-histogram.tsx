/** How much lies how many references away from the roots, as columns of bytes or of objects. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { Distances } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { Segments } from "../views/segments";
import { categoryAxis, plot, valueAxis } from "./axes";
import { Chart, type ChartOption, type Look } from "./chart";
import { chartTooltip } from "./chart-tooltip";

type Measure = "shallow" | "count";

const measures: readonly Measure[] = ["shallow", "count"];

type Span = Distances["rows"][number];

/** Give it a height. */
export function DistanceHistogram({
  distances,
  fileName,
}: {
  distances: Distances;
  fileName: string;
}): JSX.Element {
  const measure = useSignal<Measure>("shallow");
  const shown = measure.value;
  const option = useCallback((look: Look) => columns(distances, shown, look), [distances, shown]);
  const { rows, system, unreached } = distances;
  const beside = [
    { key: "system", name: t("statistics.onlySystem"), ...system },
    { key: "unreached", name: t("statistics.unreached"), ...unreached },
  ].filter(({ count }) => count > 0);
  const most = rows.reduce<Span | null>(
    (found, row) => (row[shown] > (found?.[shown] ?? 0) ? row : found),
    null,
  );
  return (
    <Chart
      kind="distance-histogram"
      parts={["columns"]}
      label={t("statistics.distances")}
      description={t("statistics.distancesSeen", {
        last: formatCount(rows.at(-1)?.last ?? 0),
        most: most ? spanOf(most) : "−",
      })}
      option={option}
      table={{
        heads: [t("column.distance"), t("column.count"), t("column.shallow")],
        rows: [...rows.map((row) => ({ key: spanOf(row), name: spanOf(row), ...row })), ...beside].map(
          ({ key, name, count, shallow }) => ({
            key,
            cells: [name, formatCount(count), formatSize(shallow)],
            exact: [undefined, undefined, t("size.exact", { count: shallow, bytes: formatCount(shallow) })],
          }),
        ),
      }}
      fileName={fileName}
    >
      <Segments
        label={t("statistics.measure")}
        chosen={measure}
        choices={measures.map((name) => ({
          name,
          text: t(name === "shallow" ? "column.shallow" : "column.count"),
        }))}
      />
      <span class="quiet">
        {beside.map(({ name, shallow }) => `${name}: ${formatSize(shallow)}`).join(" · ")}
      </span>
    </Chart>
  );
}

function spanOf({ first, last }: Span): string {
  return first === last ? formatCount(first) : `${formatCount(first)}–${formatCount(last)}`;
}

function columns({ rows }: Distances, measure: Measure, look: Look): ChartOption {
  return {
    grid: plot(),
    tooltip: chartTooltip(
      look,
      ([item]) => {
        const row = rows[item?.dataIndex ?? -1];
        if (!row) return "";
        const { count, shallow } = row;
        return [
          t("statistics.atDistance", { distance: spanOf(row) }),
          t("statistics.objects", { count, formatted: formatCount(count) }),
          t("size.exact", { count: shallow, bytes: formatCount(shallow) }),
        ].join("\n");
      },
      "axis",
    ),
    xAxis: {
      ...categoryAxis(look, rows.map(spanOf)),
      name: t("column.distance"),
      nameLocation: "middle",
      nameTextStyle: { color: look.quiet, fontSize: 12 },
    },
    yAxis: valueAxis(look, 3, measure === "count" ? "count" : "bytes"),
    series: [
      {
        type: "bar",
        animationDuration: 150,
        barCategoryGap: "18%",
        barMaxWidth: 40,
        // A column that is there can be seen.
        barMinHeight: 1,
        itemStyle: { color: look.accent, borderRadius: [2, 2, 0, 0] },
        emphasis: { itemStyle: { color: look.accent } },
        data: rows.map((row) => row[measure]),
      },
    ],
  };
}
