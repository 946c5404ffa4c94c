/** What pointing at a chart shows: plain text, drawn on the canvas itself, in the page's colours. */

import type { ChartItem } from "./chart";
import type { ChartOption } from "./echarts";
import type { Look } from "./look";

/** `textOf` gives lines divided by `\n`; put strings of a snapshot through `canvasText`. With an axis, it gets all data of one place. */
export function chartTooltip(
  look: Look,
  textOf: (items: ChartItem[]) => string,
  trigger: "item" | "axis" = "item",
): NonNullable<ChartOption["tooltip"]> {
  return {
    trigger,
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: look.raised,
    borderColor: look.lineStrong,
    borderWidth: 1,
    padding: [6, 8],
    axisPointer: { type: "shadow", shadowStyle: { color: look.text, opacity: 0.05 } },
    textStyle: { color: look.text, fontFamily: look.font, fontSize: 12, lineHeight: 17 },
    formatter: (items) => textOf((Array.isArray(items) ? items : [items]) as ChartItem[]),
  };
}
