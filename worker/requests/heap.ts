/** Classes, nodes, and what is around a node. */

import type {
  ClassRow,
  ClassSortKey,
  EdgeRow,
  Filter,
  InstanceSortKey,
  NodeDetail,
  NodeFilter,
  NodeRow,
  Page,
  ReferenceSortKey,
  Sort,
  Window,
} from "./rows";

export interface SummaryPage extends Page<ClassRow> {
  /** How many classes there are without the filter. */
  unfiltered: number;
  /** Of the classes that the filter leaves: how many objects, and their shallow sizes. */
  objects: number;
  shallow: number;
  total_size: number;
}

export interface HeapMethods {
  summary: {
    params: Window & { sort: Sort<ClassSortKey>; filter: Filter & Partial<NodeFilter> };
    result: SummaryPage;
  };
  instances: {
    params: Window & { class_index: number; sort: Sort<InstanceSortKey>; filter?: NodeFilter };
    result: Page<NodeRow>;
  };
  /** The names of scripts by their ids, of those that the keys of classes begin with. */
  class_scripts: { params: Record<string, never>; result: { names: Record<string, string> } };
  references: { params: Window & { ordinal: number; sort: Sort<ReferenceSortKey> }; result: Page<EdgeRow> };
  node: { params: { ordinal: number } | { id: number }; result: NodeDetail };
  nodes: { params: { ordinals: number[] }; result: { rows: NodeRow[] } };
}
