/** What can be read of a file that was cut short: its tree, and how that is looked at. */

import { signal } from "@preact/signals";
import type { Missing, PartSortKey, SnapshotInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { type PartQuery, type PartRow, partSource } from "../heap/part-rows";
import { LazyTree } from "../tree/lazy-tree";

export class PartModel {
  readonly query = signal<PartQuery>({ sort: { by: "self_size", descending: true }, towards: false });
  readonly tree: LazyTree<PartRow>;

  constructor(
    engine: Engine,
    readonly info: SnapshotInfo,
    readonly missing: Missing,
  ) {
    this.tree = new LazyTree(partSource(engine, () => this.query.peek()));
  }

  sortBy(by: PartSortKey): void {
    const { sort } = this.query.peek();
    const descending = sort.by === by ? !sort.descending : by !== "name";
    this.#change({ sort: { by, descending } });
  }

  follow(towards: boolean): void {
    if (towards !== this.query.peek().towards) this.#change({ towards });
  }

  #change(change: Partial<PartQuery>): void {
    this.query.value = { ...this.query.peek(), ...change };
    void this.tree.reload();
  }
}
