/** One snapshot compared with another, its base: what came and went, class by class. */

import { batch, signal } from "@preact/signals";
import type { ComparisonTotals, Failure } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { type ComparedRow, comparisonSource } from "../heap/compared-rows";
import { LazyTree } from "../tree/lazy-tree";
import { comparisonQuery } from "./comparison-query";
import type { OpenSnapshot } from "./open-snapshot";

export class ComparisonModel {
  /** What the user chose to compare with; null for the default. */
  readonly chosen = signal<OpenSnapshot | null>(null);
  readonly totals = signal<ComparisonTotals | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly tree = signal<LazyTree<ComparedRow> | null>(null);
  #base: ComparisonModel | null = null;
  #ready: Promise<void> = Promise.resolve();
  #shown = comparisonQuery.peek();

  constructor(readonly engine: Engine) {}

  /** Done when the worker compares with that base; what went wrong is `failure`. */
  compareWith(base: ComparisonModel): Promise<void> {
    if (this.#base === base) return this.#ready;
    this.#base = base;
    this.tree.peek()?.dispose();
    batch(() => {
      this.tree.value = null;
      this.totals.value = null;
      this.failure.value = null;
    });
    // One after the other: a worker has room for one base.
    this.#ready = this.#ready.then(() => this.#set(base));
    return this.#ready;
  }

  /** Asks again if the query is no longer the one that is shown. */
  async follow(): Promise<void> {
    if (this.#shown === comparisonQuery.value) return;
    this.#shown = comparisonQuery.value;
    await this.tree.peek()?.reload();
  }

  async #set(base: ComparisonModel): Promise<void> {
    if (this.#base !== base) return;
    try {
      const totals = await this.engine.compareWith(base.engine);
      if (this.#base !== base) return;
      batch(() => {
        this.totals.value = totals;
        this.tree.value = new LazyTree(comparisonSource(this.engine, base.engine, () => this.#shown));
      });
    } catch (error) {
      if (this.#base !== base) return;
      this.#base = null;
      this.failure.value = asFailure(error);
    }
  }
}
