/** When what is left was allocated, and by which functions. A stretch of time shows only its own objects below. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { AllocationTop, Timeline } from "../../../worker/protocol";
import { everything } from "../app-state/node-filter";
import type { Loaded } from "../app-state/open-snapshot";
import { objects } from "../app-state/query";
import { TimelineModel, timelinePart } from "../app-state/timeline-model";
import { AllocationColumns, type Stretch } from "../charts/allocation-columns";
import { formatCount, formatSeconds, formatSize } from "../format/numbers";
import type { ListRow } from "../heap/list-rows";
import { failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { ViewProps } from "./catalogue";
import { FirstSteps } from "./first-steps";
import { FrameName, FramePlace } from "./frame-place";
import { bytesColumn, factColumn, numberColumn, thingColumn } from "./list-columns";
import { ListGrid } from "./list-grid";
import { Segments } from "./segments";
import { SummaryBar } from "./summary-bar";
import { SummaryGrid } from "./summary-grid";
import type { Way } from "./ways";
import "../style/lists.css";
import "../style/timeline.css";

const ways: readonly Way[] = [
  {
    name: "heapglass",
    does: "profile.guide.capture",
    code: "heapglass capture 9229 --kind timeline --seconds 30",
  },
  { name: "Chrome, Edge", does: "timeline.chrome" },
];

export function TimelineView({ loaded, snapshot }: ViewProps): JSX.Element {
  if (loaded.info.has_timeline) return <Recorded loaded={loaded} snapshot={snapshot} />;
  return (
    <section class="view timeline-view" aria-label={t("view.timeline")}>
      <div class="bar">
        <h1 class="bar-title">{t("view.timeline")}</h1>
      </div>
      <FirstSteps title={t("timeline.without")} what={t("timeline.what")} ways={ways} />
    </section>
  );
}

function Recorded({ loaded }: ViewProps): JSX.Element {
  const model = loaded.model(TimelineModel);
  const timeline = model.timeline.value;
  const failure = model.failure.value;
  const hasStacks = loaded.info.has_stacks;
  const part = hasStacks ? timelinePart.value : "objects";
  return (
    <section class="view timeline-view" aria-label={t("view.timeline")} aria-busy={!timeline && !failure}>
      <div class="bar list-bar">
        <h1 class="bar-title">{t("view.timeline")}</h1>
        {timeline && timeline.rows.length > 0 && <StretchFields timeline={timeline} />}
      </div>
      {failure && (
        <p class="pane-note" role="alert">
          {failureTitle(failure)}
        </p>
      )}
      <div class="timeline-chart">
        {timeline && (
          <AllocationColumns
            spans={timeline.rows}
            chosen={stretchOf(timeline)}
            onChoose={(stretch) => choose(timeline, stretch)}
            fileName={`${loaded.info.name}.timeline`}
          />
        )}
      </div>
      {hasStacks && (
        <div class="bar part-bar">
          <Segments
            label={t("timeline.below")}
            chosen={timelinePart}
            choices={[
              { name: "objects", text: t("timeline.objects"), meaning: t("timeline.objectsMeaning") },
              { name: "functions", text: t("timeline.functions"), meaning: t("timeline.functionsMeaning") },
            ]}
          />
        </div>
      )}
      {part === "objects" ? (
        <>
          <SummaryBar loaded={loaded} title={null} />
          <SummaryGrid loaded={loaded} />
        </>
      ) : (
        <Functions loaded={loaded} />
      )}
    </section>
  );
}

/** The columns that the Summary's filter is about: those of which it has all ids. */
function stretchOf({ rows }: Timeline): Stretch | null {
  const range = objects.value;
  if (range.kind !== "id_range") return null;
  const first = rows.findIndex(({ max_id }) => max_id > range.min_id);
  const last = rows.findLastIndex(({ min_id }) => min_id < range.max_id);
  return first < 0 || last < first ? null : [first, last];
}

function choose({ rows }: Timeline, stretch: Stretch | null): void {
  const first = stretch && rows[stretch[0]];
  const last = stretch && rows[stretch[1]];
  objects.value =
    first && last ? { kind: "id_range", min_id: first.min_id, max_id: last.max_id } : everything;
}

/** The same with keys: where the stretch begins and ends, column by column. */
function StretchFields({ timeline }: { timeline: Timeline }): JSX.Element {
  const { rows, before } = timeline;
  const chosen = stretchOf(timeline);
  const [first, last] = chosen ?? [0, rows.length - 1];
  const field = (which: "from" | "to", at: number, onInput: (at: number) => void) => {
    const span = rows[at];
    const time = formatSeconds((which === "from" ? span?.start : span?.end) ?? 0);
    return (
      <label class="stretch-field">
        <span>{t(`timeline.${which}`)}</span>
        <input
          type="range"
          data-stretch={which}
          min={0}
          max={rows.length - 1}
          value={at}
          aria-valuetext={time}
          onInput={(event) => onInput(Number(event.currentTarget.value))}
        />
        <output>{time}</output>
      </label>
    );
  };
  return (
    <>
      {field("from", first, (at) => choose(timeline, [Math.min(at, last), last]))}
      {field("to", last, (at) => choose(timeline, [first, Math.max(at, first)]))}
      <button type="button" data-action="all-time" disabled={!chosen} onClick={() => choose(timeline, null)}>
        {t("timeline.all")}
      </button>
      <span class="bar-note">
        {before &&
          t("timeline.before", {
            count: before.count,
            formatted: formatCount(before.count),
            size: formatSize(before.size),
          })}
      </span>
    </>
  );
}

function Functions({ loaded }: { loaded: Loaded }): JSX.Element {
  const { tops } = loaded.model(TimelineModel);
  const columns = useMemo(functionColumns, []);
  return (
    <ListGrid
      loaded={loaded}
      label={t("timeline.functions")}
      kind="timeline"
      list={tops}
      columns={columns}
      nodeOf={() => null}
      attributes={(top) => ({ "data-function": top.function, "data-live": top.live_count })}
      textOf={(top) => top.function}
      empty={<p>{t("timeline.noFunctions")}</p>}
    />
  );
}

function functionColumns(): Column<ListRow<AllocationTop>, string>[] {
  const head = (id: "count" | "size" | "live_count" | "live_size") =>
    ({ id: `made-${id}`, title: `timeline.${id}`, meaning: `timeline.${id}Meaning`, sortKey: null }) as const;
  return [
    thingColumn(
      { id: "tree", title: "timeline.function", meaning: "timeline.functionMeaning", sortKey: null },
      (top) => <FrameName frame={top} />,
    ),
    factColumn(
      { id: "place", title: "timeline.place", meaning: "timeline.placeMeaning", sortKey: null },
      (top) => <FramePlace frame={top} />,
      ({ script, line, column }) => (script === "" ? "" : `${script}:${line}:${column}`),
    ),
    numberColumn(head("count"), ({ count }) => count),
    bytesColumn(head("size"), ({ size }) => size),
    numberColumn(head("live_count"), ({ live_count }) => live_count),
    bytesColumn(head("live_size"), ({ live_size }) => live_size),
  ];
}
