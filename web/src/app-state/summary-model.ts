/** The Summary of one snapshot: its tree, and how much of it the filter shows. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { type HeapRow, type SummaryTotals, summarySource } from "../heap/heap-rows";
import { FollowedTree } from "../tree/followed-tree";
import type { LazyTree } from "../tree/lazy-tree";
import { query } from "./query";

export class SummaryModel {
  readonly totals = signal<SummaryTotals | null>(null);
  readonly #list: FollowedTree<HeapRow, typeof query.value>;

  constructor(engine: Engine) {
    this.#list = new FollowedTree(query, (shown) =>
      summarySource(engine, shown, (totals) => {
        this.totals.value = totals;
      }),
    );
  }

  get tree(): LazyTree<HeapRow> {
    return this.#list.tree;
  }

  get working(): ReadonlySignal<boolean> {
    return this.#list.working;
  }

  follow(): Promise<void> {
    return this.#list.follow();
  }
}
