/** The rows of what can be read of a file: kinds of nodes, nodes, and what they refer to or what refers to them. */

import type { PartClass, PartEdge, PartNode, PartSortKey, Sort } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import type { TreeSource } from "../tree/lazy-tree";

export type PartRow =
  | { kind: "class"; row: PartClass }
  | { kind: "node"; row: PartNode }
  | { kind: "edge"; row: PartEdge; towards: boolean };

export interface PartQuery {
  sort: Sort<PartSortKey>;
  /** Below a node: what it refers to, or what refers to it. */
  towards: boolean;
}

export function partNodeOf(row: PartRow): PartNode | null {
  if (row.kind === "class") return null;
  return row.kind === "node" ? row.row : row.row.node;
}

export function partSource(engine: Engine, query: () => PartQuery): TreeSource<PartRow> {
  return {
    key: (row) => {
      if (row.kind === "class") return `class ${row.row.class_index}`;
      return row.kind === "node" ? `node ${row.row.ordinal}` : `edge ${row.row.edge}`;
    },
    // Who refers to a node is known only when asked.
    canOpen: (row, path) => {
      const node = partNodeOf(row);
      if (node === null) return true;
      if (path.some((above) => partNodeOf(above)?.ordinal === node.ordinal)) return false;
      return !query().towards || node.edge_count > 0;
    },
    async load(path, start, count, signal) {
      const { sort, towards } = query();
      const parent = path.at(-1);
      if (parent === undefined) {
        const page = await engine.ask("readable_classes", { sort, start, count }, signal);
        return { total: page.total, rows: page.rows.map((row) => ({ kind: "class", row })) };
      }
      if (parent.kind === "class") {
        const { class_index } = parent.row;
        const bySize = { by: "self_size", descending: true } as const;
        const page = await engine.ask("readable_nodes", { class_index, sort: bySize, start, count }, signal);
        return { total: page.total, rows: page.rows.map((row) => ({ kind: "node", row })) };
      }
      const ordinal = partNodeOf(parent)?.ordinal ?? 0;
      const page = await engine.ask("readable_edges", { ordinal, towards, start, count }, signal);
      return { total: page.total, rows: page.rows.map((row) => ({ kind: "edge", row, towards })) };
    },
  };
}
