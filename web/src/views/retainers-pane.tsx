/** Below the main view: who keeps the selected object, the nearest way to a root already opened. */

import type { JSX } from "preact";
import type { Loaded } from "../app-state/open-snapshot";
import { t } from "../language/words";
import { IgnoredRetainers } from "./ignored-retainers";
import { KeptBy } from "./kept-by";
import { NodeChip } from "./node-chip";
import { RetainersTree } from "./node-trees";

export function RetainersPane({ loaded }: { loaded: Loaded | null }): JSX.Element {
  const selection = loaded?.selection;
  const kept = selection?.kept.value;
  const selected = selection?.node.value;
  return (
    <section class="retainers-pane" aria-label={t("retainers.title")}>
      <div class="bar">
        <h2 class="bar-title">{t(kept ? "retainers.titleOf" : "retainers.title")}</h2>
        {kept && <NodeChip node={kept} />}
        {selection && selected && selected.ordinal !== kept?.ordinal && (
          <button type="button" class="link" onClick={() => selection.showRetainers(selected)}>
            {t("retainers.show", { id: selected.id })}
          </button>
        )}
      </div>
      {selection && kept && <KeptBy selection={selection} which="kept" phrases={4} />}
      {selection && <IgnoredRetainers selection={selection} />}
      {loaded ? <RetainersTree loaded={loaded} /> : <p class="pane-note">{t("retainers.nothingSelected")}</p>}
    </section>
  );
}
