/** The way from the root down to what a picture is of: each step leads back up there. */

import type { JSX } from "preact";
import type { NodeRow } from "../../../worker/protocol";
import type { DominatorPicture } from "../app-state/dominators-model";
import { t } from "../language/words";
import { NodeChip } from "./node-chip";

/** Nearest steps that are shown; the rest of a long way is folded. */
const near = 3;

export function DominatorCrumbs({
  picture: { rows, path },
  onUp,
}: {
  picture: DominatorPicture;
  onUp: (node: NodeRow) => void;
}): JSX.Element {
  const down = path.toReversed();
  const [root] = down;
  const rest = down.slice(1);
  const shown = rest.slice(-near);
  const folded = rest.length - shown.length;
  const ofClass = rows[0]?.kind === "class" ? rows[0].class_row : null;
  const isLast = (node: NodeRow) => !ofClass && node === path[0];
  return (
    <nav class="crumbs" aria-label={t("dominators.path")}>
      <ol>
        {root && (
          <li>
            <button
              type="button"
              class="link"
              data-crumb={root.id}
              aria-current={isLast(root) ? "page" : undefined}
              onClick={() => onUp(root)}
            >
              {t("dominators.root")}
            </button>
          </li>
        )}
        {folded > 0 && <li class="quiet">{t("dominators.folded", { count: folded })}</li>}
        {shown.map((node) => (
          <li key={node.ordinal}>
            <button
              type="button"
              class="link"
              data-crumb={node.id}
              aria-current={isLast(node) ? "page" : undefined}
              onClick={() => onUp(node)}
            >
              <NodeChip node={node} />
            </button>
          </li>
        ))}
        {ofClass && (
          <li class="class-name" aria-current="page">
            {ofClass.name}
          </li>
        )}
      </ol>
    </nav>
  );
}
