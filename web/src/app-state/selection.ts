/** The selected node of one snapshot: its details, what it refers to, and who keeps it. */

import { batch, signal } from "@preact/signals";
import type { Failure, NodeDetail, NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import {
  type HeapRow,
  inspection,
  referencesSource,
  retainerChain,
  retainersSource,
} from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { language } from "./language";
import { Retaining } from "./retaining";

/** What is shown of a node stays this long (ms) for the news of the next one, rather than flash placeholders. */
const patience = 80;

export class Selection {
  readonly id = signal<number | null>(null);
  readonly node = signal<NodeRow | null>(null);
  /** The node that the inspector is about: a moment later than selected. */
  readonly seen = signal<NodeRow | null>(null);
  /** What is known of that besides its row. */
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

  /** Done when it is on show. */
  async select(node: NodeRow): Promise<void> {
    const keeps = node.ordinal === this.kept.peek()?.ordinal;
    if (node.ordinal !== this.node.peek()?.ordinal) await this.#look(node, !keeps);
    else this.showRetainers(node);
  }

  /** Selects a node without leaving the retainers that are on show. */
  async inspect(node: NodeRow): Promise<void> {
    if (node.ordinal !== this.node.peek()?.ordinal) await this.#look(node, false);
  }

  showRetainers(node: NodeRow): void {
    if (node.ordinal === this.kept.peek()?.ordinal) return;
    const tree = this.#retainersOf(node);
    void tree.unfold((signal) => retainerChain(this.engine, node.ordinal, signal));
    this.#keep(node, tree);
  }

  /** For an id from outside (an address, something typed), which need not exist. */
  async selectId(id: number): Promise<void> {
    if (id === this.id.peek()) return;
    this.#choose(id, null);
    this.#show(null, null);
    try {
      const node = await this.engine.ask("node", { id });
      if (this.id.peek() !== id) return;
      this.node.value = node;
      await this.#look(node, node.ordinal !== this.kept.peek()?.ordinal);
    } catch (error) {
      if (this.id.peek() === id) this.failure.value = asFailure(error);
    }
  }

  clear(): void {
    batch(() => {
      this.#choose(null, null);
      this.#show(null, null);
      this.#keep(null, null);
    });
  }

  /** All that is shown of a node comes in one reply, and appears together. */
  async #look(node: NodeRow, withRetainers: boolean): Promise<void> {
    const words = language.peek();
    const round = this.retaining.round.peek();
    const asked = inspection(this.engine, node.ordinal, words, withRetainers);
    this.#choose(node.id, node);
    const references = new LazyTree(referencesSource(this.engine, node.ordinal));
    const retainers = withRetainers ? this.#retainersOf(node) : null;
    const filled = Promise.all([
      references.unfold(async () => [(await asked).references]),
      retainers?.unfold(async () => (await asked).retainers),
    ]);
    let shown = false;
    const show = () => {
      if (shown || this.node.peek()?.ordinal !== node.ordinal) return;
      shown = true;
      batch(() => {
        this.#show(node, references);
        if (retainers) this.#keep(node, retainers);
      });
    };
    const timer = setTimeout(show, patience);
    try {
      const { node: detail, keptBy } = await asked;
      await filled;
      if (this.node.peek()?.ordinal !== node.ordinal) return;
      batch(() => {
        show();
        this.node.value = detail;
        this.seen.value = detail;
        this.detail.value = detail;
        if (keptBy) this.retaining.tell(detail.ordinal, words, round, keptBy, withRetainers);
      });
    } catch (error) {
      show();
      if (this.node.peek()?.ordinal === node.ordinal) this.failure.value = asFailure(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #retainersOf(node: NodeRow): LazyTree<HeapRow> {
    return new LazyTree(retainersSource(this.engine, node.ordinal));
  }

  #choose(id: number | null, node: NodeRow | null): void {
    batch(() => {
      this.id.value = id;
      this.node.value = node;
    });
  }

  #show(node: NodeRow | null, references: LazyTree<HeapRow> | null): void {
    this.references.peek()?.dispose();
    batch(() => {
      this.seen.value = node;
      this.detail.value = null;
      this.failure.value = null;
      this.references.value = references;
    });
  }

  #keep(node: NodeRow | null, retainers: LazyTree<HeapRow> | null): void {
    this.retainers.peek()?.dispose();
    batch(() => {
      this.kept.value = node;
      this.retainers.value = retainers;
    });
  }
}
