/** The open snapshots and the views on them. */

import type { JSX } from "preact";
import type { SnapshotInfo } from "../../../worker/protocol";
import type { LoadProgress } from "../app-state/load-progress";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { close, current, show, snapshots } from "../app-state/snapshots";
import { view, views } from "../app-state/view";
import { formatRoughCount, formatSize, roundedSeconds } from "../format/numbers";
import { failureTitle } from "../language/failure-words";
import { t, wordsFor } from "../language/words";
import { catalogue, isAvailable } from "../views/catalogue";
import { MiddleCut } from "../views/node-chip";
import { CloseIcon } from "./icons";

export function Rail(): JSX.Element {
  return (
    <nav class="rail" aria-label={t("rail.label")}>
      <h2 class="rail-title">{t("rail.snapshots")}</h2>
      {snapshots.value.length === 0 && <p class="rail-note">{t("rail.none")}</p>}
      <ul class="snapshots">
        {snapshots.value.map((snapshot) => (
          <SnapshotItem key={snapshot.letter} snapshot={snapshot} />
        ))}
      </ul>
      <h2 class="rail-title">{t("rail.views")}</h2>
      <ul class="views">
        {views.map((name, at) => (
          <li key={name}>
            <button
              type="button"
              class="view"
              data-view={name}
              aria-current={view.value === name ? "page" : undefined}
              aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
              disabled={!isAvailable(name)}
              onClick={() => {
                view.value = name;
              }}
            >
              {catalogue[name].icon()}
              <span class="view-name">{t(`view.${name}`)}</span>
              {at < 9 && <kbd>{at + 1}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SnapshotItem({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const { letter, name } = snapshot;
  const stage = snapshot.stage.value;
  const isCurrent = current.value === snapshot;
  const busy = stage.kind === "loading" || stage.kind === "waiting";
  return (
    <li
      class={`snapshot ${stage.kind} ${isCurrent ? "current" : ""}`}
      data-snapshot={letter}
      data-stage={stage.kind}
    >
      <button
        type="button"
        class="snapshot-button"
        aria-current={isCurrent ? "true" : undefined}
        onClick={() => show(snapshot)}
      >
        <span class="letter" aria-hidden="true">
          {letter.toUpperCase()}
        </span>
        <span class="snapshot-name">
          <MiddleCut text={shortName(name)} title={name} />
        </span>
        <span class="snapshot-facts">
          <StageFacts snapshot={snapshot} />
        </span>
      </button>
      {stage.kind === "loading" && <ProgressBar progress={stage.progress} name={name} />}
      {busy ? (
        <button
          type="button"
          class="cancel"
          data-action="cancel"
          aria-label={t("action.cancelSnapshot", { name })}
          onClick={() => close(snapshot)}
        >
          {t("action.cancel")}
        </button>
      ) : (
        <button
          type="button"
          class="plain icon close"
          data-action="close"
          aria-label={t("action.closeSnapshot", { name })}
          data-tip={t("action.close")}
          onClick={() => close(snapshot)}
        >
          <CloseIcon />
        </button>
      )}
    </li>
  );
}

/** Without the ending that all of them have. */
function shortName(name: string): string {
  return name.replace(/\.(heapsnapshot|heaptimeline)(\.gz)?$/i, "") || name;
}

function StageFacts({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const stage = snapshot.stage.value;
  switch (stage.kind) {
    case "waiting":
      return <>{t("rail.waiting")}</>;
    case "loading":
      return <ProgressWords progress={stage.progress} />;
    case "doubtful":
      return <>{t("shortage.title")}</>;
    case "failed":
      return <>{failureTitle(stage.failure)}</>;
    case "part":
      return <PartFacts info={stage.part.info} />;
    case "ready": {
      const { node_count, total_size, partial } = stage.loaded.info;
      if (partial) return <PartFacts info={stage.loaded.info} />;
      const nodes = t("rail.nodes", { count: node_count, formatted: formatRoughCount(node_count) });
      return (
        <>
          {formatSize(total_size)} · {nodes}
        </>
      );
    }
  }
}

function PartFacts({ info }: { info: SnapshotInfo }): JSX.Element {
  const { node_count: count } = info;
  return (
    <>
      <span class="tag">{t("part.tag")}</span>{" "}
      {t("rail.nodes", { count, formatted: formatRoughCount(count) })}
    </>
  );
}

/** Phase, percent, and the time left where it can be told. */
export function ProgressWords({ progress }: { progress: LoadProgress }): JSX.Element {
  const phase = wordsFor(`phase.${progress.phase.value}`) ?? t("phase.other");
  const percent = Math.floor(progress.fraction.value * 100);
  const left = progress.secondsLeft.value;
  return (
    <>
      {phase} · {percent} %{left !== null && ` · ${timeLeft(left)}`}
    </>
  );
}

function timeLeft(seconds: number): string {
  const rounded = roundedSeconds(seconds);
  if ("minutes" in rounded) return t("time.minutesLeft", { count: rounded.minutes });
  return t("time.secondsLeft", { count: rounded.seconds });
}

export function ProgressBar({ progress, name }: { progress: LoadProgress; name: string }): JSX.Element {
  const percent = Math.floor(progress.fraction.value * 100);
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={t("rail.progress", { name })}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div class="progress-done" style={{ inlineSize: `${progress.fraction.value * 100}%` }} />
    </div>
  );
}
