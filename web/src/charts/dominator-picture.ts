/** The rows of a dominator map as a treemap or a sunburst. */

import type { MapRow } from "../../../worker/protocol";
import { kindOf, type NodeKind } from "../format/node-kinds";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import { nameOf } from "../views/node-chip";
import { canvasText } from "./canvas-text";
import type { ChartItem, ChartOption, Look, Room } from "./chart";
import { chartTooltip } from "./chart-tooltip";
import { mix, readable } from "./look";

/** A datum of either picture: a row with what is below it. */
export interface MapItem {
  name: string;
  value: number;
  /** Its place among the rows. */
  row: number;
  children?: MapItem[];
}

export function rowOf(item: ChartItem | undefined, rows: readonly MapRow[]): MapRow | null {
  const at = (item?.data as MapItem | undefined)?.row;
  return at === undefined ? null : (rows[at] ?? null);
}

/** What a row is called. */
export function rowText(row: MapRow): string {
  switch (row.kind) {
    case "node":
      return row.node ? nameOf(row.node) : "";
    case "class":
      return `${row.class_row?.name ?? ""} ×${formatCount(row.count)}`;
    case "self":
      return t("dominators.self");
    case "rest":
      return t("dominators.rest", { count: row.count, formatted: formatCount(row.count) });
  }
}

/** The type of its node; of a class, of the largest of its nodes that are shown. */
export function rowKind(at: number, rows: readonly MapRow[]): NodeKind {
  const row = rows[at];
  if (row?.node) return kindOf(row.node.type);
  if (row?.kind === "class") {
    let largest: MapRow | null = null;
    for (const inner of rows) {
      if (inner.parent === at && inner.node && inner.retained > (largest?.retained ?? 0)) largest = inner;
    }
    if (largest?.node) return kindOf(largest.node.type);
  }
  return row && row.parent >= 0 && row.kind === "self" ? rowKind(row.parent, rows) : "system";
}

/** In px²: smaller tiles have no room for words. */
const leastLabelled = 1600;

/** Of the sunburst, in % of the room. */
const edge = { inner: 16, outer: 96 };

/** Of the whole circle: in longer arcs words stand along them. */
const longArc = 0.15;

export function treemap(
  rows: readonly MapRow[],
  selected: number | null,
  look: Look,
  { width, height }: Room,
): ChartOption {
  const colourOf = (at: number) => look.kinds[rowKind(at, rows)];
  const total = rows[0]?.retained ?? 0;
  const isLabelled = (bytes: number) => (bytes / total) * width * height > leastLabelled;
  return {
    tooltip: pictureTooltip(rows, look),
    series: [
      {
        type: "treemap",
        left: 8,
        right: 8,
        top: 0,
        bottom: 8,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        visibleMin: 24,
        childrenVisibleMin: 1200,
        animation: false,
        label: { color: look.text, fontSize: 12, lineHeight: 16, padding: [1, 3], overflow: "truncate" },
        upperLabel: {
          show: true,
          height: 20,
          color: look.text,
          fontSize: 12,
          padding: [0, 4],
          overflow: "truncate",
        },
        itemStyle: { gapWidth: 1, borderWidth: 0, borderColor: look.surface },
        levels: [
          { itemStyle: { gapWidth: 2, borderWidth: 0 }, upperLabel: { show: false } },
          { itemStyle: { gapWidth: 1, borderWidth: 2 } },
          { itemStyle: { gapWidth: 1, borderWidth: 1 } },
          { itemStyle: { gapWidth: 1, borderWidth: 1 } },
          { itemStyle: { gapWidth: 1, borderWidth: 1 } },
        ],
        emphasis: { itemStyle: { borderColor: look.accent }, upperLabel: { color: look.text } },
        data: itemsOf(rows, (item, at) => {
          const row = rows[at];
          const colour = colourOf(at);
          const isSelected = row?.node != null && row.node.ordinal === selected;
          const isFaint = row?.kind === "rest" || row?.kind === "self";
          return {
            ...item,
            name: item.children
              ? `${item.name}  ${formatSize(item.value)}`
              : `${item.name}\n${formatSize(item.value)}`,
            itemStyle: {
              color: mix(colour, look.surface, isFaint ? 0.1 : 0.24),
              borderColor: isSelected ? look.accent : mix(colour, look.surface, 0.4),
              ...(isSelected ? { borderWidth: 3 } : {}),
            },
            // Two letters in a corner say nothing.
            label: { show: isLabelled(item.value) },
            upperLabel: { show: isLabelled(item.value) },
          };
        }),
      },
    ],
  };
}

