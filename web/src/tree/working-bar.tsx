/** A moving line above rows that are about to be replaced: shown when that takes longer than a moment. */

import type { JSX } from "preact";
import { t } from "../language/words";

export function WorkingBar({ working }: { working: boolean }): JSX.Element {
  return (
    <div class="working-place">
      {working && (
        <div class="working-bar">
          <span class="visually-hidden" role="status">
            {t("lists.working")}
          </span>
        </div>
      )}
    </div>
  );
}
