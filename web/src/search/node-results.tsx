/** The nodes that a search finds, as results. */

import type { NodeSearch } from "../app-state/node-search";
import { currentLoaded } from "../app-state/snapshots";
import { formatSize } from "../format/numbers";
import { NodeChip } from "../views/node-chip";
import type { Result, ResultGroup } from "./results";

export function nodeResults(search: NodeSearch): ResultGroup {
  const results = search.rows.value.map((node, at): Result => {
    const isNamedByClass = node.name.includes(node.class_name) || node.class_name.startsWith("(");
    return {
      id: `node-${node.ordinal}`,
      label: `${node.name || node.class_name} @${node.id}`,
      note: [!isNamedByClass && node.class_name, formatSize(node.retained)].filter(Boolean).join(" · "),
      show: () => <NodeChip node={node} />,
      choose: () => {
        search.at.value = at;
        currentLoaded.peek()?.selection.select(node);
      },
    };
  });
  const total = search.total.value;
  return { id: "nodes", results, ...(total !== null && { total }) };
}
