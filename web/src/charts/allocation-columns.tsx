/** What was allocated when and still lives, as columns over time. A stretch of time can be chosen with the pointer. */

import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { TimeSpan } from "../../../worker/protocol";
import { formatCount, formatSeconds, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { Segments } from "../views/segments";
import { categoryAxis, plot, valueAxis } from "./axes";
import { Chart, type ChartOption, type Look } from "./chart";
import { chartTooltip } from "./chart-tooltip";
import type { ECharts } from "./echarts";
import { mix } from "./look";

/** First and last of the chosen columns. */
export type Stretch = readonly [first: number, last: number];

type Measure = "size" | "count";

const measures: readonly Measure[] = ["size", "count"];

interface Props {
  spans: readonly TimeSpan[];
  chosen: Stretch | null;
  /** Null when everything is wanted again. */
  onChoose: (stretch: Stretch | null) => void;
  fileName: string;
}

/** Give it a height. */
export function AllocationColumns({ spans, chosen, onChoose, fileName }: Props): JSX.Element {
  const measure = useSignal<Measure>("size");
  /** While the pointer is down. */
  const dragged = useSignal<Stretch | null>(null);
  const shown = measure.value;
  const [first, last] = dragged.value ?? chosen ?? [0, spans.length - 1];
  const option = useCallback(
    (look: Look) => columns(spans, shown, [first, last], look),
    [spans, shown, first, last],
  );
  const live = spans.reduce((sum, { size }) => sum + size, 0);
  const end = spans.at(-1)?.end ?? 0;
  return (
    <Chart
      kind="allocation-columns"
      parts={["columns"]}
      label={t("timeline.chart")}
      description={t("timeline.seen", { seconds: formatSeconds(end), size: formatSize(live) })}
      option={option}
      onReady={(chart) => followPointer(chart, dragged, onChoose)}
      table={{
        heads: [t("timeline.time"), t("timeline.given"), t("timeline.live"), t("timeline.liveSize")],
        rows: spans.map((span) => ({
          key: String(span.start),
          cells: [timeOf(span), formatCount(givenIn(span)), formatCount(span.count), formatSize(span.size)],
        })),
      }}
      fileName={fileName}
    >
      <Segments
        label={t("statistics.measure")}
        chosen={measure}
        choices={measures.map((name) => ({
          name,
          text: t(name === "size" ? "timeline.bytes" : "timeline.objectsCount"),
        }))}
      />
    </Chart>
  );
}

export function timeOf({ start, end }: TimeSpan): string {
  return `${formatSeconds(start)}–${formatSeconds(end)}`;
}

/** V8 gives every second number, and only to objects that it saw at a sample. */
function givenIn({ min_id, max_id, count }: TimeSpan): number {
  return Math.max(count, Math.round((max_id - min_id) / 2));
}

function columns(
  spans: readonly TimeSpan[],
  measure: Measure,
  [first, last]: Stretch,
  look: Look,
): ChartOption {
  const isIn = (at: number) => at >= first && at <= last;
  const faint = mix(look.accent, look.surface, 0.35);
  const bar = { type: "bar", animation: false, barCategoryGap: "16%", barMaxWidth: 28 } as const;
  const live = spans.map((span, at) => ({
    value: span[measure],
    itemStyle: { color: isIn(at) ? look.accent : faint },
  }));
  const gone = spans.map((span, at) => ({
    value: givenIn(span) - span.count,
    itemStyle: { color: isIn(at) ? look.lineStrong : look.line },
  }));
  return {
    grid: plot({ right: 12, top: 8, bottom: 4 }),
    tooltip: chartTooltip(
      look,
      ([item]) => {
        const span = spans[item?.dataIndex ?? -1];
        if (!span) return "";
        return [
          timeOf(span),
          t("timeline.liveOf", {
            count: span.count,
            live: formatCount(span.count),
            size: formatSize(span.size),
          }),
          t("timeline.givenOf", { count: givenIn(span), formatted: formatCount(givenIn(span)) }),
        ].join("\n");
      },
      "axis",
    ),
    xAxis: categoryAxis(
      look,
      spans.map(({ end }) => formatSeconds(end)),
    ),
    yAxis: valueAxis(look, 2, measure === "count" ? "count" : "bytes"),
    series: [
      { ...bar, stack: "all", barMinHeight: 1, data: live },
      ...(measure === "count" ? [{ ...bar, stack: "all", data: gone }] : []),
    ],
  };
}

/** From where the pointer goes down to where it comes up; a click on an empty place takes the choice back. */
function followPointer(
  chart: ECharts,
  dragged: Signal<Stretch | null>,
  onChoose: (stretch: Stretch | null) => void,
): () => void {
  const surface = chart.getZr();
  let from: number | null = null;
  let moved = false;
  const columnAt = (x: number): number | null => {
    const [at] = chart.convertFromPixel({ gridIndex: 0 }, [x, 0]) as number[];
    return at === undefined || Number.isNaN(at) ? null : Math.max(0, at);
  };
  const down = ({ offsetX }: { offsetX: number }) => {
    from = columnAt(offsetX);
    moved = false;
  };
  const move = ({ offsetX }: { offsetX: number }) => {
    const at = from === null ? null : columnAt(offsetX);
    if (from === null || at === null) return;
    if (at !== from) moved = true;
    if (moved) dragged.value = [Math.min(from, at), Math.max(from, at)];
  };
  const up = () => {
    if (from === null) return;
    onChoose(moved ? dragged.peek() : from === null ? null : [from, from]);
    from = null;
    dragged.value = null;
  };
  surface.on("mousedown", down);
  surface.on("mousemove", move);
  // It may come up outside.
  addEventListener("pointerup", up);
  return () => removeEventListener("pointerup", up);
}
