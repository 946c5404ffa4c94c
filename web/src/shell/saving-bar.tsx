/** While a file is being written: which, how much of it, and a way to stop. */

import type { JSX } from "preact";
import { saving } from "../app-state/saving";
import { formatSize } from "../format/numbers";
import { t } from "../language/words";

export function SavingBar(): JSX.Element | null {
  const now = saving.value;
  if (!now) return null;
  return (
    <section class="notice shown" data-panel="saving" aria-label={t("saving.menu")}>
      <span role="status">{t("saving.writing", { name: now.name, size: formatSize(now.bytes) })}</span>
      <button type="button" data-action="stop-saving" onClick={now.cancel}>
        {t("action.cancel")}
      </button>
    </section>
  );
}
