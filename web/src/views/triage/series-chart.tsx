/** A process's memory over time: every series, the trends that were fitted, and a mark for each full collection. */

import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { LogProcess, LogSeries } from "../../../../worker/protocol";
import { axisLabel, plot, valueAxis } from "../../charts/axes";
import { canvasText } from "../../charts/canvas-text";
import { Chart, type ChartOption, type Look } from "../../charts/chart";
import { chartTooltip } from "../../charts/chart-tooltip";
import { currentLook } from "../../charts/look";
import { formatSize } from "../../format/numbers";
import { t } from "../../language/words";
import { timeOf } from "./log-time";
import { PhraseWords, plainWords } from "./phrase-words";

/** More lines than this cannot be told apart; the table has all. */
const mostLines = 8;

export function SeriesChart({ process }: { process: LogProcess }): JSX.Element | null {
  const option = useCallback((look: Look) => lines(process, look), [process]);
  const series = drawnOf(process);
  const colours = coloursOf(currentLook());
  if (series.length === 0) return null;
  return (
    <div class="triage-chart">
      <Chart
        kind="process-memory"
        parts={["lines"]}
        label={t("triage.chart")}
        description={series
          .map(
            ({ label_parts, first, last }) =>
              `${plainWords(label_parts)}: ${formatSize(first)} → ${formatSize(last)}`,
          )
          .join("; ")}
        option={option}
        fileName={`process-${process.name || "memory"}`}
      >
        <ul class="triage-legend">
          {series.map(({ measure, track, label_parts, main }, at) => (
            <li key={`${measure} ${track}`} class={main ? "main" : ""}>
              <span class="triage-swatch" style={{ background: colours[at] }} />
              <PhraseWords phrase={label_parts} />
            </li>
          ))}
          {collectionTimes(process).length > 0 && (
            <li>
              <span class="triage-mark" aria-hidden="true">
                ▴
              </span>
              {t("triage.chartCollections")}
            </li>
          )}
        </ul>
      </Chart>
    </div>
  );
}

/** What can be drawn over one time line, the verdict's first. */
function drawnOf({ series, clock }: LogProcess): LogSeries[] {
  return series
    .filter((one) => one.clock === clock && one.count > 1)
    .toSorted((a, b) => Number(b.main) - Number(a.main))
    .slice(0, mostLines);
}

function collectionTimes({ collections, clock }: LogProcess): number[] {
  return collections
    .filter((one) => one.clock === clock)
    .flatMap(({ time, full }) => time.filter((_, at) => full[at]));
}

function coloursOf({ accent, warm, kinds }: Look): string[] {
  const { array, primitive, native, closure, object, code } = kinds;
  return [accent, warm, array, primitive, native, closure, object, code];
}

function lines(process: LogProcess, look: Look): ChartOption {
  const colours = coloursOf(look);
  const shown = drawnOf(process);
  const time = (value: number) => timeOf(value, process);
  return {
    grid: plot(),
    tooltip: chartTooltip(look, ([item]) => {
      const [at, value] = (item?.data ?? []) as number[];
      const one = shown[(item?.seriesIndex ?? -1) % (shown.length || 1)];
      if (at === undefined || value === undefined || !one) return "";
      const isMark = (item?.seriesIndex ?? 0) >= 2 * shown.length;
      return isMark
        ? `${t("triage.chartCollections")}\n${time(at)}`
        : `${canvasText(plainWords(one.label_parts))}\n${time(at)}: ${formatSize(value)}`;
    }),
    xAxis: {
      type: "value",
      min: "dataMin",
      max: "dataMax",
      axisLabel: { ...axisLabel(look), formatter: time },
      axisLine: { lineStyle: { color: look.lineStrong } },
      splitLine: { show: false },
    },
    yAxis: valueAxis(look, 4),
    series: [
      ...shown.map(({ time, value, main }, at) => ({
        type: "line" as const,
        animationDuration: 150,
        showSymbol: time.length < 60,
        symbolSize: main ? 5 : 4,
        lineStyle: { color: colours[at] ?? look.neutral, width: main ? 2 : 1 },
        itemStyle: { color: colours[at] ?? look.neutral },
        data: time.map((when, which) => [when, value[which] ?? 0]),
      })),
      ...shown.map(({ trend, main }, at) => ({
        type: "line" as const,
        silent: true,
        showSymbol: false,
        lineStyle: { color: colours[at] ?? look.neutral, width: 2, type: "dashed" as const, opacity: 0.7 },
        data:
          trend && main
            ? [
                [trend.start, trend.first],
                [trend.end, trend.last],
              ]
            : [],
      })),
      {
        type: "line",
        symbol: "triangle",
        symbolSize: 6,
        lineStyle: { width: 0 },
        itemStyle: { color: look.quiet },
        data: collectionTimes(process).map((when) => [when, 0]),
      },
    ],
  };
}
