/** The axes that charts share, and the place they leave around the plot. */

import { formatRoughCount, formatSize } from "../format/numbers";
import type { Look } from "./look";

interface Edges {
  right?: number;
  top?: number;
  bottom?: number;
}

/** Labels of axes stand within it, however long they are. */
export function plot({ right = 16, top = 12, bottom = 8 }: Edges = {}) {
  return { left: 8, right, top, bottom, outerBoundsMode: "same", outerBoundsContain: "all" } as const;
}

export function axisLabel(look: Look) {
  return { color: look.quiet, fontSize: 12, hideOverlap: true };
}

/** One place for each of `data`. */
export function categoryAxis(look: Look, data: string[]) {
  return {
    type: "category" as const,
    data,
    axisLabel: axisLabel(look),
    axisLine: { lineStyle: { color: look.lineStrong } },
    axisTick: { show: false },
  };
}

/** In about as many steps. */
export function valueAxis(look: Look, splitNumber: number, what: "bytes" | "count" = "bytes") {
  const formatter = (value: number) => (what === "count" ? formatRoughCount(value) : formatSize(value));
  return {
    type: "value" as const,
    splitNumber,
    axisLabel: { ...axisLabel(look), formatter },
    splitLine: { lineStyle: { color: look.line } },
  };
}
