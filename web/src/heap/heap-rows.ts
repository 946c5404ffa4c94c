/** The rows of every tree over a heap, and where they come from: classes, instances, references, retainers. */

import type {
  ClassRow,
  ClassSortKey,
  EdgeRow,
  Filter,
  InstanceSortKey,
  KeptBy,
  NodeDetail,
  NodeFilter,
  NodeRow,
  Page,
  ReferenceSortKey,
  RetainerRow,
  Sort,
} from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { pageSize } from "../tree/branch";
import type { TreeSource } from "../tree/lazy-tree";

export type HeapRow =
  | { kind: "class"; row: ClassRow }
  | { kind: "node"; row: NodeRow }
  | { kind: "reference"; row: EdgeRow }
  | { kind: "retainer"; row: RetainerRow };

/** The node a row is of; null for classes. */
export function nodeOf(row: HeapRow): NodeRow | null {
  if (row.kind === "class") return null;
  return row.kind === "node" ? row.row : row.row.node;
}

export function keyOf(row: HeapRow): string {
  if (row.kind === "class") return `class ${row.row.class_index}`;
  return row.kind === "node" ? `node ${row.row.ordinal}` : `edge ${row.row.edge}`;
}

/** The sizes and the distance of a row, whatever it is of. */
export function figuresOf(row: HeapRow): { distance: number; shallow: number; retained: number } {
  return row.kind === "class" ? row.row : (nodeOf(row) as NodeRow);
}

/** Whether the node of the last row is already among the rows above it: a cycle, which opens no further. */
export function closesCycle(row: HeapRow, path: readonly HeapRow[]): boolean {
  const ordinal = nodeOf(row)?.ordinal;
  return ordinal !== undefined && path.some((above) => nodeOf(above)?.ordinal === ordinal);
}

export interface SummaryQuery {
  sort: Sort<ClassSortKey>;
  filter: Filter & NodeFilter;
}

export interface SummaryTotals {
  /** Classes that the filter leaves, and all. */
  shown: number;
  all: number;
  /** Of those that are left: their objects, and the shallow sizes of these. */
  objects: number;
  shallow: number;
}

/** Classes, their instances, and the references of those, level after level. */
export function summarySource(
  engine: Engine,
  query: () => SummaryQuery,
  onTotals: (totals: SummaryTotals) => void,
): TreeSource<HeapRow> {
  return {
    key: keyOf,
    canOpen: (row) => (row.kind === "class" ? row.row.count > 0 : (nodeOf(row)?.edge_count ?? 0) > 0),
    async load(path, start, count, signal) {
      const { sort, filter } = query();
      const parent = path.at(-1);
      if (parent === undefined) {
        const page = await engine.ask("summary", { sort, filter, start, count }, signal);
        const { total: shown, unfiltered: all, objects, shallow } = page;
        onTotals({ shown, all, objects, shallow });
        return rowsOf("class", page);
      }
      if (parent.kind === "class") {
        const { class_index } = parent.row;
        const params = { class_index, sort: instanceSort(sort), filter: nodeFilterOf(filter), start, count };
        return rowsOf("node", await engine.ask("instances", params, signal));
      }
      const params = { ordinal: lastOrdinal(path, -1), sort: referenceSort(sort), start, count };
      return rowsOf("reference", await engine.ask("references", params, signal));
    },
  };
}

const biggestFirst = { by: "retained", descending: true } as const;

/** What a node refers to, level after level, the biggest first. */
export function referencesSource(engine: Engine, ordinal: number): TreeSource<HeapRow> {
  return {
    key: keyOf,
    canOpen: (row, path) => (nodeOf(row)?.edge_count ?? 0) > 0 && !closesCycle(row, path),
    async load(path, start, count, signal) {
      const params = { ordinal: lastOrdinal(path, ordinal), sort: biggestFirst, start, count };
      return rowsOf("reference", await engine.ask("references", params, signal));
    },
  };
}

/** What the root refers to, what that refers to, level after level: all of the heap, as its references have it. */
export function containmentSource(
  engine: Engine,
  root: number,
  sort: () => Sort<ReferenceSortKey>,
): TreeSource<HeapRow> {
  return {
    key: keyOf,
    canOpen: (row) => (nodeOf(row)?.edge_count ?? 0) > 0,
    async load(path, start, count, signal) {
      const params = { ordinal: lastOrdinal(path, root), sort: sort(), start, count };
      return rowsOf("reference", await engine.ask("references", params, signal));
    },
  };
}

