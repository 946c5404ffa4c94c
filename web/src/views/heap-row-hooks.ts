/** What rows of a heap carry for tests, styles and typing ahead, and that they select their nodes. */

import type { NodeRow } from "../../../worker/protocol";
import { type HeapRow, nodeOf } from "../heap/heap-rows";

export function rowAttributes(row: HeapRow): Record<string, string | number> {
  if (row.kind === "class") return { "data-class": row.row.name };
  const node = nodeOf(row);
  const ofNode: Record<string, string | number> = node
    ? { "data-node-id": node.id, "data-node-type": node.type }
    : {};
  if (row.kind === "node") return ofNode;
  const { edge_type, name_or_index } = row.row;
  const ofEdge = { ...ofNode, "data-edge-type": edge_type, "data-edge-name": name_or_index };
  if (row.kind !== "retainer") return ofEdge;
  const aside = row.row.noise || row.row.ignored || !row.row.reachable;
  return aside ? { ...ofEdge, "data-aside": "" } : ofEdge;
}

export function textOf(row: HeapRow): string {
  if (row.kind === "class" || row.kind === "node") return row.row.name;
  return String(row.row.name_or_index);
}

/** What a grid of such rows is told of them; `selected` is marked. */
export function heapRows(selected: NodeRow | null, select: (node: NodeRow) => void) {
  return {
    attributes: rowAttributes,
    textOf,
    isSelected: (row: HeapRow) => selected !== null && nodeOf(row)?.ordinal === selected.ordinal,
    onSelect: (row: HeapRow) => {
      const node = nodeOf(row);
      if (node) select(node);
      return node !== null;
    },
  };
}
