/** The dominator tree of one snapshot: as a tree, and as much of it as a picture of it shows. */

import { batch, signal } from "@preact/signals";
import type { Failure, MapRow, NodeRow, SnapshotInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { dominatorsSource, type HeapRow, instanceSort } from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { reveal } from "../tree/reveal";
import { byClass, dominatorsSort, shape, type Top, top } from "./dominators-query";

/** What a picture shows: its rows, the first of which is its top, and the way from there up to the root. */
export interface DominatorPicture {
  rows: readonly MapRow[];
  path: readonly NodeRow[];
}

/** More cannot be told apart, and would hold the page up. */
const most = 160;

/** Levels of nodes; with classes between them, half as many say as much. */
const depth = { plain: 6, byClass: 3 };

/** Of a long way up, so much is asked for. */
const longestPath = 200;

export class DominatorsModel {
  readonly tree: LazyTree<HeapRow>;
  /** Whether anything was looked at in the tree yet. */
  isTouched = false;
  readonly picture = signal<DominatorPicture | null>(null);
  readonly failure = signal<Failure | null>(null);
  #query = { sort: dominatorsSort.sort.peek(), byClass: byClass.peek() };
  #asked = "";

  constructor(
    private readonly engine: Engine,
    private readonly info: SnapshotInfo,
  ) {
    this.tree = new LazyTree(dominatorsSource(engine, info.root, () => this.#query));
  }

  /** Asks for what is on show, unless it is there. */
  async follow(): Promise<void> {
    if (shape.value !== "tree") return this.#followPicture(top.value, byClass.value);
    const query = { sort: dominatorsSort.sort.value, byClass: byClass.value };
    if (query.sort === this.#query.sort && query.byClass === this.#query.byClass) return;
    this.#query = query;
    await this.tree.reload();
  }

  /** Opens the tree down to a node, shows it, and goes there. */
  async reveal(ordinal: number): Promise<void> {
    this.isTouched = true;
    shape.value = "tree";
    await this.tree.prepare();
    const { sort, byClass: by_class } = this.#query;
    const { places } = await this.engine.ask("dominator_places", {
      ordinal,
      sort: instanceSort(sort),
      class_sort: sort,
      by_class,
    });
    await reveal(this.tree, places);
  }

  async #followPicture(of: Top | null, classes: boolean): Promise<void> {
    const wanted = JSON.stringify([of, classes]);
    if (this.#asked === wanted) return;
    this.#asked = wanted;
    const which = of ? { id: of.id } : { ordinal: this.info.root };
    const only = of && of.classIndex !== null ? { class_index: of.classIndex } : {};
    try {
      const [{ rows }, path] = await Promise.all([
        this.engine.ask("dominator_map", {
          ...which,
          ...only,
          most,
          depth: classes ? depth.byClass : depth.plain,
          by_class: classes,
        }),
        this.engine.ask("dominator_path", { ...which, start: 0, count: longestPath }),
      ]);
      if (this.#asked !== wanted) return;
      batch(() => {
        this.failure.value = null;
        this.picture.value = { rows, path: path.rows };
      });
    } catch (error) {
      if (this.#asked !== wanted) return;
      const failure = asFailure(error);
      // A top from an address, or of another snapshot, need not be here.
      if (of && (failure.code === "no-such-id" || failure.code === "out-of-range")) top.value = null;
      else this.failure.value = failure;
      this.#asked = "";
    }
  }
}
