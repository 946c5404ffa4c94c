/** What went wrong with which file, where, and what to do about it. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Failure } from "../../../worker/protocol";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { close, openPart } from "../app-state/snapshots";
import { failureAdvice, failureMessage, failureReport, failureTitle } from "../language/failure-words";
import { t } from "../language/words";
import { chooseFiles } from "../shell/file-picker";

/** Fills the main view when there is nothing else to show. */
export function FailurePanel({
  snapshot,
  failure,
}: {
  snapshot: OpenSnapshot;
  failure: Failure;
}): JSX.Element {
  return (
    <section class="failure-panel" role="alert" data-failure={failure.code} data-file={snapshot.name}>
      <p class="failure-file">{t("failure.of", { name: snapshot.name })}</p>
      <FailureText failure={failure} />
      <div class="failure-actions">
        <PartButton snapshot={snapshot} failure={failure} />
        <button type="button" class={readableShare(failure) === null ? "primary" : ""} onClick={chooseFiles}>
          {t("action.open")}
        </button>
        <button type="button" onClick={() => close(snapshot)}>
          {t("action.dismiss")}
        </button>
      </div>
    </section>
  );
}

/** Above the main view, while that shows another snapshot. */
export function FailureBanner({
  snapshot,
  failure,
}: {
  snapshot: OpenSnapshot;
  failure: Failure;
}): JSX.Element {
  return (
    <section class="failure-banner" role="alert" data-failure={failure.code} data-file={snapshot.name}>
      <p class="failure-file">{t("failure.of", { name: snapshot.name })}</p>
      <FailureText failure={failure} />
      <div class="failure-actions">
        <PartButton snapshot={snapshot} failure={failure} />
        <button type="button" data-action="dismiss" onClick={() => close(snapshot)}>
          {t("action.dismiss")}
        </button>
      </div>
    </section>
  );
}

/** Offers what can be read of a file that was cut short. */
function PartButton({ snapshot, failure }: { snapshot: OpenSnapshot; failure: Failure }): JSX.Element | null {
  const percent = readableShare(failure);
  if (percent === null) return null;
  return (
    <button type="button" class="primary" data-action="open-part" onClick={() => openPart(snapshot)}>
      {percent > 0 && percent < 100 ? t("part.openShare", { percent }) : t("part.open")}
    </button>
  );
}

/** Percent of the nodes; 0 where that is not known; null where there is nothing to open. */
function readableShare({ kind, params }: Failure): number | null {
  if (kind !== "truncated" || !Number(params.nodes)) return null;
  return Number(params.percent ?? 0);
}

export function FailureText({ failure }: { failure: Failure }): JSX.Element {
  const advice = failureAdvice(failure);
  return (
    <div class="failure-text">
      <p class="failure-title">{failureTitle(failure)}</p>
      <p class="failure-message">{failureMessage(failure)}</p>
      {advice && <p class="failure-advice">{advice}</p>}
      {failure.details !== "" && <Details failure={failure} />}
    </div>
  );
}

function Details({ failure }: { failure: Failure }): JSX.Element {
  const copied = useSignal(false);
  const report = failureReport(failure);
  return (
    <details>
      <summary>{t("action.details")}</summary>
      <pre>{report}</pre>
      <button
        type="button"
        onClick={async () => {
          await navigator.clipboard.writeText(report);
          copied.value = true;
        }}
      >
        {t(copied.value ? "action.copied" : "action.copyDetails")}
      </button>
    </details>
  );
}