export interface DominatorsQuery {
  sort: Sort<ClassSortKey>;
  byClass: boolean;
}

/** What each node alone keeps alive, from the root down; on demand a level of classes between the levels of nodes. */
export function dominatorsSource(
  engine: Engine,
  root: number,
  query: () => DominatorsQuery,
): TreeSource<HeapRow> {
  return {
    key: keyOf,
    // What retains no more than itself keeps nothing else that has a size.
    canOpen: (row) => row.kind === "class" || figuresOf(row).retained > figuresOf(row).shallow,
    async load(path, start, count, signal) {
      const { sort, byClass } = query();
      const parent = path.at(-1);
      const ofClass = parent?.kind === "class";
      const ordinal = lastOrdinal(ofClass ? path.slice(0, -1) : path, root);
      if (byClass && !ofClass) {
        return rowsOf(
          "class",
          await engine.ask("dominated_classes", { ordinal, sort, start, count }, signal),
        );
      }
      const only = ofClass ? { class_index: parent.row.class_index } : {};
      const params = { ordinal, sort: instanceSort(sort), start, count, ...only };
      return rowsOf("node", await engine.ask("dominated", params, signal));
    },
  };
}

/** Who refers to a node, level after level: the nearest to the roots first, what says little of why it is kept last. */
export function retainersSource(engine: Engine, ordinal: number): TreeSource<HeapRow> {
  return {
    key: keyOf,
    canOpen: (row) => row.kind === "retainer" && !row.row.seen,
    async load(path, start, count, signal) {
      const ancestors = [ordinal, ...path.map((row) => nodeOf(row)?.ordinal ?? ordinal)];
      const params = { ordinal: lastOrdinal(path, ordinal), ancestors, noise_last: true, start, count };
      return rowsOf("retainer", await engine.ask("retainers", params, signal));
    },
  };
}

/** As deep as the way to a root is opened by itself (as in DevTools). */
const chain = { levels: 20, count: pageSize, noise_last: true } as const;

/** The retainers of a node, and of the first of each, as pages: the nearest way to a root. */
export async function retainerChain(
  engine: Engine,
  ordinal: number,
  signal: AbortSignal,
): Promise<Page<HeapRow>[]> {
  const { pages } = await engine.ask("retainer_chain", { ordinal, ...chain }, signal);
  return pages.map((page) => rowsOf("retainer", page));
}

/** What is to be seen of a node, the first pages of its trees included. */
export interface Inspected {
  node: NodeDetail;
  references: Page<HeapRow>;
  retainers: Page<HeapRow>[];
  keptBy: KeptBy | null;
}

export async function inspection(
  engine: Engine,
  ordinal: number,
  language: string,
  withRetainers: boolean,
): Promise<Inspected> {
  const references = { sort: biggestFirst, start: 0, count: pageSize };
  const retainers = withRetainers ? chain : null;
  const found = await engine.ask("inspection", { ordinal, references, retainers, language });
  return {
    node: found.node,
    references: rowsOf("reference", found.references),
    retainers: found.retainers.map((page) => rowsOf("retainer", page)),
    keptBy: found.kept_by,
  };
}

function lastOrdinal(path: readonly HeapRow[], top: number): number {
  const last = path.at(-1);
  return (last && nodeOf(last)?.ordinal) ?? top;
}

function rowsOf(kind: HeapRow["kind"], page: Page<ClassRow | NodeRow | EdgeRow>): Page<HeapRow> {
  return { total: page.total, rows: page.rows.map((row) => ({ kind, row }) as HeapRow) };
}

/** Without the text that names of classes are filtered by. */
function nodeFilterOf(filter: NodeFilter): NodeFilter {
  const { kind } = filter;
  return kind === "id_range" ? { kind, min_id: filter.min_id, max_id: filter.max_id } : { kind };
}

/** Instances have no count of their own: they keep the order that they have by default. */
export function instanceSort({ by, descending }: Sort<ClassSortKey>): Sort<InstanceSortKey> {
  return by === "count" ? { by: "retained", descending: true } : { by, descending };
}

function referenceSort({ by, descending }: Sort<ClassSortKey>): Sort<ReferenceSortKey> {
  return by === "count" ? { by: "retained", descending: true } : { by, descending };
}
