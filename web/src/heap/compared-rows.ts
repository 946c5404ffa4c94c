/** The rows of a comparison: classes, and the nodes that came or went. Removed nodes are the base's to describe. */

import type { ComparedClass, ComparisonSortKey, Filter, NodeRow, Sort } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import type { TreeSource } from "../tree/lazy-tree";

export type ComparedRow =
  | { kind: "class"; row: ComparedClass }
  | { kind: "added"; row: NodeRow }
  | { kind: "removed"; row: NodeRow };

interface Query {
  sort: Sort<ComparisonSortKey>;
  filter: Filter;
}

export function comparisonSource(engine: Engine, base: Engine, query: () => Query): TreeSource<ComparedRow> {
  const added = async (class_key: string, start: number, count: number, signal: AbortSignal) => {
    if (count <= 0) return [];
    const params = { class_key, side: "added", start, count } as const;
    const { rows } = await engine.ask("compared_nodes", params, signal);
    return (rows ?? []).map((row): ComparedRow => ({ kind: "added", row }));
  };
  const removed = async (class_key: string, start: number, count: number, signal: AbortSignal) => {
    if (count <= 0) return [];
    const params = { class_key, side: "removed", start, count } as const;
    const { ordinals } = await engine.ask("compared_nodes", params, signal);
    const { rows } = await base.ask("nodes", { ordinals }, signal);
    return rows.map((row): ComparedRow => ({ kind: "removed", row }));
  };
  return {
    key: (row) => (row.kind === "class" ? `class ${row.row.key}` : `${row.kind} ${row.row.ordinal}`),
    canOpen: (row) => row.kind === "class",
    async load(path, start, count, signal) {
      const parent = path.at(-1);
      if (parent?.kind !== "class") {
        const page = await engine.ask("comparison", { ...query(), start, count }, signal);
        return { total: page.total, rows: page.rows.map((row) => ({ kind: "class", row })) };
      }
      // What came stands first, and then what went.
      const { key, added_count, removed_count } = parent.row;
      const came = Math.max(0, Math.min(count, added_count - start));
      const went = Math.min(count - came, added_count + removed_count - start - came);
      const rows = await Promise.all([
        added(key, start, came, signal),
        removed(key, Math.max(0, start - added_count), went, signal),
      ]);
      return { total: added_count + removed_count, rows: rows.flat() };
    },
  };
}
