/** The dominator tree, level after level or as much of it as a picture shows; and places in it, and below the root. */

import type {
  ClassRow,
  ClassSortKey,
  InstanceSortKey,
  NodeRow,
  Page,
  ReferenceSortKey,
  Sort,
  Window,
} from "./rows";

/** A part of a map: below its `parent` (its place in the list; -1 for the first). */
export interface MapRow {
  parent: number;
  /** One node, all nodes of a class below a node, what a node itself takes, or what is too small to be shown. */
  kind: "node" | "class" | "self" | "rest";
  count: number;
  shallow: number;
  retained: number;
  node: NodeRow | null;
  class_row: ClassRow | null;
}

type Which = { ordinal: number } | { id: number };

export interface DominatorMethods {
  dominated: {
    params: Window & { ordinal: number; sort: Sort<InstanceSortKey>; class_index?: number };
    result: Page<NodeRow>;
  };
  dominated_classes: {
    params: Window & { ordinal: number; sort: Sort<ClassSortKey> };
    result: Page<ClassRow>;
  };
  dominator_path: { params: Window & Which; result: Page<NodeRow> };
  dominator_places: {
    params: {
      ordinal: number;
      sort: Sort<InstanceSortKey>;
      by_class: boolean;
      class_sort: Sort<ClassSortKey>;
    };
    result: { places: number[] };
  };
  dominator_map: {
    params: Which & { depth: number; most: number; by_class: boolean; class_index?: number };
    result: { rows: MapRow[] };
  };
  containment_places: {
    params: { ordinal: number; sort: Sort<ReferenceSortKey> };
    result: { places: number[] };
  };
}
