/** A tree that is asked for again when what it is asked for changes. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { LazyTree, type TreeSource } from "./lazy-tree";

export class FollowedTree<Row, Query> {
  readonly tree: LazyTree<Row>;
  /** The rows that were asked for last are on their way; those before them are still on show. */
  readonly working = signal(false);
  #shown: Query;

  constructor(
    private readonly query: ReadonlySignal<Query>,
    source: (query: () => Query) => TreeSource<Row>,
  ) {
    this.#shown = query.peek();
    this.tree = new LazyTree(source(() => this.#shown));
  }

  /** Asks again if the query is no longer the one that is shown. Reading it subscribes. */
  async follow(): Promise<void> {
    const asked = this.query.value;
    if (this.#shown === asked) return;
    this.#shown = asked;
    this.working.value = true;
    await this.tree.reload();
    if (this.#shown === asked) this.working.value = false;
  }
}
