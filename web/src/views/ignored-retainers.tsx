/** The retainers that are left out, each to be taken back in. */

import type { JSX } from "preact";
import type { Selection } from "../app-state/selection";
import { t } from "../language/words";
import { CloseIcon } from "../shell/icons";
import { NodeChip } from "./node-chip";

export function IgnoredRetainers({ selection: { retaining } }: { selection: Selection }): JSX.Element | null {
  const ignored = retaining.ignored.value;
  if (ignored.length === 0) return null;
  return (
    <section class="ignored" aria-label={t("retaining.ignored")} data-panel="ignored">
      <span class="quiet">{t("retaining.ignored")}</span>
      <ul>
        {ignored.map((node) => (
          <li key={node.id}>
            <NodeChip node={node} />
            <button
              type="button"
              class="plain icon small"
              data-action="restore"
              aria-label={t("retaining.restore", { name: `${node.class_name} @${node.id}` })}
              data-tip={t("retaining.restore", { name: `@${node.id}` })}
              onClick={() => void retaining.restore(node)}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      {ignored.length > 1 && (
        <button
          type="button"
          class="link"
          data-action="restore-all"
          onClick={() => void retaining.restoreAll()}
        >
          {t("retaining.restoreAll")}
        </button>
      )}
    </section>
  );
}
