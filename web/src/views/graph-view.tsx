/** The reference graph: what retains most and how it hangs together, or a node with its retainers and references. */

import { useSignal } from "@preact/signals";
import type { Core } from "cytoscape";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { GraphNode } from "../../../worker/protocol";
import { graphCentre, graphText } from "../app-state/graph-query";
import { language } from "../app-state/language";
import { currentLook } from "../charts/look";
import { SaveButtons } from "../charts/save-buttons";
import type { NodeKind } from "../format/node-kinds";
import { formatCount, formatSize } from "../format/numbers";
import { GraphCanvas } from "../graph/graph-canvas";
import { drawingOf } from "../graph/graph-elements";
import { GraphModel } from "../graph/graph-model";
import { svgOf } from "../graph/graph-svg";
import { t } from "../language/words";
import type { ViewProps } from "./catalogue";
import { FailureText } from "./failure-panel";
import { GraphBar } from "./graph-bar";
import { GraphLegend } from "./graph-legend";
import { GraphList } from "./graph-list";
import { NodeChip } from "./node-chip";
import { saveFile } from "./save-file";
import "../style/chart.css";
import "../style/graph.css";

interface Pointed {
  node: GraphNode;
  x: number;
  y: number;
  by: "mouse" | "key";
}

export function GraphView({ loaded }: ViewProps): JSX.Element {
  const model = loaded.model(GraphModel);
  const { selection, info } = loaded;
  const core = useRef<Core>(null);
  const pointed = useSignal<Pointed | null>(null);
  useEffect(() => model.look(), [model]);
  const picture = model.picture.value;
  const failure = model.failure.value;
  const text = graphText.value;
  // Its words change with the language.
  const words = language.value;
  const drawing = useMemo(() => picture && drawingOf(picture, text, shapeOfRoom()), [picture, text, words]);
  const name = `${info.name}.graph`;
  const savePng = async () => {
    const file = await core.current?.png({
      output: "blob-promise",
      bg: currentLook().surface,
      full: true,
      scale: 2,
      maxWidth: 8000,
      maxHeight: 8000,
    });
    if (file) saveFile(file, `${name}.png`);
  };
  const saveSvg = () => {
    if (drawing)
      saveFile(new Blob([svgOf(drawing, currentLook())], { type: "image/svg+xml" }), `${name}.svg`);
  };
  const centre = picture?.nodes.find(({ id }) => id === graphCentre.value);
  return (
    <section class="view graph-view" aria-label={t("view.graph")} aria-busy={!picture && !failure}>
      <GraphBar selection={selection} />
      {failure && <FailureText failure={failure} />}
      <div class="graph-about">
        <p class="quiet" data-graph-about>
          {centre ? (
            <>
              {t("graph.aroundNode")} <NodeChip node={centre} />
            </>
          ) : (
            t("graph.biggest", { count: picture?.nodes.length ?? 0 })
          )}
        </p>
        <span class="chart-tools-end">
          <SaveButtons onSave={(format) => (format === "png" ? void savePng() : saveSvg())} />
        </span>
      </div>
      {drawing && picture && (
        <>
          <div class="graph-stage">
            <GraphCanvas
              drawing={drawing}
              core={core}
              selected={selection.node.value?.ordinal ?? null}
              onSelect={(node) => selection.select(node)}
              onOpen={(node) => {
                selection.select(node);
                graphCentre.value = node.id;
              }}
              onMore={(node) => model.widen(node.ordinal)}
              onPoint={(at) => {
                pointed.value = at;
              }}
            />
            {pointed.value && <NodeTip {...pointed.value} />}
            {picture.nodes.length === 0 && (
              <div class="empty-note" role="status">
                <p>{t("graph.none")}</p>
              </div>
            )}
          </div>
          <GraphLegend kinds={new Set<NodeKind>(drawing.nodes.map(({ kind }) => kind))} />
          <GraphList picture={picture} onSelect={(node) => selection.select(node)} />
        </>
      )}
      <p class="visually-hidden" aria-live="polite">
        {pointed.value?.by === "key" && spoken(pointed.value.node)}
      </p>
    </section>
  );
}

/** Width to height of the room for the picture, about. */
function shapeOfRoom(): number {
  const main = document.getElementById("main");
  return main ? main.clientWidth / Math.max(1, main.clientHeight - 160) : 1;
}

function spoken({ name, class_name, id, retained }: GraphNode): string {
  return t("graph.spoken", { name: name || class_name, id, size: formatSize(retained) });
}

/** Beside what is pointed at; out of the way of what is walked to. */
function NodeTip({ node, x, y, by }: Pointed): JSX.Element {
  const facts = [
    [t("fact.class_name"), node.class_name],
    [t("fact.node_type"), node.type],
    [t("fact.retained_size"), formatSize(node.retained)],
    [t("fact.shallow_size"), formatSize(node.shallow)],
    [t("fact.distance"), formatCount(node.distance)],
    [t("fact.edge_count"), formatCount(node.edge_count)],
    [t("graph.owner"), t(`graph.owners.${node.owner}`)],
  ];
  return (
    <div
      class="graph-tip"
      aria-hidden="true"
      style={
        by === "mouse" ? { left: `min(${x + 8}px, 100% - 268px)`, top: `min(${y}px, 100% - 170px)` } : {}
      }
    >
      <NodeChip node={node} />
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
