/** What keeps a node: its retainers, those to ignore, and the shortest way to a root in words. */

import type { Sentence } from "./report";
import type { EdgeRow, NodeDetail, NodeRow, Page, ReferenceSortKey, Sort, Window } from "./rows";

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

/** All that the page shows of a node that is looked at, in one reply. */
export interface Inspection {
  node: NodeDetail;
  references: Page<EdgeRow>;
  /** As `retainer_chain` has them; none where they were not asked for. */
  retainers: Page<RetainerRow>[];
  /** Null where the ways to the roots, which take their time, have not been looked for yet: to be asked for itself. */
  kept_by: KeptBy | null;
}

interface Chain {
  levels: number;
  count: number;
  noise_last: boolean;
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
  retainer_chain: { params: Chain & { ordinal: number }; result: { pages: Page<RetainerRow>[] } };
  inspection: {
    params: {
      ordinal: number;
      references: Window & { sort: Sort<ReferenceSortKey> };
      retainers: Chain | null;
      language: string;
    };
    result: Inspection;
  };
  kept_by: { params: { ordinal: number; language: string }; result: KeptBy };
  ignore: { params: { ordinal: number }; result: Ignored };
  unignore: { params: { ordinal: number }; result: Ignored };
  unignore_all: { params: Record<never, never>; result: Ignored };
}
