/** A call tree as a flame graph: the root above, what it calls below, as wide as what was allocated there. */

import type { FlameRow, ProfileRow } from "../../../worker/protocol";
import { isSameFunction } from "../app-state/profile-model";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import { functionText, placeText } from "../views/profile/function-name";
import { canvasText } from "./canvas-text";
import type { ChartItem, ChartOption, Look } from "./chart";
import { chartTooltip } from "./chart-tooltip";
import { mix, readable } from "./look";

/** Pixels. */
export const flameRow = 20;
const gap = 1;
const leastLabelled = 24;

/** A bar: a place in the tree, or one above what is shown, which is as wide as the picture. */
export interface FlameBar {
  row: ProfileRow;
  from: number;
  to: number;
  depth: number;
  /** Of its caller, among the bars; -1 for the topmost. */
  parent: number;
  isAbove: boolean;
}

export function barsOf(rows: readonly FlameRow[], above: readonly ProfileRow[]): FlameBar[] {
  const width = rows[0]?.total[0] ?? 0;
  return [
    ...above.map((row, at) => ({ row, from: 0, to: width, depth: at, parent: at - 1, isAbove: true })),
    ...rows.map((row) => ({
      row,
      from: row.start,
      to: row.start + row.total[0],
      depth: row.depth + above.length,
      parent: row.parent + above.length,
      isAbove: false,
    })),
  ];
}

/** The scripts that allocated most, each with a colour; others have none. */
export function coloursOf(bars: readonly FlameBar[], look: Look): Map<string, string> {
  const sizes = new Map<string, number>();
  for (const { row, isAbove } of bars) {
    if (!isAbove) sizes.set(row.url, (sizes.get(row.url) ?? 0) + row.self[0]);
  }
  const { object, string, native, primitive, array, closure } = look.kinds;
  const colours = [object, string, primitive, array, native, closure];
  const largest = [...sizes].filter(([url, size]) => url !== "" && size > 0).sort((a, b) => b[1] - a[1]);
  return new Map(largest.slice(0, colours.length).map(([url], at) => [url, colours[at] ?? look.neutral]));
}

export interface Marks {
  /** The function that is selected in the table. */
  selected: ProfileRow | null;
  /** The bar that the keyboard is at; -1 for none. */
  active: number;
  isCompared: boolean;
}

export function flame(bars: readonly FlameBar[], marks: Marks, look: Look): ChartOption {
  const width = Math.max(1, bars.at(0)?.to ?? 1);
  const depth = 1 + bars.reduce((deepest, bar) => Math.max(deepest, bar.depth), 0);
  const colours = coloursOf(bars, look);
  const largest = bars.reduce((most, { row }) => Math.max(most, Math.abs(changeOf(row))), 1);
  const fillOf = ({ row, isAbove }: FlameBar): string => {
    if (marks.isCompared) {
      const change = changeOf(row) / largest;
      if (Math.abs(change) < 0.001) return mix(look.neutral, look.surface, 0.5);
      return mix(
        change > 0 ? look.warm : look.accent,
        look.surface,
        0.12 + 0.6 * Math.sqrt(Math.abs(change)),
      );
    }
    return mix(
      colours.get(row.url) ?? look.quiet,
      look.surface,
      isAbove ? 0.12 : colours.has(row.url) ? 0.34 : 0.2,
    );
  };
  return {
    animation: false,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { type: "value", min: 0, max: width, show: false },
    yAxis: { type: "value", min: 0, max: depth, inverse: true, show: false },
    tooltip: chartTooltip(look, ([item]) => {
      const bar = barOf(item, bars);
      return bar ? barText(bar, bars) : "";
    }),
    series: [
      {
        type: "custom",
        animation: false,
        clip: true,
        encode: { x: [0, 1], y: 2 },
        data: bars.map(({ from, to, depth: at }) => [from, to, at]),
        renderItem: (params, api) => {
          const at = params.dataIndex;
          const bar = bars[at];
          if (!bar) return null;
          const [left = 0, top = 0] = api.coord([bar.from, bar.depth]);
          const [right = 0, bottom = 0] = api.coord([bar.to, bar.depth + 1]);
          const room = right - left - gap;
          const fill = fillOf(bar);
          const isActive = at === marks.active;
          const isMarked = isActive || (!bar.isAbove && isSameFunction(marks.selected, bar.row));
          return {
            type: "rect",
            shape: {
              x: left,
              y: top,
              width: Math.max(room, 0.5),
              height: bottom - top - gap,
              r: room > 6 ? 2 : 0,
            },
            style: {
              fill,
              ...(isMarked ? { stroke: isActive ? look.text : look.accent, lineWidth: 2 } : {}),
            },
            ...(isMarked ? { z2: 2 } : {}),
            emphasis: { style: { stroke: look.accent, lineWidth: 1 } },
            ...(room > leastLabelled
              ? {
                  textContent: {
                    type: "text" as const,
                    style: {
                      text: canvasText(functionText(bar.row), 120),
                      fill: readable(fill, look.text, look.surface),
                      font: `12px ${look.font}`,
                      width: room - 8,
                      overflow: "truncate",
                      ellipsis: "…",
                    },
                  },
                  textConfig: { position: "insideLeft", distance: 4 },
                }
              : {}),
          };
        },
      },
    ],
  };
}

export function barOf(item: ChartItem | undefined, bars: readonly FlameBar[]): FlameBar | null {
  return item ? (bars[item.dataIndex] ?? null) : null;
}

/** All there is to say of a bar. */
export function barText({ row }: FlameBar, bars: readonly FlameBar[]): string {
  const whole = bars[0]?.row.total[0] ?? 0;
  const exact = t("size.exact", { count: row.total[0], bytes: formatCount(row.total[0]) });
  const lines = [
    canvasText(functionText(row), 90),
    canvasText(placeText(row), 90),
    `${t("profile.total")} ${formatSize(row.total[0])} · ${formatShare(shareOf(row.total[0], whole))} · ${exact}`,
    `${t("profile.self")} ${formatSize(row.self[0])}`,
  ];
  if (row.total[1] !== undefined) {
    lines.push(t("profile.was", { size: formatSize(row.total[1]), change: signedSize(changeOf(row)) }));
  }
  return lines.filter(Boolean).join("\n");
}

function signedSize(bytes: number): string {
  return `${bytes > 0 ? "+" : ""}${formatSize(bytes)}`;
}

function changeOf({ total }: ProfileRow): number {
  return total[1] === undefined ? 0 : total[0] - total[1];
}
