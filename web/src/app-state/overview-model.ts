/** What probably leaks in one snapshot, asked for when somebody looks, in the page's language. */

import { batch, signal } from "@preact/signals";
import type { Failure, LookStep, Report, Since } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

/** What findings are about: all there is, what came since the base, or since several earlier snapshots. */
export type Scope = "all" | "since" | "trend";

/** The earlier snapshots that findings are to be about what came since. */
export interface Earlier {
  /** Which ones: other findings for others. */
  key: string;
  params: Since;
  /** Has the worker compare with them. */
  prepare(): Promise<void>;
}

export class OverviewModel {
  readonly report = signal<Report | null>(null);
  /** As far as the user has said; else `scopeOf` does. */
  readonly chosenScope = signal<Scope | null>(null);
  /** Snapshots that the trend does without, by letter. */
  readonly leftOut = signal<ReadonlySet<string>>(new Set());
  /** What the heap may grow to, in bytes, as far as the user has said; else V8's own limit is taken. */
  readonly heapLimit = signal<number | null>(null);
  readonly failure = signal<Failure | null>(null);
  /** What is looked at just now. */
  readonly step = signal<LookStep | null>(null);
  #asked = "";

  constructor(private readonly engine: Engine) {}

  /** Asks, unless what is there is in this language, and since these, already. */
  async follow(language: string, earlier: Earlier | null): Promise<void> {
    const wanted = JSON.stringify([language, earlier?.key ?? null]);
    if (this.#asked === wanted) return;
    // The same findings in other words may stay until those come; findings about something else may not.
    const isOther = this.#asked !== "" && JSON.parse(this.#asked)[1] !== (earlier?.key ?? null);
    this.#asked = wanted;
    batch(() => {
      this.failure.value = null;
      if (isOther) this.report.value = null;
    });
    try {
      const params = await since(earlier);
      // One step a question: what else is asked meanwhile has its turn in between.
      do {
        if (this.#asked !== wanted) return;
        this.step.value = await this.engine.ask("look", params);
      } while (this.step.value);
      const report = await this.engine.ask("findings", { language, ...params });
      if (this.#asked === wanted) this.report.value = report;
    } catch (error) {
      if (this.#asked !== wanted) return;
      this.#asked = "";
      this.failure.value = asFailure(error);
    }
  }

  /** The same as one HTML file. */
  async file(language: string, earlier: Earlier | null): Promise<Blob> {
    const { text } = await this.engine.ask("report", { language, format: "html", ...(await since(earlier)) });
    return new Blob([text], { type: "text/html" });
  }
}

/** What a question about the findings says of them. */
export async function since(earlier: Earlier | null): Promise<Since> {
  if (!earlier) return {};
  await earlier.prepare();
  return earlier.params;
}
