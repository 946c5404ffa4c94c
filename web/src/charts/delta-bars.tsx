/** The classes that grew and shrank most, as bars to either side. */

import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { ComparedClass } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { openMenuOf } from "../menu/context-menu";
import { axisLabel, plot, valueAxis } from "./axes";
import { canvasText } from "./canvas-text";
import { Chart, type ChartOption, type Look } from "./chart";
import { chartTooltip } from "./chart-tooltip";

interface Props {
  /** From the one that grew most to the one that shrank most. */
  rows: readonly ComparedClass[];
  fileName: string;
  onPick: (name: string) => void;
}

/** Give it a height. */
export function DeltaBars({ rows, fileName, onPick }: Props): JSX.Element {
  const option = useCallback((look: Look) => bars(rows, look), [rows]);
  const [first] = rows;
  return (
    <Chart
      kind="delta-bars"
      parts={["columns"]}
      label={t("grown.chartLabel")}
      description={t("grown.chartSeen", { name: first?.name ?? "", size: withSign(first?.size_delta ?? 0) })}
      option={option}
      onPick={({ dataIndex }) => {
        const row = rows[dataIndex];
        if (row) onPick(row.name);
      }}
      onMenu={({ dataIndex }, { clientX: x, clientY: y }, element) => {
        const row = rows[dataIndex];
        if (row) openMenuOf({ className: row.name }, { x, y }, element);
      }}
      table={{
        heads: [t("column.constructor"), t("column.size_delta"), t("column.count_delta")],
        rows: rows.map((row) => ({
          key: row.key,
          className: row.name,
          cells: [row.name, withSign(row.size_delta), formatCount(row.count_delta)],
          exact: [
            undefined,
            t("size.exact", { count: Math.abs(row.size_delta), bytes: formatCount(row.size_delta) }),
            undefined,
          ],
        })),
      }}
      fileName={fileName}
    >
      <span class="quiet">{t("grown.chartNote")}</span>
    </Chart>
  );
}

function withSign(bytes: number): string {
  return `${bytes > 0 ? "+" : bytes < 0 ? "−" : ""}${formatSize(Math.abs(bytes))}`;
}

function bars(rows: readonly ComparedClass[], look: Look): ChartOption {
  return {
    grid: plot({ right: 64, top: 4, bottom: 4 }),
    tooltip: chartTooltip(
      look,
      ([item]) => {
        const row = rows[item?.dataIndex ?? -1];
        if (!row) return "";
        return [
          canvasText(row.name),
          withSign(row.size_delta),
          t("grown.cameAndWent", {
            added: formatCount(row.added_count),
            removed: formatCount(row.removed_count),
          }),
        ].join("\n");
      },
      "axis",
    ),
    xAxis: valueAxis(look, 4),
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ name }) => canvasText(name)),
      axisLabel: {
        ...axisLabel(look),
        color: look.text,
        fontFamily: look.mono,
        width: 200,
        overflow: "truncate",
      },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: "bar",
        animation: false,
        barMaxWidth: 18,
        barMinHeight: 1,
        label: {
          show: true,
          position: "right",
          color: look.textSoft,
          fontSize: 12,
          formatter: ({ dataIndex }) => withSign(rows[dataIndex]?.size_delta ?? 0),
        },
        data: rows.map(({ size_delta }) => ({
          value: size_delta,
          itemStyle: { color: size_delta > 0 ? look.warm : look.accent },
          label: { position: size_delta > 0 ? ("right" as const) : ("left" as const) },
        })),
      },
    ],
  };
}
