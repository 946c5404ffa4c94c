/** What is drawn of one snapshot's graph: the nodes that retain most, or a node and what is around it. */

import { computed, effect, signal } from "@preact/signals";
import type { Failure, GraphPicture, SnapshotInfo } from "../../../worker/protocol";
import {
  changeGraph,
  type GraphSettings,
  graphCentre,
  graphLimits,
  graphSettings,
  graphText,
} from "../app-state/graph-query";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

/** So many more edges come with each "+N more". */
const step = 5;

/** How many edges of some nodes (ordinals) are drawn, in the picture of one node (id). */
interface Wider {
  centre: number | null;
  edges: ReadonlyMap<number, number>;
}

export class GraphModel {
  readonly picture = signal<GraphPicture | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly #wider = signal<Wider>({ centre: null, edges: new Map() });
  readonly #wanted = computed(() => ({
    centre: graphCentre.value,
    settings: graphSettings.value,
    wider: this.#wider.value,
    // Around a node, a name is looked for in what is drawn.
    text: graphCentre.value === null ? graphText.value : "",
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
      const edges = wider.centre === centre ? [...wider.edges] : [];
      void this.#ask(centre, settings, edges, text);
    });
  }

  /** Draws more of the edges of a node. */
  widen(ordinal: number): void {
    const centre = graphCentre.peek();
    const wider = this.#wider.peek();
    const before = wider.centre === centre ? wider.edges : new Map<number, number>();
    const drawn = this.picture.peek()?.edges.filter(({ from }) => from === ordinal).length ?? 0;
    const edges = new Map(before).set(ordinal, (before.get(ordinal) ?? drawn) + step);
    this.#wider.value = { centre, edges };
    changeGraph({ nodes: Math.min(graphLimits.nodes[1], graphSettings.peek().nodes + step) });
  }

  async #ask(
    centre: number | null,
    { nodes, depth, references, own }: GraphSettings,
    wider: [ordinal: number, edges: number][],
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
          : await this.engine.ask("neighbourhood", { ...limits, id: centre, depth, wider }, signal);
      if (signal.aborted) return;
      this.failure.value = null;
      this.picture.value = picture;
    } catch (error) {
      if (signal.aborted) return;
      const failure = asFailure(error);
      // A node from an address, or of another snapshot, need not be here.
      if (centre !== null && failure.code === "no-such-id") graphCentre.value = null;
      else this.failure.value = failure;
    }
  }
}
