/** Rows of a tree grid that are marked together: to add them up, and to copy them. */

import { signal } from "@preact/signals";
import { identity } from "./identity";
import type { LazyTree, ShownRow } from "./lazy-tree";
import type { Place } from "./place";

/** More rows would take the page long to load and nobody long to give up on. */
export const mostMarked = 10_000;

export class MarkedRows<Row> {
  /** By their places, in the order of the tree as it was. */
  readonly rows = signal<ReadonlyMap<string, Row>>(new Map());
  /** Not all that was wanted could be marked. */
  readonly cut = signal(false);
  #anchor: Place<Row> | null = null;
  #round = 0;

  constructor(private readonly tree: LazyTree<Row>) {}

  has(place: Place<Row>): boolean {
    return this.rows.value.has(keyOf(place));
  }

  clear(anchor: Place<Row> | null = null): void {
    this.#round += 1;
    this.#anchor = anchor;
    if (this.rows.peek().size > 0) this.rows.value = new Map();
    this.cut.value = false;
  }

  /** Adds a row, or takes it away. `active` is the one that was looked at before: it is the first of several. */
  toggle(place: Place<Row>, active: Place<Row>): void {
    this.#round += 1;
    const rows = new Map(this.rows.peek());
    if (rows.size === 0) this.#add(rows, active);
    if (rows.has(keyOf(place)) && keyOf(place) !== keyOf(active)) rows.delete(keyOf(place));
    else this.#add(rows, place);
    this.#anchor = place;
    this.rows.value = rows;
  }

  /** Marks all rows from the anchor to a position, and no others. */
  async extend(position: number, active: Place<Row>): Promise<void> {
    this.#anchor ??= active;
    const anchor = this.#anchor.branch.positionOf(this.#anchor.index) ?? position;
    await this.range(Math.min(anchor, position), Math.max(anchor, position));
  }

  async range(from: number, to: number): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const found: ShownRow<Row>[] = await this.tree.rowsBetween(from, to, mostMarked);
    if (round !== this.#round) return;
    this.cut.value = to - from + 1 > mostMarked;
    this.rows.value = new Map(
      found.flatMap((row) => (row.content.kind === "row" ? [[keyOf(row), row.content.row]] : [])),
    );
  }

  #add(rows: Map<string, Row>, place: Place<Row>): void {
    const row = this.tree.rowOf(place);
    if (row !== undefined) rows.set(keyOf(place), row);
  }
}

function keyOf<Row>({ branch, index }: Place<Row>): string {
  return `${identity(branch)}/${index}`;
}
