/** A column of a tree grid. The first one carries the tree. */

import type { ComponentChildren } from "preact";
import type { WordKey } from "../language/words";

export interface Column<Row, SortKey extends string = string> {
  id: string;
  title: WordKey;
  /** One plain sentence on what it means, shown on hover and focus. */
  meaning: WordKey;
  numeric: boolean;
  /** By which key its head sorts; null when it cannot. */
  sortKey: SortKey | null;
  cell(row: Row, path: readonly Row[]): ComponentChildren;
  /** What a screen reader says, where that is more than what is shown (exact bytes). */
  spoken?(row: Row): string | undefined;
  /** Exact, for copying; without this, what the cell shows if that is text. */
  value?(row: Row): string | number | null;
  /** What the values of several rows add up to; bytes that rows may have in common are said to overlap. */
  sums?: "count" | "bytes" | "overlapping bytes";
}
