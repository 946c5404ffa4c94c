/** What probably leaks in one snapshot, asked for when somebody looks, in the page's language. */

import { batch, signal } from "@preact/signals";
import type { Failure, Report } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

/** The base that findings are to be about what came since. */
export interface Base {
  name: string;
  /** Has the worker compare with it. */
  prepare(): Promise<void>;
}

export class OverviewModel {
  readonly report = signal<Report | null>(null);
  /** Whether only what came since the base is asked for. */
  readonly since = signal(false);
  readonly failure = signal<Failure | null>(null);
  #asked = "";

  constructor(private readonly engine: Engine) {}

  /** Asks, unless what is there is in this language, and since this base, already. */
  async follow(language: string, base: Base | null): Promise<void> {
    const wanted = JSON.stringify([language, base?.name]);
    if (this.#asked === wanted) return;
    // The same findings in other words may stay until those come; findings about something else may not.
    const isOther = this.#asked !== "" && JSON.parse(this.#asked)[1] !== (base?.name ?? null);
    this.#asked = wanted;
    batch(() => {
      this.failure.value = null;
      if (isOther) this.report.value = null;
    });
    try {
      const report = await this.engine.ask("findings", { language, ...(await since(base)) });
      if (this.#asked === wanted) this.report.value = report;
    } catch (error) {
      if (this.#asked !== wanted) return;
      this.#asked = "";
      this.failure.value = asFailure(error);
    }
  }

  /** The same as one HTML file. */
  async file(language: string, base: Base | null): Promise<Blob> {
    const { text } = await this.engine.ask("report", { language, format: "html", ...(await since(base)) });
    return new Blob([text], { type: "text/html" });
  }
}

async function since(base: Base | null): Promise<{ compare?: boolean; base_name?: string }> {
  if (!base) return {};
  await base.prepare();
  return { compare: true, base_name: base.name };
}
