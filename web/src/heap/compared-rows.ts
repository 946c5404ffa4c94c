/** The rows of a comparison: classes, the nodes that came or went, what grew, and the references of all these. */

import type {
  ComparedClass,
  ComparisonSortKey,
  EdgeRow,
  Filter,
  GrownRow,
  GrownSortKey,
  NodeRow,
  Sort,
} from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import type { TreeSource } from "../tree/lazy-tree";

/** Which snapshot a node is in: what was removed is the base's to describe. */
export type Side = "added" | "removed";

export type ComparedRow =
  | { kind: "class"; row: ComparedClass }
  | { kind: Side; row: NodeRow }
  | { kind: "grown"; row: GrownRow }
  | { kind: "reference"; row: EdgeRow; side: Side };

interface Query {
  sort: Sort<ComparisonSortKey>;
  filter: Filter;
}

/** The node a row is of; null for classes. */
export function comparedNode(row: ComparedRow): NodeRow | null {
  if (row.kind === "class") return null;
  return row.kind === "grown" || row.kind === "reference" ? row.row.node : row.row;
}

/** Whether it is in the base only. */
export function isRemoved(row: ComparedRow): boolean {
  return row.kind === "removed" || (row.kind === "reference" && row.side === "removed");
}

function keyOf(row: ComparedRow): string {
  if (row.kind === "class") return `class ${row.row.key}`;
  return row.kind === "reference" ? `edge ${row.row.edge}` : `${row.kind} ${comparedNode(row)?.ordinal}`;
}

/** A node above itself: its references would go round in a circle. */
function closesCycle(row: ComparedRow, path: readonly ComparedRow[]): boolean {
  const ordinal = comparedNode(row)?.ordinal;
  return ordinal !== undefined && path.some((above) => comparedNode(above)?.ordinal === ordinal);
}

function canOpen(row: ComparedRow, path: readonly ComparedRow[]): boolean {
  return row.kind === "class" || ((comparedNode(row)?.edge_count ?? 0) > 0 && !closesCycle(row, path));
}

async function references(
  of: ComparedRow,
  { engine, base }: { engine: Engine; base: Engine | null },
  window: { start: number; count: number },
  signal: AbortSignal,
): Promise<{ total: number; rows: ComparedRow[] }> {
  const side = isRemoved(of) ? "removed" : "added";
  const asked = side === "removed" && base ? base : engine;
  const sort = { by: "retained", descending: true } as const;
  const ordinal = comparedNode(of)?.ordinal ?? 0;
  const page = await asked.ask("references", { ordinal, sort, ...window }, signal);
  return { total: page.total, rows: page.rows.map((row) => ({ kind: "reference", row, side })) };
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
    key: keyOf,
    canOpen,
    async load(path, start, count, signal) {
      const parent = path.at(-1);
      if (!parent) {
        const page = await engine.ask("comparison", { ...query(), start, count }, signal);
        return { total: page.total, rows: page.rows.map((row) => ({ kind: "class", row })) };
      }
      if (parent.kind !== "class") return references(parent, { engine, base }, { start, count }, signal);
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

/** What is in both and retains more than before. */
export function grownSource(engine: Engine, sort: () => Sort<GrownSortKey>): TreeSource<ComparedRow> {
  return {
    key: keyOf,
    canOpen,
    async load(path, start, count, signal) {
      const parent = path.at(-1);
      if (parent) return references(parent, { engine, base: null }, { start, count }, signal);
      const page = await engine.ask("grown", { sort: sort(), start, count }, signal);
      return { total: page.total, rows: page.rows.map((row) => ({ kind: "grown", row })) };
    },
  };
}
