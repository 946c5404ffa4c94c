/** What is drawn of one snapshot's graph: the nodes that retain most, or a node and what is around it. */

import { computed, effect, signal } from "@preact/signals";
import type { Failure, GraphPicture, SnapshotInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

export interface GraphSettings {
  nodes: number;
  depth: number;
  references: number;
  own: boolean;
}

export const usualSettings: GraphSettings = { nodes: 50, depth: 2, references: 5, own: true };

/** So many more edges come with each "+N more". */
const step = 5;

export class GraphModel {
  /** The node (ordinal) that the picture is of; null for the nodes that retain most. */
  readonly centre = signal<number | null>(null);
  readonly settings = signal<GraphSettings>(usualSettings);
  readonly text = signal("");
  readonly picture = signal<GraphPicture | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly #wider = signal<ReadonlyMap<number, number>>(new Map());
  readonly #wanted = computed(() => ({
    centre: this.centre.value,
    settings: this.settings.value,
    wider: this.#wider.value,
    // Around a node, a name is looked for in what is drawn.
    text: this.centre.value === null ? this.text.value : "",
  }));
  #asking = new AbortController();

  constructor(
    private readonly engine: Engine,
    _: SnapshotInfo,
  ) {}

  /** Asks anew whenever something else is wanted, as long as somebody looks. */
  look(): () => void {
    return effect(() => {
      const { centre, settings, wider, text } = this.#wanted.value;
      void this.#ask(centre, settings, wider, text);
    });
  }

  lookAt(centre: number | null): void {
    if (centre === this.centre.peek()) return;
    this.#wider.value = new Map();
    this.centre.value = centre;
  }

  /** Draws more of the edges of a node. */
  widen(ordinal: number): void {
    const before = this.#wider.peek().get(ordinal);
    const drawn = this.picture.peek()?.edges.filter(({ from }) => from === ordinal).length ?? 0;
    const { nodes } = this.settings.peek();
    this.#wider.value = new Map(this.#wider.peek()).set(ordinal, (before ?? drawn) + step);
    this.settings.value = { ...this.settings.peek(), nodes: Math.min(200, nodes + step) };
  }

  async #ask(
    centre: number | null,
    { nodes, depth, references, own }: GraphSettings,
    wider: ReadonlyMap<number, number>,
    text: string,
  ): Promise<void> {
    this.#asking.abort();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    const limits = { nodes, references, own };
    try {
      const picture =
        centre === null
          ? await this.engine.ask("biggest", { ...limits, text }, signal)
          : await this.engine.ask(
              "neighbourhood",
              { ...limits, ordinal: centre, depth, wider: [...wider] },
              signal,
            );
      if (signal.aborted) return;
      this.failure.value = null;
      this.picture.value = picture;
    } catch (error) {
      if (!signal.aborted) this.failure.value = asFailure(error);
    }
  }
}
