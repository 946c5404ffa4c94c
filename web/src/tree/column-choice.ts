/** Which columns of each kind of grid are on show; kept between visits. */

import type { Signal } from "@preact/signals";
import { stored } from "../app-state/stored";

const choices = new Map<string, Signal<readonly string[]>>();

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

/** The columns that the user has put away, of one kind of grid. */
export function hiddenColumns(kind: string): Signal<readonly string[]> {
  const known = choices.get(kind);
  if (known) return known;
  const made = stored<readonly string[]>(`columns.${kind}`, [], isNames);
  choices.set(kind, made);
  return made;
}

/**
 * The tracks of the columns that are left, out of a grid's own `--columns`; null where that has other columns than the
 * grid, as on a narrow page: there is nothing to choose then.
 */
export function tracksLeft(tracks: string, ids: readonly string[], hidden: readonly string[]): string | null {
  const all = tracks.match(/(?:[^\s(]|\([^)]*\))+/g) ?? [];
  if (all.length !== ids.length) return null;
  return all.filter((_, at) => at === 0 || !hidden.includes(ids[at] ?? "")).join(" ");
}
