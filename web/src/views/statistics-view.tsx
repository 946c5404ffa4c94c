/** Statistics: what kinds of things the memory goes to, how far from the roots it lies, and whose it is. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Statistics } from "../../../worker/protocol";
import { StatisticsModel } from "../app-state/statistics-model";
import { DistanceHistogram } from "../charts/distance-histogram";
import {
  kindOfPart,
  partsOf,
  type StatisticsPart,
  StatisticsRing,
  statisticsParts,
} from "../charts/statistics-ring";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import type { ViewProps } from "./catalogue";
import { FailureText } from "./failure-panel";
import { NativeContextsTable } from "./native-contexts-table";
import "../style/statistics.css";

export function StatisticsView({ loaded }: ViewProps): JSX.Element {
  const model = loaded.model(StatisticsModel);
  useEffect(() => model.look(), [model]);
  const { info } = loaded;
  const statistics = model.statistics.value.value;
  const distances = model.distances.value.value;
  const failure = model.statistics.failure.value ?? model.distances.failure.value;
  return (
    <section class="view statistics-view" aria-label={t("view.statistics")} aria-busy={!statistics}>
      <div class="bar">
        <h1 class="bar-title">{t("view.statistics")}</h1>
        <span class="bar-note">
          {t("overview.heap", {
            size: formatSize(info.total_size),
            nodes: formatCount(info.node_count),
            edges: formatCount(info.edge_count),
          })}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too */}
      <section class="statistics" aria-label={t("statistics.label")} tabIndex={0}>
        {failure && <FailureText failure={failure} />}
        <h2>{t("statistics.ring")}</h2>
        <div class="statistics-kinds">
          <div class="ring-place">
            {statistics && <StatisticsRing statistics={statistics} fileName={`${info.name}.statistics`} />}
          </div>
          {statistics ? <PartsTable statistics={statistics} /> : <Skeleton rows={9} />}
        </div>
        <h2>{t("statistics.distances")}</h2>
        <p class="quiet prose">{t("statistics.distancesMeaning")}</p>
        <div class="histogram-place">
          {distances && <DistanceHistogram distances={distances} fileName={`${info.name}.distances`} />}
        </div>
        <h2>{t("statistics.contexts")}</h2>
        <p class="quiet prose">{t("statistics.contextsMeaning")}</p>
        <NativeContextsTable loaded={loaded} answer={model.contexts} ask={() => model.attribute()} />
      </section>
    </section>
  );
}

export function Skeleton({ rows }: { rows: number }): JSX.Element {
  return (
    <div class="skeletons" aria-hidden="true">
      {Array.from({ length: rows }, (_, at) => (
        <span key={at} class="skeleton" style={{ inlineSize: `${60 + ((at * 37) % 30)}%` }} />
      ))}
    </div>
  );
}

/** The same exactly; the parts in DevTools' words, and its two sums. */
function PartsTable({ statistics }: { statistics: Statistics }): JSX.Element {
  const parts = partsOf(statistics);
  return (
    <table class="parts" data-panel="statistics">
      <thead>
        <tr>
          <th scope="col">{t("statistics.kind")}</th>
          <th scope="col" class="numeric">
            {t("column.shallow")}
          </th>
          <th scope="col" class="numeric in-bytes">
            {t("statistics.bytes")}
          </th>
          <th scope="col" class="numeric">
            {t("fact.percent")}
          </th>
        </tr>
      </thead>
      <tbody>
        {statisticsParts.map((part) => (
          <PartRow key={part} name={part} bytes={parts[part]} total={statistics.total} />
        ))}
      </tbody>
      <tfoot>
        <SumRow name="v8_heap" bytes={statistics.v8_heap} total={statistics.total} />
        <SumRow name="native" bytes={statistics.native} total={statistics.total} />
        {statistics.extra_native > 0 && (
          <SumRow name="extra_native" bytes={statistics.extra_native} total={statistics.total} />
        )}
        <SumRow name="total" bytes={statistics.total} total={statistics.total} />
      </tfoot>
    </table>
  );
}

function PartRow({
  name,
  bytes,
  total,
}: {
  name: StatisticsPart;
  bytes: number;
  total: number;
}): JSX.Element {
  return (
    <tr data-part={name} data-value={bytes}>
      <th scope="row" data-tip={t(`statistics.meaning.${name}`)}>
        <span class={`swatch ${kindOfPart[name]}`} aria-hidden="true" />
        {t(`statistics.part.${name}`)}
      </th>
      <Amounts bytes={bytes} total={total} />
    </tr>
  );
}

function SumRow({
  name,
  bytes,
  total,
}: {
  name: "v8_heap" | "native" | "extra_native" | "total";
  bytes: number;
  total: number;
}): JSX.Element {
  return (
    <tr data-part={name} data-value={bytes}>
      <th scope="row">{t(`statistics.sum.${name}`)}</th>
      <Amounts bytes={bytes} total={total} />
    </tr>
  );
}

export function Amounts({ bytes, total }: { bytes: number; total: number }): JSX.Element {
  return (
    <>
      <td class="numeric">{formatSize(bytes)}</td>
      <td class="numeric in-bytes">{formatCount(bytes)}</td>
      <td class="numeric soft">{formatShare(shareOf(bytes, total))}</td>
    </>
  );
}
