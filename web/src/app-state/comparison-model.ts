/** One snapshot compared with another, its base: what came and went, class by class. */

import { batch, signal } from "@preact/signals";
import type { ComparisonTotals, Failure } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { type ComparedRow, comparisonSource, grownSource } from "../heap/compared-rows";
import { LazyTree } from "../tree/lazy-tree";
import { comparisonQuery, grownSort } from "./comparison-query";

export class ComparisonModel {
  readonly totals = signal<ComparisonTotals | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly tree = signal<LazyTree<ComparedRow> | null>(null);
  /** What is in both and retains more than before. */
  readonly grown = signal<LazyTree<ComparedRow> | null>(null);
  #base: ComparisonModel | null = null;
  #ready: Promise<void> = Promise.resolve();
  #shown = comparisonQuery.peek();
  #grownShown = grownSort.sort.peek();

  constructor(readonly engine: Engine) {}

  /** Done when the worker compares with that base; what went wrong is `failure`. */
  compareWith(base: ComparisonModel): Promise<void> {
    if (this.#base === base) return this.#ready;
    this.#base = base;
    this.#clear();
    // One after the other: a worker has room for one base.
    this.#ready = this.#ready.then(() => this.#set(base));
    return this.#ready;
  }

  /** The base has been closed: its bytes need not be kept. */
  forget(base: ComparisonModel): void {
    if (this.#base !== base) return;
    this.#base = null;
    this.#clear();
    this.#ready = this.#ready.then(async () => {
      if (this.#base === null) await this.engine.forgetBase();
    });
    // Whoever compares next says what is wrong.
    this.#ready = this.#ready.catch(() => {});
  }

  /** Asks again if the query is no longer the one that is shown. */
  async follow(): Promise<void> {
    const { value: query } = comparisonQuery;
    const { value: sort } = grownSort.sort;
    if (this.#shown !== query) {
      this.#shown = query;
      await this.tree.peek()?.reload();
    }
    if (this.#grownShown !== sort) {
      this.#grownShown = sort;
      await this.grown.peek()?.reload();
    }
  }

  #clear(): void {
    this.tree.peek()?.dispose();
    this.grown.peek()?.dispose();
    batch(() => {
      this.tree.value = null;
      this.grown.value = null;
      this.totals.value = null;
      this.failure.value = null;
    });
  }

  async #set(base: ComparisonModel): Promise<void> {
    if (this.#base !== base) return;
    try {
      const totals = await this.engine.compareWith(base.engine);
      performance.mark("compared");
      if (this.#base !== base) return;
      batch(() => {
        this.totals.value = totals;
        this.tree.value = new LazyTree(comparisonSource(this.engine, base.engine, () => this.#shown));
        this.grown.value = new LazyTree(grownSource(this.engine, () => this.#grownShown));
      });
    } catch (error) {
      if (this.#base !== base) return;
      this.#base = null;
      this.failure.value = asFailure(error);
    }
  }
}
