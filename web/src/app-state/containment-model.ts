/** The Containment of one snapshot: its tree, and the way to a node in it. */

import type { ReferenceSortKey, SnapshotInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { containmentSource, type HeapRow } from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { reveal } from "../tree/reveal";
import { keepInAddress } from "./address";
import { viewSort } from "./view-sort";

export const containmentSort = viewSort<ReferenceSortKey>("containment", {
  retained: "descending",
  shallow: "descending",
  distance: "ascending",
  name: "ascending",
});

keepInAddress(containmentSort.field);

export class ContainmentModel {
  readonly tree: LazyTree<HeapRow>;
  /** Whether anything was looked at in it yet. */
  isTouched = false;
  #shown = containmentSort.sort.peek();

  constructor(
    private readonly engine: Engine,
    info: SnapshotInfo,
  ) {
    this.tree = new LazyTree(containmentSource(engine, info.root, () => this.#shown));
  }

  /** A single row at the top is no place to begin: what it refers to is shown, too. */
  async begin(): Promise<void> {
    await this.tree.prepare();
    const { root } = this.tree;
    if (root.total === 1 && !this.isTouched) await this.tree.open({ branch: root, index: 0 });
  }

  /** Asks again if the order is no longer the one that is shown. */
  async follow(): Promise<void> {
    if (this.#shown === containmentSort.sort.value) return;
    this.#shown = containmentSort.sort.value;
    await this.tree.reload();
  }

  /** Opens the shortest way from the root to a node, and goes there; false where there is none. */
  async reveal(ordinal: number): Promise<boolean> {
    this.isTouched = true;
    await this.tree.prepare();
    const { places } = await this.engine.ask("containment_places", { ordinal, sort: this.#shown });
    return (await reveal(this.tree, places)) !== null;
  }
}
