/** The Python console of one snapshot: what was run and what came of it. It outlives the worker that ran it. */

import { signal } from "@preact/signals";
import type { ConsoleOutcome } from "../../../worker/protocol";
import { baseOf } from "../app-state/comparison-base";
import { namedSetsOf } from "../app-state/named-sets";
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
  /** What it printed so far, while it runs. */
  printed: string;
  isRunning: boolean;
}

const nothing = { outcome: null, problem: "", engine: null, printed: "", isRunning: false };

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
      await this.#prepare(engine, source);
      this.#set({ source, engine, isRunning: true });
      const outcome = await engine.runTyped({ source, whole }, (text) => this.#printed(text));
      if (outcome.status === "incomplete") {
        this.#takeBack();
        return false;
      }
      this.#set({ source, outcome, engine });
      await namedSetsOf(this.snapshot).take(engine, outcome.sets);
    } catch (error) {
      const reason = failureMessage(asFailure(error));
      const problem = this.#stopped ? t("console.stopped") : t("console.failed", { reason });
      this.#set({ source, problem, printed: this.#running?.printed ?? "" });
    } finally {
      this.work.value = "none";
    }
    return true;
  }

  /** What stands at the end of `source`, in words. */
  async describe(source: string): Promise<{ title: string; text: string } | null> {
    const engine = this.snapshot.loaded?.engine;
    if (!engine || this.work.value !== "none") return null;
    try {
      await engine.loadLibrary();
      const { title, text } = await engine.ask("console_describe", { source });
      return title === null ? null : { title, text: text ?? "" };
    } catch {
      return null;
    }
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

  /** What a worker has to know before it runs that: sets of an earlier one, and the snapshot to compare with. */
  async #prepare(engine: Engine, source: string): Promise<void> {
    await namedSetsOf(this.snapshot).ready(engine);
    const base = /\bbase\b/.test(source) ? baseOf(this.snapshot)?.loaded : null;
    if (base) await this.snapshot.loaded?.comparison.compareWith(base.comparison);
  }

  async #library(engine: Engine, source: string): Promise<boolean> {
    this.work.value = "library";
    try {
      await engine.loadLibrary();
      return true;
    } catch (error) {
      if (this.#stopped) throw error;
      const reason = failureMessage(asFailure(error));
      this.#set({ source, problem: t("console.libraryFailed", { reason }) });
      return false;
    }
  }

  get #running(): Entry | undefined {
    const last = this.entries.peek().at(-1);
    return last?.isRunning ? last : undefined;
  }

  #printed(text: string): void {
    const running = this.#running;
    if (running) this.#set({ ...running, printed: running.printed + text });
  }

  /** What is running, as it is now; or something new. */
  #set(entry: Partial<Entry> & { source: string }): void {
    const isNew = !this.#running;
    if (isNew) this.#number += 1;
    const before = isNew ? this.entries.peek() : this.entries.peek().slice(0, -1);
    this.entries.value = [...before, { ...nothing, ...entry, number: this.#number }];
    const { source } = entry;
    if (this.history.at(-1) !== source) this.history.push(source);
  }

  /** It did not run: there is more to type. */
  #takeBack(): void {
    this.entries.value = this.entries.peek().slice(0, -1);
    this.history.pop();
  }
}

const consoles = new WeakMap<OpenSnapshot, ConsoleModel>();

export function consoleOf(snapshot: OpenSnapshot): ConsoleModel {
  const made = consoles.get(snapshot) ?? new ConsoleModel(snapshot);
  consoles.set(snapshot, made);
  return made;
}
