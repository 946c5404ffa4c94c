/** The Summary of one snapshot: its tree, and how much of it the filter shows. */

import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { type HeapRow, instanceSort, type SummaryTotals, summarySource } from "../heap/heap-rows";
import { FollowedTree } from "../tree/followed-tree";
import type { LazyTree } from "../tree/lazy-tree";
import { reveal } from "../tree/reveal";
import { everything } from "./node-filter";
import { filter, objects, query } from "./query";

export class SummaryModel {
  readonly totals = signal<SummaryTotals | null>(null);
  readonly #list: FollowedTree<HeapRow, typeof query.value>;

  constructor(private readonly engine: Engine) {
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

  /** Leads the reader to a node among its class; filters that hide it are given up. */
  async reveal(node: NodeRow): Promise<void> {
    let place = await this.#placeOf(node);
    if (place.class_place === null || (place.node_place === null && objects.peek() !== everything)) {
      batch(() => {
        filter.value = { ...filter.peek(), text: "" };
        objects.value = everything;
      });
      place = await this.#placeOf(node);
    }
    const places = [place.class_place, place.node_place].filter((at) => at !== null);
    if (place.class_place !== null) await reveal(this.tree, places);
  }

  async #placeOf({ ordinal }: NodeRow) {
    await this.follow();
    const { sort, filter } = query.peek();
    const params = { ordinal, sort, filter, instance_sort: instanceSort(sort) };
    return this.engine.ask("place_in_summary", params);
  }
}
