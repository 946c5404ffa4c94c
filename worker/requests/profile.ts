/** Sampling profiles (`heapglass.service.profile_questions`). Sizes are bytes; lines and columns count from 0, and are -1 for V8's own functions. */

import type { Page, Sort, Window } from "./rows";

export interface ProfileInfo {
  /** What later requests call it. */
  profile: number;
  file_size: number;
  node_count: number;
  function_count: number;
  sample_count: number;
  total_size: number;
}

/** A figure of the profile, and, where it is compared, of its base. */
export type Figures = readonly [number, number?];

/** A function, a script, or a place in a tree of calls. */
export interface ProfileRow {
  key: number;
  name: string;
  url: string;
  line: number;
  column: number;
  can_open: boolean;
  self: Figures;
  total: Figures;
  samples: Figures;
}

export interface FlameRow extends ProfileRow {
  /** The place of its caller among the rows; -1 for the first. */
  parent: number;
  depth: number;
  /** Bytes to the left of it. */
  start: number;
}

export type ProfileShape = "functions" | "callees" | "callers" | "scripts";
export type ProfileSortKey = "total" | "self" | "samples" | "name" | "total_delta" | "self_delta";

interface Sides {
  profile: number;
  base: number | null;
}

export interface ProfileMethods {
  profile_rows: {
    params: Sides &
      Window & {
        shape: ProfileShape;
        /** Keys of the rows that lead there. */
        path: readonly number[];
        sort: Sort<ProfileSortKey>;
        filter: { text: string };
      };
    result: Page<ProfileRow>;
  };
  /** As much as can be drawn below a place in the tree of calls; what has less than `least` of it is left out. */
  flame: {
    params: Sides & { root: number; most: number; least: number };
    result: { rows: FlameRow[]; above: ProfileRow[]; whole: Figures };
  };
  close_profile: { params: { profile: number }; result: null };
}

export type ProfileMethod = keyof ProfileMethods;
