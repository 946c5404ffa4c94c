/** Lists of one kind of thing, whose rows open into nodes and their references. */

import type { NodeRow, Page } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import type { TreeSource } from "../tree/lazy-tree";
import { closesCycle, type HeapRow, keyOf, nodeOf } from "./heap-rows";

/** A thing that is listed, or what is below one. */
export type ListRow<Thing> = { kind: "thing"; row: Thing } | HeapRow;

interface Listing<Thing> {
  /** Tells a thing from the others. */
  key(thing: Thing): string | number;
  /** The node that a thing is, where it is one. */
  nodeOf(thing: Thing): NodeRow | null;
  things(start: number, count: number, signal: AbortSignal): Promise<Page<Thing>>;
  /** What a thing opens into; without this, the references of its node. */
  below?(thing: Thing, start: number, count: number, signal: AbortSignal): Promise<Page<HeapRow>>;
  canOpen?(thing: Thing): boolean;
}

export function nodeOfListed<Thing>(
  row: ListRow<Thing>,
  nodeOfThing: (thing: Thing) => NodeRow | null,
): NodeRow | null {
  return row.kind === "thing" ? nodeOfThing(row.row) : nodeOf(row);
}

export function listSource<Thing>(engine: Engine, listing: Listing<Thing>): TreeSource<ListRow<Thing>> {
  const node = (row: ListRow<Thing>) => nodeOfListed(row, listing.nodeOf);
  return {
    key: (row) => (row.kind === "thing" ? `thing ${listing.key(row.row)}` : keyOf(row)),
    canOpen(row, path) {
      if (row.kind === "thing" && listing.canOpen) return listing.canOpen(row.row);
      const heapPath = path.filter((above): above is HeapRow => above.kind !== "thing");
      if (row.kind !== "thing" && closesCycle(row, heapPath)) return false;
      return (node(row)?.edge_count ?? 0) > 0;
    },
    async load(path, start, count, signal) {
      const parent = path.at(-1);
      if (!parent) {
        const page = await listing.things(start, count, signal);
        return { total: page.total, rows: page.rows.map((row) => ({ kind: "thing", row })) };
      }
      if (parent.kind === "thing" && listing.below) return listing.below(parent.row, start, count, signal);
      const ordinal = node(parent)?.ordinal ?? 0;
      const sort = { by: "retained", descending: true } as const;
      const page = await engine.ask("references", { ordinal, sort, start, count }, signal);
      return { total: page.total, rows: page.rows.map((row) => ({ kind: "reference", row })) };
    },
  };
}

/** Nodes that a thing opens into. */
export function asNodes(page: Page<NodeRow>): Page<HeapRow> {
  return { total: page.total, rows: page.rows.map((row) => ({ kind: "node", row })) };
}
