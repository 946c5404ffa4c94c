/** What kinds of things the memory goes to, as a ring with the sum in its middle. */

import type { ComponentChildren, JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { Statistics } from "../../../worker/protocol";
import { frame } from "../app-state/layout";
import type { NodeKind } from "../format/node-kinds";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import { Chart, type ChartOption, type Look } from "./chart";
import { chartTooltip } from "./chart-tooltip";

/** In the order of the ring: what a program's author wrote first. */
export const statisticsParts = [
  "other_objects",
  "js_arrays",
  "strings",
  "code",
  "typed_arrays",
  "other_native",
  "system",
] as const;

export type StatisticsPart = (typeof statisticsParts)[number];

/** Each part in the colour of the kind of nodes that it is of. */
export const kindOfPart: Record<StatisticsPart, NodeKind> = {
  other_objects: "object",
  js_arrays: "array",
  strings: "string",
  code: "code",
  typed_arrays: "primitive",
  other_native: "native",
  system: "system",
};

/** The bytes of each part; they add up to `total`. */
export function partsOf(statistics: Statistics): Record<StatisticsPart, number> {
  const { v8_heap, native, code, js_arrays, strings, system, typed_arrays } = statistics;
  return {
    other_objects: Math.max(0, v8_heap - code - js_arrays - strings - system),
    js_arrays,
    strings,
    code,
    typed_arrays,
    other_native: Math.max(0, native - typed_arrays),
    system,
  };
}

interface Props {
  statistics: Statistics;
  fileName: string;
  /** Beside the buttons that save it. */
  children?: ComponentChildren;
}

/** Give it a height. Its numbers can be read as a table; a view that shows one beside it need not care. */
export function StatisticsRing({ statistics, fileName, children }: Props): JSX.Element {
  const isNarrow = frame.value === "narrow";
  const option = useCallback((look: Look) => ring(statistics, look, isNarrow), [statistics, isNarrow]);
  const parts = partsOf(statistics);
  const shown = statisticsParts.filter((part) => parts[part] > 0);
  const shareOfPart = (part: StatisticsPart) => formatShare(shareOf(parts[part], statistics.total));
  return (
    <Chart
      kind="statistics-ring"
      parts={["ring"]}
      label={t("statistics.ring")}
      description={t("statistics.ringMeaning", {
        total: formatSize(statistics.total),
        parts: shown.map((part) => `${t(`statistics.part.${part}`)} ${shareOfPart(part)}`).join(", "),
      })}
      option={option}
      table={{
        heads: [t("statistics.ring"), t("column.shallow"), t("fact.percent")],
        rows: shown.map((part) => ({
          key: part,
          cells: [t(`statistics.part.${part}`), formatSize(parts[part]), shareOfPart(part)],
          exact: [undefined, t("size.exact", { count: parts[part], bytes: formatCount(parts[part]) })],
        })),
      }}
      fileName={fileName}
    >
      {children}
    </Chart>
  );
}

/** Narrow: what is written beside it needs the room. */
function ring(statistics: Statistics, look: Look, isNarrow: boolean): ChartOption {
  const parts = partsOf(statistics);
  const shown = statisticsParts.filter((part) => parts[part] > 0);
  return {
    tooltip: chartTooltip(look, ([item]) => {
      const part = shown[item?.dataIndex ?? -1];
      if (!part) return "";
      const bytes = formatCount(parts[part]);
      const share = formatShare(shareOf(parts[part], statistics.total));
      return `${t(`statistics.part.${part}`)}\n${t("size.exact", { count: parts[part], bytes })} · ${share}`;
    }),
    series: [
      {
        type: "pie",
        radius: ["46%", "68%"],
        animationDuration: 150,
        animationDurationUpdate: 150,
        padAngle: 0.5,
        minAngle: 1,
        itemStyle: { borderColor: look.surface, borderWidth: 1 },
        emphasis: { scaleSize: 4 },
        labelLine: {
          length: isNarrow ? 8 : 14,
          length2: isNarrow ? 4 : 8,
          lineStyle: { color: look.lineStrong },
        },
        label: {
          color: look.textSoft,
          fontSize: 12,
          lineHeight: 16,
          overflow: "break",
          bleedMargin: 0,
          formatter: ({ name, value }) => `${name}\n${formatSize(Number(value))}`,
        },
        data: shown.map((part) => ({
          name: t(`statistics.part.${part}`),
          value: parts[part],
          itemStyle: { color: look.kinds[kindOfPart[part]] },
          // A sliver has no room for words: pointing at it, or the table, tells.
          label: { show: parts[part] > 0.02 * statistics.total },
          labelLine: { show: parts[part] > 0.02 * statistics.total },
        })),
      },
      {
        // The words in the middle: a ring of nothing that carries a label.
        type: "pie",
        radius: [0, 0],
        silent: true,
        animation: false,
        label: {
          show: true,
          position: "center",
          formatter: `{size|${formatSize(statistics.total)}}\n{words|${t("statistics.total")}}`,
          rich: {
            size: { color: look.text, fontSize: 20, fontWeight: 600, lineHeight: 28 },
            words: { color: look.quiet, fontSize: 12 },
          },
        },
        labelLine: { show: false },
        data: [{ value: 1, itemStyle: { color: "transparent" } }],
      },
    ],
  };
}
