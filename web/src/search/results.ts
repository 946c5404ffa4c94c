/** What a search offers, whatever it is of: one line each, in groups, and what choosing it does. */

import type { JSX } from "preact";

export interface Result {
  /** Unique within the list. */
  id: string;
  label: string;
  /** Other words that find it. */
  also?: string;
  /** Beside the label, quieter. */
  note?: string;
  /** The key that does the same. */
  keys?: string;
  icon?: () => JSX.Element;
  /** Drawn in place of the label. */
  show?: () => JSX.Element;
  choose(): void | Promise<void>;
}

export interface ResultGroup {
  id: "commands" | "views" | "snapshots" | "classes" | "nodes";
  results: readonly Result[];
  /** How many there are in all, where not all of them are listed. */
  total?: number;
}

/** Whether every word of the text is in the label, in any order. */
export function matches(label: string, text: string): boolean {
  const name = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}
