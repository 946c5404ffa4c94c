/** One process: the verdict with its evidence, what to do next, its memory over time, and its series as a table. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import type { LogProcess, LogSeries, Reconciliation } from "../../../../worker/protocol";
import { language } from "../../app-state/language";
import { currentLoaded } from "../../app-state/snapshots";
import { formatCount, formatShare, formatSize } from "../../format/numbers";
import { t, wordsFor } from "../../language/words";
import { PhraseWords } from "./phrase-words";
import { SeriesChart } from "./series-chart";

export function ProcessCard({ process }: { process: LogProcess }): JSX.Element {
  const { verdict } = process;
  const [what, ...evidence] = verdict.text_parts;
  const main = process.series.toSorted((a, b) => Number(b.main) - Number(a.main));
  return (
    <article class="triage-process" data-process={process.name} data-verdict={verdict.kind}>
      {process.name && <p class="triage-name">{t("triage.process", { name: process.name })}</p>}
      <p class="triage-verdict">
        <PhraseWords phrase={verdict.title_parts} />{" "}
        {verdict.confidence > 0 && (
          <span class="quiet">{t("triage.confidence", { share: formatShare(verdict.confidence) })}</span>
        )}
      </p>
      {what && (
        <p>
          <PhraseWords phrase={what} />
        </p>
      )}
      <Explained process={process} />
      {verdict.next_parts.length > 0 && (
        <section class="triage-next">
          <h3>{t("triage.next")}</h3>
          <ul>
            {verdict.next_parts.map((step, at) => (
              <li key={at}>
                <PhraseWords phrase={step} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <SeriesChart process={process} />
      {evidence.length > 0 && (
        <section class="triage-evidence">
          <h3>{t("triage.evidence")}</h3>
          <ul>
            {evidence.map((sentence, at) => (
              <li key={at}>
                <PhraseWords phrase={sentence} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <SeriesTable series={main} />
    </article>
  );
}

/** How much of the process the open snapshot has in it. */
function Explained({ process }: { process: LogProcess }): JSX.Element | null {
  const found = useSignal<Reconciliation | null>(null);
  useSignalEffect(() => {
    const loaded = currentLoaded.value;
    const words = language.value;
    found.value = null;
    if (!loaded) return;
    let wanted = true;
    loaded.engine.ask("reconciliation", { size: process.size, language: words }).then(
      (answer) => {
        if (wanted) found.value = answer;
      },
      // Its worker died: the page says so elsewhere.
      () => {},
    );
    return () => {
      wanted = false;
    };
  });
  const told = found.value;
  const loaded = currentLoaded.value;
  if (!told || !loaded) return null;
  return (
    <section class="triage-explained" data-explained={told.explained}>
      <h3>{t("triage.explained", { name: loaded.info.name })}</h3>
      <p>
        <strong>{told.title}</strong> {told.text}
      </p>
      <div class="triage-parts" aria-hidden="true">
        {told.parts.map(({ part, bytes }) => (
          <span key={part} data-part={part} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <ul>
        {told.parts.map(({ part, label, bytes }) => (
          <li key={part} data-part={part}>
            {label}: {formatSize(bytes)} ({formatShare(bytes / told.whole)})
          </li>
        ))}
      </ul>
    </section>
  );
}

function SeriesTable({ series }: { series: readonly LogSeries[] }): JSX.Element | null {
  if (series.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys
    <section class="triage-table" tabIndex={0} aria-label={t("triage.table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("triage.series")}</th>
            <th scope="col">{t("triage.points")}</th>
            <th scope="col">{t("triage.first")}</th>
            <th scope="col">{t("triage.least")}</th>
            <th scope="col">{t("triage.most")}</th>
            <th scope="col">{t("triage.last")}</th>
            <th scope="col">{t("triage.trend")}</th>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={`${one.measure} ${one.track}`} data-measure={one.measure} class={one.main ? "main" : ""}>
              <th scope="row">
                <PhraseWords phrase={one.label_parts} />
              </th>
              <td>{formatCount(one.count)}</td>
              <Bytes value={one.first} />
              <Bytes value={one.least} />
              <Bytes value={one.most} />
              <Bytes value={one.last} />
              <td class={one.grows ? "grows" : ""}>{trendOf(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Bytes({ value }: { value: number }): JSX.Element {
  return (
    <td data-value={value} title={t("size.exact", { count: value, bytes: formatCount(value) })}>
      {formatSize(value)}
    </td>
  );
}

/** What it does, and how fast where that can be told. */
function trendOf({ trend, clock }: LogSeries): string {
  if (!trend) return "";
  const shape = wordsFor(`shape.${trend.shape}`) ?? trend.shape;
  if (trend.slope === 0 || trend.shape === "flat") return shape;
  const sign = trend.slope > 0 ? "+" : "−";
  const bytes = formatSize(Math.abs(trend.slope) * (clock === "samples" ? 1 : 60));
  return `${shape}, ${sign}${t(clock === "samples" ? "triage.perSample" : "triage.perMinute", { bytes })}`;
}
