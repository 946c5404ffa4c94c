/** What came and what went since the base. */

import type { Filter, NodeRow, Page, Sort, Window } from "./rows";

export type ComparisonSortKey =
  | "name"
  | "added_count"
  | "removed_count"
  | "count_delta"
  | "added_size"
  | "removed_size"
  | "size_delta";

/** What came and went of one class since the base: counts of objects, shallow bytes. */
export type ComparedClass = Record<Exclude<ComparisonSortKey, "name">, number> & {
  key: string;
  name: string;
};

export interface ComparisonTotals {
  classes: number;
  added_count: number;
  removed_count: number;
  added_size: number;
  removed_size: number;
  /** Of any class, without sign. */
  largest_count_delta: number;
  largest_size_delta: number;
}

export type ComparisonPage = Page<ComparedClass> & ComparisonTotals & { unfiltered: number };

export interface ComparedNodes {
  total: number;
  ordinals: number[];
  /** Null for removed nodes: the base knows what those were. */
  rows: NodeRow[] | null;
}

export type GrownSortKey = "growth" | "own" | "retained";

/** A node that is in both and retains more than before: by how much, and how much of that is nobody else's growth. */
export interface GrownRow {
  node: NodeRow;
  base_ordinal: number;
  growth: number;
  own: number;
}

export interface ComparisonMethods {
  comparison: {
    params: Window & { sort: Sort<ComparisonSortKey>; filter: Filter };
    result: ComparisonPage;
  };
  compared_nodes: {
    params: Window & { class_key: string; side: "added" | "removed" };
    result: ComparedNodes;
  };
  grown: { params: Window & { sort: Sort<GrownSortKey> }; result: Page<GrownRow> };
}
