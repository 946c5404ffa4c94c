/** While the findings are looked for: what is looked at just now, and how far that is. */

import type { JSX } from "preact";
import type { LookStep } from "../../../worker/protocol";
import { t } from "../language/words";
import { ProgressBar } from "../shell/progress-bar";

export function LookingNote({ step }: { step: LookStep | null }): JSX.Element {
  return (
    <div class="looking">
      <p role="status">{t("overview.looking")}</p>
      <ProgressBar fraction={step ? step.done / step.total : 0} label={t("overview.looking")} />
      <p class="quiet">{t(`overview.phases.${step?.phase ?? "ways"}`)}</p>
    </div>
  );
}
