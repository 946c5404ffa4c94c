/** The Python console of one snapshot: what was run and what came of it. It outlives the worker that ran it. */

import { signal } from "@preact/signals";
import type { ConsoleOutcome } from "../../../worker/protocol";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { reopen } from "../app-state/snapshots";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";

export interface Entry {
  number: number;
  source: string;
  outcome: ConsoleOutcome | null;
  /** Where there is no outcome: why. */
  problem: string;
  /** Has more rows of the outcome, as long as it is the snapshot's. */
  engine: Engine | null;
}

export type Work = "none" | "library" | "running";

export class ConsoleModel {
  readonly entries = signal<readonly Entry[]>([]);
  readonly work = signal<Work>("none");
  /** What was typed, the newest last. */
  readonly history: string[] = [];
  /** What is being typed, kept while another view is on show. */
  draft = "";
  #number = 0;
  #stopped = false;

  constructor(private readonly snapshot: OpenSnapshot) {}

  /** Runs what was typed; false if there is more to type. `whole`: run it as it is. */
  async run(source: string, whole: boolean): Promise<boolean> {
    const engine = this.snapshot.loaded?.engine;
    if (this.work.value !== "none" || !engine || source.trim() === "") return true;
    this.#stopped = false;
    try {
      if (!(await this.#library(engine, source))) return true;
      this.work.value = "running";
      const outcome = await engine.ask("console_run", { source, whole });
      if (outcome.status === "incomplete") return false;
      this.#add(source, { outcome, engine });
    } catch (error) {
      const reason = failureMessage(asFailure(error));
      this.#add(source, { problem: this.#stopped ? t("console.stopped") : t("console.failed", { reason }) });
    } finally {
      this.work.value = "none";
    }
    return true;
  }

  /** What could stand at the end of `source`; nothing while something runs. */
  async complete(source: string): Promise<{ start: number; choices: string[] }> {
    const engine = this.snapshot.loaded?.engine;
    if (!engine || this.work.value !== "none") return { start: source.length, choices: [] };
    try {
      await engine.loadLibrary();
      return await engine.ask("console_complete", { source });
    } catch {
      return { start: source.length, choices: [] };
    }
  }

  /** Python cannot be interrupted: its worker ends, and another one reads the file again. */
  stop(): void {
    this.#stopped = true;
    reopen(this.snapshot);
  }

  clear(): void {
    this.entries.value = [];
  }

  async #library(engine: Engine, source: string): Promise<boolean> {
    this.work.value = "library";
    try {
      await engine.loadLibrary();
      return true;
    } catch (error) {
      if (this.#stopped) throw error;
      const reason = failureMessage(asFailure(error));
      this.#add(source, { problem: t("console.libraryFailed", { reason }) });
      return false;
    }
  }

  #add(source: string, came: Partial<Entry>): void {
    this.#number += 1;
    const entry = { number: this.#number, source, outcome: null, problem: "", engine: null, ...came };
    this.entries.value = [...this.entries.value, entry];
    if (this.history.at(-1) !== source) this.history.push(source);
  }
}

const consoles = new WeakMap<OpenSnapshot, ConsoleModel>();

export function consoleOf(snapshot: OpenSnapshot): ConsoleModel {
  const made = consoles.get(snapshot) ?? new ConsoleModel(snapshot);
  consoles.set(snapshot, made);
  return made;
}
