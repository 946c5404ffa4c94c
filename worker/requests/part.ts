/** What can be read of a file that was cut short, where the usual questions fail. */

import type { Filter, Page, Sort, Window } from "./rows";

/** What is missing of a file; counts are of the whole file, and -1 where it does not say them. */
export interface Missing {
  section: string;
  offset: number;
  node_count: number;
  edge_count: number;
  dropped_edges: number;
  missing_names: number;
  /** All that figures depend on is there: they are those of the whole file. */
  sound: boolean;
}

export interface PartClass {
  class_index: number;
  name: string;
  count: number;
  self_size: number;
}

export interface PartNode {
  ordinal: number;
  id: number;
  name: string;
  type: string;
  self_size: number;
  edge_count: number;
}

export interface PartEdge {
  edge: number;
  edge_type: string;
  name_or_index: string | number;
  node: PartNode;
}

export type PartSortKey = "self_size" | "count" | "name";

export interface PartMethods {
  readable_classes: {
    params: Window & { sort: Sort<PartSortKey>; filter?: Filter };
    result: Page<PartClass> & { unfiltered: number };
  };
  readable_nodes: {
    params: Window & { class_index: number; sort: Sort<"self_size" | "id"> };
    result: Page<PartNode>;
  };
  readable_edges: { params: Window & { ordinal: number; towards: boolean }; result: Page<PartEdge> };
}
