/** What keeps a node: its retainers, those to ignore, and the shortest way to a root in words. */

import type { Sentence } from "./report";
import type { EdgeRow, NodeRow, Page, Window } from "./rows";

export interface RetainerRow extends EdgeRow {
  /** The node asked for, or one above it: a cycle. */
  seen: boolean;
  ignored: boolean;
  /** Something leads to it that is not ignored. */
  reachable: boolean;
  /** It says little about why the node is kept. */
  noise: boolean;
}

/** A phrase; `parts` is null for steps that only the engine knows of. */
export interface KeptLink {
  parts: Sentence | null;
  steps: RetainerRow[];
}

export interface KeptBy {
  links: KeptLink[];
  /** Edges between `links` and `last_links` that are not told. */
  left_out: number;
  last_links: KeptLink[];
  rooted: boolean;
  /** None of its steps is noise. */
  clear: boolean;
  /** What a rooted way ends at. */
  root: string;
}

interface Ignored {
  rows: NodeRow[];
}

export interface RetainingMethods {
  retainers: {
    params: Window & { ordinal: number; ancestors: number[]; noise_last: boolean };
    result: Page<RetainerRow>;
  };
  /** The first page of the node's retainers, of those of the first one, and so on up to a root. */
  retainer_chain: {
    params: { ordinal: number; levels: number; count: number; noise_last: boolean };
    result: { pages: Page<RetainerRow>[] };
  };
  kept_by: { params: { ordinal: number; language: string }; result: KeptBy };
  ignore: { params: { ordinal: number }; result: Ignored };
  unignore: { params: { ordinal: number }; result: Ignored };
  unignore_all: { params: Record<never, never>; result: Ignored };
}
