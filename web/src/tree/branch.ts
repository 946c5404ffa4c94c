/**
 * The children of one row, as far as they are known: how many there are, which pages of them are loaded, and which of
 * them stand open. Positions are counted in visible rows; an index counts only this branch's own rows.
 */

import type { Failure } from "../../../worker/protocol";

export interface Child<Row> {
  readonly key: string;
  readonly branch: Branch<Row>;
  /** Where its row stands in the parent; -1 while that is not known (after a change of order). */
  index: number;
  open: boolean;
}

export interface LoadedPage<Row> {
  rows: readonly Row[];
  /** Which order and filter it was asked with. */
  generation: number;
  /** For dropping the pages that nobody looked at for longest. */
  lastSeen: number;
}

/** Rows asked for at a time. */
export const pageSize = 100;

export class Branch<Row> {
  /** Of its own rows; unknown until the first page has come. */
  total: number | null = null;
  failure: Failure | null = null;
  readonly pages = new Map<number, LoadedPage<Row>>();
  readonly loading = new Map<number, AbortController>();
  readonly children = new Map<string, Child<Row>>();

  #placed: Child<Row>[] = [];
  #size: number | null = null;

  constructor(
    readonly parent: Branch<Row> | null,
    /** The row in the parent that this branch is of. */
    readonly row: Row | null,
    readonly key: string,
    /** Of its rows; 1 at the top. */
    readonly level: number,
  ) {}

  /** The rows from the top down to the one this branch is of. */
  get path(): Row[] {
    const rows: Row[] = [];
    for (let branch: Branch<Row> | null = this; branch?.row != null; branch = branch.parent)
      rows.unshift(branch.row);
    return rows;
  }

  /** Own rows on show: one stands for "loading", "none" or a failure. */
  get length(): number {
    return Math.max(1, this.total ?? 1);
  }

  /** All rows on show, those of open children included. */
  get size(): number {
    this.#size ??= this.#placed.reduce((sum, child) => sum + child.branch.size, this.length);
    return this.#size;
  }

  changed(): void {
    for (let branch: Branch<Row> | null = this; branch; branch = branch.parent) branch.#size = null;
  }

  /** Call after a child was opened, closed, or found its index. */
  place(): void {
    this.#placed = [...this.children.values()].filter((child) => child.open && child.index >= 0);
    this.#placed.sort((a, b) => a.index - b.index);
    this.changed();
  }

  setTotal(total: number): void {
    if (this.total === total) return;
    this.total = total;
    this.changed();
  }

  locate(position: number): { branch: Branch<Row>; index: number } {
    let index = position;
    for (const child of this.#placed) {
      if (index <= child.index) break;
      const inside = index - child.index - 1;
      if (inside < child.branch.size) return child.branch.locate(inside);
      index -= child.branch.size;
    }
    return { branch: this, index };
  }

  /** The position of an own row, counted from this branch's first row. */
  offsetOf(index: number): number {
    let offset = index;
    for (const child of this.#placed) {
      if (child.index >= index) break;
      offset += child.branch.size;
    }
    return offset;
  }

  /** The position of an own row in the whole tree; null while an ancestor has no known place. */
  positionOf(index: number): number | null {
    const offset = this.offsetOf(index);
    if (!this.parent) return offset;
    const own = this.parent.children.get(this.key);
    if (!own?.open || own.index < 0) return null;
    const above = this.parent.positionOf(own.index);
    return above === null ? null : above + 1 + offset;
  }

  childAt(index: number): Child<Row> | undefined {
    return this.#placed.find((child) => child.index === index);
  }

  *loadedRows(): Generator<[index: number, row: Row]> {
    for (const [page, { rows }] of this.pages) {
      for (const [at, row] of rows.entries()) yield [page * pageSize + at, row];
    }
  }

  *openBranches(): Generator<Branch<Row>> {
    yield this;
    for (const child of this.children.values()) if (child.open) yield* child.branch.openBranches();
  }

  /** Ends the requests for its own pages, or for some of them. */
  cancelLoads(which: (page: number) => boolean = () => true): void {
    for (const [page, request] of this.loading) {
      if (!which(page)) continue;
      this.loading.delete(page);
      request.abort();
    }
  }
}
