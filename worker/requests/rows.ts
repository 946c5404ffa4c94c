/** What rows are made of, and how they are asked for: shared by all requests. */

export interface ClassRow {
  class_index: number;
  key: string;
  name: string;
  count: number;
  distance: number;
  shallow: number;
  retained: number;
}

export interface NodeRow {
  ordinal: number;
  id: number;
  name: string;
  type: string;
  class_name: string;
  distance: number;
  shallow: number;
  retained: number;
  self_size: number;
  edge_count: number;
  /** 0 unknown, 1 attached, 2 detached. */
  detachedness: number;
}

export interface EdgeRow {
  edge: number;
  edge_type: string;
  name_or_index: string | number;
  /** The other end: where a reference leads, or, among retainers, who holds it. */
  node: NodeRow;
  /** Of a variable: whether any function left can use it, where the file says so. */
  used?: boolean | null;
}

export interface Location {
  script_id: number;
  script_name: string | null;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
}

export interface NodeDetail extends NodeRow {
  /** Retained size / self size; null when the self size is 0. */
  pt: number | null;
  /** Retained size in percent of the whole heap. */
  percent: number;
  constructor: string | null;
  location: Location | null;
  dominator: NodeRow | null;
}

export interface Page<Row> {
  total: number;
  rows: Row[];
}

export interface Sort<Key extends string> {
  by: Key;
  descending: boolean;
}

export type ClassSortKey = "retained" | "shallow" | "count" | "distance" | "name";
export type InstanceSortKey = "retained" | "shallow" | "distance" | "id" | "name";
export type ReferenceSortKey = "retained" | "shallow" | "distance" | "name";

export interface Filter {
  text: string;
  regex?: boolean;
  match_case?: boolean;
}

/** The filters of DevTools' Summary. */
export type NodeFilterKind =
  | "all"
  | "id_range"
  | "duplicated_strings"
  | "detached"
  | "contexts"
  | "console"
  | "event_handlers";

/** Which nodes a list is about; `id_range`: those with ids above `min_id`, up to `max_id`. */
export type NodeFilter =
  | { kind: Exclude<NodeFilterKind, "id_range"> }
  | { kind: "id_range"; min_id: number; max_id: number };

export interface Window {
  start: number;
  count: number;
}
