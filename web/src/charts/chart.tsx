/**
 * A chart, drawn by ECharts, which is downloaded with the first one.
 *
 *     const option = useCallback((look: Look): ChartOption => ({ series: [{ type: "bar", … }] }), [data]);
 *     <Chart kind="my-chart" parts={["columns"]} label={t(…)} description={t(…)} option={option} table={table}
 *            fileName="a.my-chart" onPick={(item) => …} />
 *
 * It fills its place (give it a height), follows size, theme and language, saves itself as PNG and SVG, and offers its
 * numbers as a table to those who cannot see or point. `option` is called again for every new look and language; keep
 * the function itself (useCallback) until the data change. Take colours from `look`, and put strings of a snapshot
 * through `canvasText`; tooltips are made by `chartTooltip`. For more than picking (a brush, say) `onReady` hands out the ECharts instance.
 */

import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { language } from "../app-state/language";
import { t } from "../language/words";
import { ChartTable, type TableOfChart } from "./chart-table";
import type { ChartOption, ECharts, parts } from "./echarts";
import { inTurn } from "./in-turn";
import { currentLook, type Look } from "./look";
import { savePng, saveSvg } from "./picture-file";
import { SaveButtons } from "./save-buttons";
import { sketchOf } from "./sketch";
import "../style/chart.css";
import "../style/segments.css";

export type { ChartOption, Look };

/** What of a chart was pointed at. */
export interface ChartItem {
  /** Of the datum, as `option` has it. */
  name: string;
  dataIndex: number;
  seriesIndex: number;
  /** The datum itself, as `option` has it. */
  data: unknown;
}

/** The size of the picture as it is drawn, in px. */
export interface Room {
  width: number;
  height: number;
}

interface Props {
  /** CSS class and test hook (`data-chart`). */
  kind: string;
  /** The accessible name. */
  label: string;
  /** What `option` makes use of. */
  parts: readonly (keyof typeof parts)[];
  /** What is to be seen, in a sentence or two, for those who cannot see it. */
  description: string;
  option: (look: Look, room: Room) => ChartOption;
  /** The same numbers to read; leave it out only where they stand beside the chart. */
  table?: TableOfChart;
  /** Without its ending. */
  fileName: string;
  onPick?: (item: ChartItem) => void;
  /** A right click, and on the element that stands for all of the picture. */
  onMenu?: (item: ChartItem, event: MouseEvent, element: HTMLElement) => void;
  /** The instance, once it is there; what is returned is called at its end. */
  onReady?: (chart: ECharts) => (() => void) | undefined;
  /** Beside the buttons that save it. */
  children?: ComponentChildren;
}

export function Chart(props: Props): JSX.Element {
  const { kind, option, table } = props;
  const holder = useRef<HTMLDivElement>(null);
  const state = useSignal<"coming" | "there" | "failed">("coming");
  const isDrawn = useSignal(false);
  const isFresh = useRef(true);
  const asTable = useSignal(false);
  const drawn = useDrawing(holder, state, props);
  const describedBy = useId();
  const look = currentLook();
  const words = language.value;

  useEffect(() => {
    void words;
    const chart = drawn.current;
    if (state.value !== "there" || !chart) return;
    const base = { animation: look.motion, textStyle: { fontFamily: look.font } };
    const made = { ...base, ...option(look, roomOf(chart)) };
    let isOutdated = false;
    const step = (drawn: ChartOption) =>
      inTurn(() => {
        if (!isOutdated) chart.setOption(drawn, { notMerge: true });
      });
    const draw = async () => {
      // What is done for the first time takes longest: a little of it first, in pieces that nobody notices.
      if (isFresh.current) {
        await step({ ...base, tooltip: {} });
        await step(sketchOf(made));
        await step({});
      }
      await step(made);
      isFresh.current = false;
      if (!isOutdated) isDrawn.value = true;
    };
    void draw();
    return () => {
      isOutdated = true;
    };
  }, [option, look, words, state.value, drawn, isDrawn]);

  const save = (format: "png" | "svg") => {
    const write = format === "png" ? savePng : saveSvg;
    if (drawn.current)
      void write(drawn.current, option(look, roomOf(drawn.current)), look.surface, props.fileName);
  };
  return (
    <figure class={`chart ${kind}`} data-chart={kind} aria-busy={state.value !== "failed" && !isDrawn.value}>
      <figcaption class="chart-tools">
        {props.children}
        <span class="chart-tools-end">
          {table && (
            <button
              type="button"
              class="plain"
              data-action="chart-table"
              aria-pressed={asTable.value}
              onClick={() => {
                asTable.value = !asTable.value;
              }}
            >
              {t("chart.table")}
            </button>
          )}
          <SaveButtons onSave={save} />
        </span>
      </figcaption>
      <p id={describedBy} class="visually-hidden">
        {props.description} {table && t("chart.tableNote")}
      </p>
      <div
        ref={holder}
        class="chart-canvas"
        role="img"
        aria-label={props.label}
        aria-describedby={describedBy}
        hidden={asTable.value}
      />
      {asTable.value && table && <ChartTable label={props.label} table={table} />}
      {state.value === "failed" && (
        <p class="pane-note" role="alert">
          {t("later.failed")}
        </p>
      )}
    </figure>
  );
}

function roomOf(chart: ECharts): Room {
  return { width: chart.getWidth(), height: chart.getHeight() };
}

/** The drawing in an element from its first appearance to its last. */
function useDrawing(
  holder: { current: HTMLDivElement | null },
  state: { value: "coming" | "there" | "failed" },
  props: Props,
): { current: ECharts | null } {
  const drawn = useRef<ECharts | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const ends: (() => void)[] = [];
    let isGone = false;
    const start = async () => {
      const { draw, parts } = await import("./echarts");
      for (const part of latest.current.parts) await inTurn(parts[part]);
      const chart = await inTurn(() => (isGone ? null : draw(element)));
      if (!chart) return;
      drawn.current = chart;
      ends.push(() => chart.dispose(), followSize(chart, element));
      chart.on("click", (event) => latest.current.onPick?.(event as ChartItem));
      chart.on("contextmenu", (event) => {
        const pointer = event.event?.event as MouseEvent | undefined;
        if (!pointer || !latest.current.onMenu) return;
        pointer.preventDefault();
        latest.current.onMenu(event as ChartItem, pointer, element);
      });
      const end = latest.current.onReady?.(chart);
      if (end) ends.push(end);
      state.value = "there";
    };
    start().catch(() => {
      state.value = "failed";
    });
    return () => {
      isGone = true;
      drawn.current = null;
      for (const end of ends.reverse()) end();
    };
  }, [holder, state]);
  return drawn;
}

function followSize(chart: ECharts, element: HTMLElement): () => void {
  let frame = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      // While the table stands in its place, it has no size.
      const { clientWidth: width, clientHeight: height } = element;
      const isOther = width !== chart.getWidth() || height !== chart.getHeight();
      if (width > 0 && height > 0 && isOther) chart.resize({ width, height });
    });
  });
  observer.observe(element);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
