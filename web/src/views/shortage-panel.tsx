/** Asks before a file is opened for which there may not be enough memory, and says what to do instead. */

import type { JSX } from "preact";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { close, tryAnyway } from "../app-state/snapshots";
import type { Shortage } from "../engine/memory";
import { formatSize } from "../format/numbers";
import { t } from "../language/words";

interface Props {
  snapshot: OpenSnapshot;
  shortage: Shortage;
}

export function ShortagePanel({ snapshot, shortage }: Props): JSX.Element {
  return (
    <section class="failure-panel" role="alert" data-shortage={shortage.of} data-file={snapshot.name}>
      <h1 class="failure-title">{t("shortage.title")}</h1>
      <p class="failure-message">{reason(snapshot.name, shortage)}</p>
      <p class="failure-advice">
        {t("shortage.commandLine")} <code>heapglass summary FILE</code>
      </p>
      <div class="failure-actions">
        <button type="button" class="primary" data-action="anyway" onClick={() => tryAnyway(snapshot)}>
          {t("shortage.anyway")}
        </button>
        <button type="button" data-action="close" onClick={() => close(snapshot)}>
          {t("action.close")}
        </button>
      </div>
    </section>
  );
}

function reason(name: string, { needed, of, limit, taken }: Shortage): string {
  const sizes = { name, needed: formatSize(needed), limit: formatSize(limit), taken: formatSize(taken) };
  if (of === "tab") return t("shortage.tab", sizes);
  return t(taken > 0 ? "shortage.deviceTaken" : "shortage.device", sizes);
}
