/** What the memory of one snapshot goes to, each part asked for when somebody looks. */

import { signal } from "@preact/signals";
import type { Distances, Failure, NativeContexts, Statistics } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

/** So many columns are told apart on a wide screen. */
const buckets = 120;

export class StatisticsModel {
  readonly statistics = new Answer<Statistics>();
  readonly distances = new Answer<Distances>();
  /** It takes a walk through the whole graph: only on demand. */
  readonly contexts = new Answer<NativeContexts>();

  constructor(private readonly engine: Engine) {}

  look(): void {
    this.statistics.ask(() => this.engine.ask("statistics", {}));
    this.distances.ask(() => this.engine.ask("distances", { buckets }));
  }

  attribute(): void {
    this.contexts.ask(() => this.engine.ask("native_contexts", {}));
  }
}

/** The answer to a question that is put once; again only after it failed. */
export class Answer<T> {
  readonly value = signal<T | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly asked = signal(false);

  ask(put: () => Promise<T>): void {
    if (this.asked.peek()) return;
    this.asked.value = true;
    this.failure.value = null;
    put().then(
      (answer) => {
        this.value.value = answer;
      },
      (error) => {
        this.failure.value = asFailure(error);
        this.asked.value = false;
      },
    );
  }
}
