/** Says that a new version is there. When to change to it is the visitor's decision: a reload closes what is open. */

import type { JSX } from "preact";
import { newVersion, useNewVersion } from "../app-state/offline";
import { snapshots } from "../app-state/snapshots";
import { t } from "../language/words";

export function UpdateNote(): JSX.Element | null {
  if (!newVersion.value) return null;
  return (
    <section class="update-note" data-panel="update" role="status">
      <p>
        <strong>{t("update.there")}</strong> {snapshots.value.length > 0 && t("update.closes")}
      </p>
      <button type="button" class="primary" data-action="update" onClick={useNewVersion}>
        {t("update.reload")}
      </button>
      <button
        type="button"
        onClick={() => {
          newVersion.value = null;
        }}
      >
        {t("update.later")}
      </button>
    </section>
  );
}
