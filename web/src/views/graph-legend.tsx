/** What the colours and lines of the picture mean. */

import type { JSX } from "preact";
import { glyphs, type NodeKind } from "../format/node-kinds";
import { t } from "../language/words";

const edgeKinds = ["property", "context", "internal", "weak", "dominates", "path"] as const;

export function GraphLegend({ kinds }: { kinds: ReadonlySet<NodeKind> }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys
    <ul class="graph-legend" aria-label={t("graph.legend")} tabIndex={0}>
      {[...kinds].sort().map((kind) => (
        <li key={kind} class={`node-chip ${kind}`}>
          <span class="glyph" aria-hidden="true">
            {glyphs[kind]}
          </span>{" "}
          {t(`graph.kind.${kind}`)}
        </li>
      ))}
      {edgeKinds.map((kind) => (
        <li key={kind}>
          <svg class={`edge-sample ${kind}`} width="28" height="8" aria-hidden="true">
            <path d="M1 4h26" />
          </svg>{" "}
          {t(`graph.edge.${kind}`)}
        </li>
      ))}
      <li class="quiet">{t("graph.area")}</li>
    </ul>
  );
}
