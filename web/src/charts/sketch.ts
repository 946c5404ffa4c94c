/** A little of a chart: what draws it is ready afterwards, and all of it is drawn sooner. */

import type { ChartOption } from "./echarts";

const most = 6;

type Drawn = Record<string, unknown>;

/** The same with its first few data, without words, and with nothing within them. */
export function sketchOf(option: ChartOption): ChartOption {
  const series = [option.series ?? []].flat().map((one) => {
    const { data } = one as { data?: unknown };
    return { ...plain(one as Drawn), data: Array.isArray(data) ? data.slice(0, most).map(plain) : [] };
  });
  return { ...option, series } as ChartOption;
}

function plain<Datum>(datum: Datum): Datum {
  const bare = { label: { show: false }, upperLabel: { show: false }, children: undefined };
  return typeof datum === "object" && datum !== null ? { ...datum, ...bare } : datum;
}
