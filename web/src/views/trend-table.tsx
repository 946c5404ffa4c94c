/** What grew in every step of several snapshots: how much there was each time, and at what rate. */

import type { JSX } from "preact";
import type { HeapTrend, Series } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";

interface Props {
  trend: HeapTrend;
  /** Letters of the snapshots, the first one first. */
  letters: readonly string[];
  onNode: (id: number) => void;
}

export function TrendTable({ trend, letters, onNode }: Props): JSX.Element {
  const timed = trend.per_second !== null;
  const row = (series: Series, at: number) => (
    <tr key={at} data-series={series.name}>
      <th scope="row">
        {series.id === null ? (
          <code>{series.name}</code>
        ) : (
          <button type="button" class="node-link" onClick={() => onNode(series.id ?? 0)}>
            {series.name}
          </button>
        )}
      </th>
      {series.sizes.map((size, step) => (
        <td key={letters[step]} data-value={size}>
          {series.counts && <span class="trend-count">{formatCount(series.counts[step] ?? 0)}</span>}
          {formatSize(size)}
        </td>
      ))}
      <td class="trend-rate" data-value={Math.round(series.per_step)}>
        {signed(series.per_step)}
      </td>
      {timed && <td class="trend-rate">{series.per_second === null ? "" : signed(series.per_second)}</td>}
    </tr>
  );
  return (
    <>
      <h2 class="findings-head">{t("trend.title")}</h2>
      <p class="trend-projection" data-panel="projection">
        {projection(trend)}
      </p>
      <div class="trend-scroll">
        <table class="findings-table trend-table" data-panel="trend">
          <thead>
            <tr>
              <th scope="col">{t("trend.what")}</th>
              {letters.map((letter) => (
                <th key={letter} scope="col">
                  {letter.toUpperCase()}
                </th>
              ))}
              <th scope="col">{t("trend.step")}</th>
              {timed && <th scope="col">{t("trend.second")}</th>}
            </tr>
          </thead>
          <tbody>
            <tr data-series="heap">
              <th scope="row">{t("trend.heap")}</th>
              {trend.totals.map((size, step) => (
                <td key={letters[step]} data-value={size}>
                  {formatSize(size)}
                </td>
              ))}
              <td class="trend-rate" data-value={Math.round(trend.per_step)}>
                {signed(trend.per_step)}
              </td>
              {timed && <td class="trend-rate">{signed(trend.per_second ?? 0)}</td>}
            </tr>
            {trend.containers.map(row)}
            {trend.classes.map((series, at) => row(series, trend.containers.length + at))}
          </tbody>
        </table>
      </div>
      {trend.classes.length + trend.containers.length === 0 && (
        <p class="quiet" role="status">
          {t("trend.none")}
        </p>
      )}
    </>
  );
}

/** When the heap would be full, if it goes on like this. */
function projection({ limit, per_step, per_second, steps_left, seconds_left }: HeapTrend): string {
  if (steps_left === null) return t("trend.steady", { limit: formatSize(limit) });
  const steps = formatCount(Math.max(1, Math.round(steps_left)));
  const text = t("trend.reaches", { rate: formatSize(per_step), limit: formatSize(limit), steps });
  if (seconds_left === null || per_second === null) return text;
  const hours = (seconds_left / 3600).toFixed(1);
  return `${text} ${t("trend.inTime", { rate: formatSize(per_second), hours })}`;
}

function signed(bytes: number): string {
  const size = Math.round(Math.abs(bytes));
  return size === 0 ? formatSize(0) : `${bytes < 0 ? "\u2212" : "+"}${formatSize(size)}`;
}
