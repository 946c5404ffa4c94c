/** A chart as a file: PNG as it is on the screen, SVG drawn anew. */

import { saveFile } from "../views/save-file";
import type { ChartOption, ECharts } from "./echarts";

/** Twice as fine as a plain screen. */
const pixelRatio = 2;

export async function savePng(
  chart: ECharts,
  _: ChartOption,
  background: string,
  name: string,
): Promise<void> {
  chart.dispatchAction({ type: "hideTip" });
  const canvas = chart.renderToCanvas({ pixelRatio, backgroundColor: background });
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (file) saveFile(file, `${name}.png`);
}

export async function saveSvg(
  chart: ECharts,
  option: ChartOption,
  background: string,
  name: string,
): Promise<void> {
  const { toSvg } = await import("./echarts-svg");
  const picture = toSvg({ ...option, backgroundColor: background }, chart.getWidth(), chart.getHeight());
  saveFile(new Blob([picture], { type: "image/svg+xml" }), `${name}.svg`);
}
