/** The frame of the Summary while its snapshot is read: rows to come, and on a narrow page how far it is. */

import type { JSX } from "preact";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { close } from "../app-state/snapshots";
import { t } from "../language/words";
import { LoadBar } from "../shell/progress-bar";
import { ProgressWords } from "../shell/rail";

const rows = Array.from({ length: 24 }, (_, at) => at);

export function LoadingView({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const stage = snapshot.stage.value;
  const { name } = snapshot;
  return (
    <section class="view loading-view" aria-busy="true" aria-label={t("loading.title", { name })}>
      <div class="bar">
        <h1 class="bar-title">{t("view.summary")}</h1>
        <span class="bar-note">{t("loading.title", { name })}</span>
      </div>
      {stage.kind === "loading" && (
        <div class="loading-progress">
          <p role="status">
            <ProgressWords progress={stage.progress} />
          </p>
          <LoadBar progress={stage.progress} label={t("rail.progress", { name })} />
          <button type="button" onClick={() => close(snapshot)}>
            {t("action.cancel")}
          </button>
        </div>
      )}
      <div class="skeleton-rows" aria-hidden="true">
        {rows.map((row) => (
          <div key={row} class="skeleton-row">
            <span class="skeleton" style={{ inlineSize: `${24 + ((row * 29) % 36)}%` }} />
            <span class="skeleton figure-skeleton" />
          </div>
        ))}
      </div>
    </section>
  );
}
