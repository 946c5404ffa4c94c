/** The picture in words: its nodes and its edges, for those who would rather read, or cannot see it. */

import type { JSX } from "preact";
import type { GraphNode, GraphPicture } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import { edgeName } from "../graph/graph-elements";
import { t } from "../language/words";
import { NodeChip } from "./node-chip";

interface Props {
  picture: GraphPicture;
  onSelect: (node: GraphNode) => void;
}

export function GraphList({ picture, onSelect }: Props): JSX.Element {
  const nodes = new Map(picture.nodes.map((node) => [node.ordinal, node]));
  const ids = (ordinal: number) => `@${nodes.get(ordinal)?.id ?? "?"}`;
  return (
    <details class="graph-list">
      <summary>{t("graph.list", { nodes: picture.nodes.length, edges: picture.edges.length })}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys */}
      <section class="graph-table" tabIndex={0} aria-label={t("graph.listLabel")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("graph.node")}</th>
              <th scope="col">{t("column.retained")}</th>
              <th scope="col">{t("column.reference")}</th>
            </tr>
          </thead>
          <tbody>
            {picture.nodes.map((node) => (
              <tr key={node.ordinal} data-node-id={node.id} data-level={node.level} data-owner={node.owner}>
                <td>
                  <button type="button" class="link" onClick={() => onSelect(node)}>
                    <NodeChip node={node} />
                  </button>
                </td>
                <td
                  class="number"
                  title={t("size.exact", { count: node.retained, bytes: formatCount(node.retained) })}
                >
                  {formatSize(node.retained)}
                </td>
                <td>
                  {picture.edges
                    .filter(({ from }) => from === node.ordinal)
                    .map((edge) => (
                      <span key={edge.edge} class="graph-reference">
                        <code>{edgeName(edge)}</code> → {ids(edge.to)}
                      </span>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