export function sunburst(
  rows: readonly MapRow[],
  selected: number | null,
  look: Look,
  { width, height }: Room,
): ChartOption {
  const first = rows[0];
  const rings = Math.max(1, ...rows.map((_, at) => levelOf(at, rows)));
  const ring = ((edge.outer - edge.inner) / 100 / rings) * (Math.min(width, height) / 2);
  return {
    tooltip: pictureTooltip(rows, look),
    series: [
      {
        type: "sunburst",
        radius: [`${edge.inner}%`, `${edge.outer}%`],
        nodeClick: false,
        animationDuration: 150,
        animationDurationUpdate: 150,
        itemStyle: { borderColor: look.surface, borderWidth: 1 },
        label: {
          fontSize: 12,
          minAngle: 6,
          overflow: "truncate",
        },
        emphasis: { focus: "ancestor", itemStyle: { borderColor: look.accent } },
        blur: { itemStyle: { opacity: 0.6 } },
        data: itemsOf(rows, (item, at) => {
          const row = rows[at];
          const isFaint = row?.kind === "rest" || row?.kind === "self";
          const isSelected = row?.node != null && row.node.ordinal === selected;
          const colour = look.kinds[rowKind(at, rows)];
          const fill = isFaint ? look.neutral : mix(colour, look.surface, 0.8 - 0.09 * levelOf(at, rows));
          const isLong = item.value > longArc * (first?.retained ?? 0);
          return {
            ...item,
            itemStyle: {
              color: fill,
              ...(isSelected ? { borderColor: look.accent, borderWidth: 3 } : {}),
            },
            label: {
              color: readable(fill, look.text, look.surface),
              rotate: isLong ? ("tangential" as const) : ("radial" as const),
              width: isLong ? 100 + ring : ring - 6,
            },
          };
        }),
      },
      {
        // What it is of stands in the middle.
        type: "pie",
        radius: [0, 0],
        silent: true,
        animation: false,
        label: {
          show: true,
          position: "center",
          color: look.text,
          fontWeight: 600,
          formatter: () => formatSize(first?.retained ?? 0),
        },
        labelLine: { show: false },
        data: [{ value: 1, itemStyle: { color: "transparent" } }],
      },
    ],
  };
}

/** How many rows are above it. */
function levelOf(at: number, rows: readonly MapRow[]): number {
  const parent = rows[at]?.parent ?? -1;
  return parent < 0 ? 0 : 1 + levelOf(parent, rows);
}

function pictureTooltip(rows: readonly MapRow[], look: Look): NonNullable<ChartOption["tooltip"]> {
  const total = rows[0]?.retained ?? 0;
  return chartTooltip(look, ([item]) => {
    const row = rowOf(item, rows);
    if (!row) return "";
    const exact = t("size.exact", { count: row.retained, bytes: formatCount(row.retained) });
    const lines = [canvasText(rowText(row), 90)];
    if (row.node) lines.push(canvasText(`@${row.node.id}  ${row.node.class_name}`, 90));
    lines.push(`${formatSize(row.retained)} · ${formatShare(shareOf(row.retained, total))} · ${exact}`);
    return lines.join("\n");
  });
}

/** All but the first row, as trees; `finish` may add to each. */
function itemsOf<Item extends MapItem>(
  rows: readonly MapRow[],
  finish: (item: MapItem, at: number) => Item,
): Item[] {
  const below = new Map<number, number[]>();
  for (const [at, { parent }] of rows.entries()) {
    const siblings = below.get(parent);
    if (siblings) siblings.push(at);
    else below.set(parent, [at]);
  }
  const make = (at: number): Item => {
    const row = rows[at] as MapRow;
    const children = below.get(at)?.map(make);
    const item = { name: canvasText(rowText(row)), value: row.retained, row: at };
    return finish(children ? { ...item, children } : item, at);
  };
  return (below.get(0) ?? []).map(make);
}
