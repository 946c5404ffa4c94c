/** The Summary of one snapshot: its tree, and how much of it the filter shows. */

import { signal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { type HeapRow, type SummaryTotals, summarySource } from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { query } from "./query";

export class SummaryModel {
  readonly totals = signal<SummaryTotals | null>(null);
  readonly tree: LazyTree<HeapRow>;
  #shown = query.peek();

  constructor(engine: Engine) {
    const source = summarySource(
      engine,
      () => this.#shown,
      (totals) => {
        this.totals.value = totals;
      },
    );
    this.tree = new LazyTree(source);
  }

  /** Asks again if the query is no longer the one that is shown. */
  async follow(): Promise<void> {
    if (this.#shown === query.value) return;
    this.#shown = query.value;
    await this.tree.reload();
  }
}
