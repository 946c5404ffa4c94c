/** Classes, nodes, and what is around a node. */

import type {
  ClassRow,
  ClassSortKey,
  EdgeRow,
  Filter,
  InstanceSortKey,
  NodeDetail,
  NodeRow,
  Page,
  ReferenceSortKey,
  Sort,
  Window,
} from "./rows";

export interface SummaryPage extends Page<ClassRow> {
  /** How many classes there are without the filter. */
  unfiltered: number;
  total_size: number;
}

export interface HeapMethods {
  summary: { params: Window & { sort: Sort<ClassSortKey>; filter: Filter }; result: SummaryPage };
  instances: {
    params: Window & { class_index: number; sort: Sort<InstanceSortKey> };
    result: Page<NodeRow>;
  };
  references: { params: Window & { ordinal: number; sort: Sort<ReferenceSortKey> }; result: Page<EdgeRow> };
  retainers: { params: Window & { ordinal: number }; result: Page<EdgeRow> };
  /** The first page of the node's retainers, of those of the first one, and so on up to a root. */
  retainer_chain: {
    params: { ordinal: number; levels: number; count: number };
    result: { pages: Page<EdgeRow>[] };
  };
  node: { params: { ordinal: number } | { id: number }; result: NodeDetail };
  nodes: { params: { ordinals: number[] }; result: { rows: NodeRow[] } };
}
