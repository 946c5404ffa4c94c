/**
 * ECharts, as far as every chart needs it. It is large: only `Chart` imports this, when the first one is drawn, and the
 * parts for each sort of chart after it, one by one, so that none of them holds the page up.
 */

import type {
  BarSeriesOption,
  CustomSeriesOption,
  LineSeriesOption,
  PieSeriesOption,
  SunburstSeriesOption,
  TreemapSeriesOption,
} from "echarts/charts";
import {
  type BrushComponentOption,
  type GridComponentOption,
  type MarkLineComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from "echarts/components";
import { type ComposeOption, type ECharts, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([TooltipComponent, CanvasRenderer]);

export type { ECharts };

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | SunburstSeriesOption
  | TreemapSeriesOption
  | BrushComponentOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

/** What an option may have in it, besides a tooltip. */
export const parts = {
  columns: () => import("./echarts-columns"),
  lines: () => import("./echarts-lines"),
  brush: () => import("./echarts-brush"),
  ring: () => import("./echarts-ring"),
  treemap: () => import("./echarts-treemap"),
  sunburst: () => import("./echarts-sunburst"),
  flame: () => import("./echarts-flame"),
};

/** A chart on a canvas in an empty element. */
export function draw(element: HTMLElement): ECharts {
  // ECharts empties its element through innerHTML, which the page's policy (Trusted Types) forbids.
  Object.defineProperty(element, "innerHTML", { configurable: true, set: () => element.replaceChildren() });
  const chart = init(element, null, { renderer: "canvas" });
  // It would paint as soon as it is told what: the next frame, when it paints anyway, is soon enough.
  chart.getZr().flush = () => {};
  return chart;
}
