/** The selected node of one snapshot: its details, what it refers to, and who keeps it. */

import { batch, signal } from "@preact/signals";
import type { Failure, NodeDetail, NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { type HeapRow, referencesSource, retainerChain, retainersSource } from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { Retaining } from "./retaining";

/** As deep as the way to a root is opened by itself (as in DevTools). */
const chainLength = 20;

export class Selection {
  readonly id = signal<number | null>(null);
  /** What is known of it: at once what its row says, then everything. */
  readonly node = signal<NodeRow | null>(null);
  readonly detail = signal<NodeDetail | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly references = signal<LazyTree<HeapRow> | null>(null);
  /** Whose retainers are on show: as a rule the selected node's, but looking at one of them leaves the tree as it is. */
  readonly kept = signal<NodeRow | null>(null);
  readonly retainers = signal<LazyTree<HeapRow> | null>(null);

  readonly retaining: Retaining;

  constructor(private readonly engine: Engine) {
    this.retaining = new Retaining(engine);
    this.retaining.round.subscribe((round) => {
      if (round > 0) void this.retainers.peek()?.reload();
    });
  }

  select(node: NodeRow): void {
    this.inspect(node);
    this.showRetainers(node);
  }

  /** Selects a node without leaving the retainers that are on show. */
  inspect(node: NodeRow): void {
    if (node.ordinal === this.node.value?.ordinal) return;
    this.#reset(node.id, node);
    this.references.value = new LazyTree(referencesSource(this.engine, node.ordinal));
    void this.#fetch({ ordinal: node.ordinal });
  }

  showRetainers(node: NodeRow): void {
    if (node.ordinal === this.kept.value?.ordinal) return;
    this.retainers.value?.dispose();
    const tree = new LazyTree(retainersSource(this.engine, node.ordinal));
    batch(() => {
      this.kept.value = node;
      this.retainers.value = tree;
    });
    void tree.unfold((signal) => retainerChain(this.engine, node.ordinal, chainLength, signal));
  }

  /** For an id from outside (an address, something typed), which need not exist. */
  async selectId(id: number): Promise<void> {
    if (id === this.id.value) return;
    this.#reset(id, null);
    const node = await this.#fetch({ id });
    if (!node) return;
    this.references.value = new LazyTree(referencesSource(this.engine, node.ordinal));
    this.showRetainers(node);
  }

  clear(): void {
    this.retainers.value?.dispose();
    batch(() => {
      this.#reset(null, null);
      this.kept.value = null;
      this.retainers.value = null;
    });
  }

  #reset(id: number | null, node: NodeRow | null): void {
    this.references.value?.dispose();
    batch(() => {
      this.id.value = id;
      this.node.value = node;
      this.detail.value = null;
      this.failure.value = null;
      this.references.value = null;
    });
  }

  async #fetch(which: { ordinal: number } | { id: number }): Promise<NodeDetail | null> {
    const asked = this.id.value;
    try {
      const detail = await this.engine.ask("node", which);
      if (this.id.value !== asked) return null;
      batch(() => {
        this.node.value = detail;
        this.detail.value = detail;
      });
      return detail;
    } catch (error) {
      if (this.id.value === asked) this.failure.value = asFailure(error);
      return null;
    }
  }
}
