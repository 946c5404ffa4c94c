/** What memory goes to: by kinds of things, by native contexts, by distance from the roots. */

import type { NodeRow } from "./rows";

/** Shallow bytes. `total` = `native` + `v8_heap`; `extra_native` and `typed_arrays` are parts of `native`, the rest of `v8_heap`. */
export interface Statistics {
  total: number;
  native: number;
  typed_arrays: number;
  extra_native: number;
  v8_heap: number;
  code: number;
  js_arrays: number;
  strings: number;
  system: number;
}

export interface NativeContexts {
  contexts: { node: NodeRow; size: number }[];
  /** Bytes that several of them use, and that none does. */
  shared: number;
  unowned: number;
}

export interface Amount {
  count: number;
  shallow: number;
}

/** Nodes by how many references away from the roots they are. */
export interface Distances {
  /** The nodes at distances `first` to `last`; nearest first. */
  rows: (Amount & { first: number; last: number })[];
  /** What only the runtime's own roots lead to. */
  system: Amount;
  /** What nothing leads to. */
  unreached: Amount;
}

export interface StatisticsMethods {
  statistics: { params: Record<string, never>; result: Statistics };
  native_contexts: { params: Record<string, never>; result: NativeContexts };
  distances: { params: { buckets: number }; result: Distances };
}
