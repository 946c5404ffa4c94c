/** What probably leaks, why it is kept, and where to look: the findings, worst first. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { earlierBaseOf } from "../app-state/comparison-base";
import { chosenBefore, earlierOf, scopeOf, trendEnd } from "../app-state/earlier";
import { language } from "../app-state/language";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { stemOf } from "../app-state/saving";
import { failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import { FindingCard } from "./finding-card";
import { GrowthTables } from "./growth-tables";
import { later } from "./later";
import { LookingNote } from "./looking-note";
import { saveFile } from "./save-file";
import { ScopeChoice } from "./scope-choice";
import { Words } from "./sentence";
import { TrendBar } from "./trend-bar";
import { TrendTable } from "./trend-table";

/** Charts are not in the first download. */
const Ring = later(async () => (await import("../charts/statistics-ring")).StatisticsRing);

export function OverviewView({ snapshot, loaded }: { snapshot: OpenSnapshot; loaded: Loaded }): JSX.Element {
  const { overview, info, selection } = loaded;
  useSignalEffect(() => {
    void overview.follow(language.value, earlierOf(snapshot));
  });
  const base = earlierBaseOf(snapshot);
  const report = overview.report.value;
  const failure = overview.failure.value;
  const scope = scopeOf(snapshot);
  const isTrend = scope === "trend";
  const end = isTrend ? snapshot : trendEnd();
  const letters = [...chosenBefore(snapshot), snapshot].map(({ letter }) => letter);
  const onNode = (id: number) => void selection.selectId(id);
  const save = async () =>
    saveFile(await overview.file(language.value, earlierOf(snapshot)), `${info.name}.report.html`);
  return (
    <section class="view overview-view" aria-label={t("view.overview")} aria-busy={!report && !failure}>
      <div class="bar">
        <h1 class="bar-title">{t("view.overview")}</h1>
        {(base || end) && <ScopeChoice snapshot={snapshot} loaded={loaded} base={base} end={end} />}
        <button type="button" class="bar-action" disabled={!report} onClick={() => void save()}>
          {t("overview.save")}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too */}
      <section class="findings" data-panel="findings" aria-label={t("findings.list")} tabIndex={0}>
        {failure && <p role="alert">{failureTitle(failure)}</p>}
        {!report && !failure && <LookingNote step={overview.step.value} />}
        {report && (
          <div class="opening" data-panel="opening">
            <div class="opening-words">
              {report.opening_parts.map((sentence, at) => (
                <p key={at}>
                  <Words parts={sentence} onNode={onNode} />
                </p>
              ))}
            </div>
            <div class="opening-ring" data-panel="ring">
              <Ring statistics={report.statistics} fileName={`${info.name}.statistics`} />
            </div>
          </div>
        )}
        {isTrend && <TrendBar snapshot={snapshot} loaded={loaded} />}
        {report?.trend && <TrendTable trend={report.trend} letters={letters} onNode={onNode} />}
        {report && report.findings.length === 0 && (
          <p class="quiet" data-panel="findings-none" role="status">
            {t(!base ? "overview.noneNext" : scope === "all" ? "overview.noneAlone" : "overview.noneSince", {
              name: stemOf((isTrend ? chosenBefore(snapshot)[0] : base)?.name ?? ""),
            })}
          </p>
        )}
        {report && report.findings.length > 0 && <h2 class="findings-head">{t("findings.list")}</h2>}
        {report?.findings.map((finding, at) => (
          <FindingCard
            key={`${finding.kind} ${finding.node.ordinal}`}
            finding={finding}
            number={at + 1}
            onNode={onNode}
          />
        ))}
        {report?.growth && <GrowthTables growth={report.growth} />}
      </section>
    </section>
  );
}
