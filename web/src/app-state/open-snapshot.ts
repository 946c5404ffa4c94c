/** One snapshot on the page, from the moment its file was chosen. */

import { effect, signal } from "@preact/signals";
import type { Failure, SnapshotInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure, Failed, pageFailure } from "../engine/failed";
import { type Shortage, shortageOf } from "../engine/memory";
import { endLoad } from "../engine/spare";
import { ComparisonModel } from "./comparison-model";
import { LoadProgress } from "./load-progress";
import { OverviewModel } from "./overview-model";
import { PartModel } from "./part-model";
import { Selection } from "./selection";
import { SummaryModel } from "./summary-model";
import { forget } from "./undo";

type ModelClass<Model> = new (engine: Engine, info: SnapshotInfo) => Model;

/** A snapshot that can be looked at. */
export class Loaded {
  readonly overview: OverviewModel;
  readonly comparison: ComparisonModel;
  readonly selection: Selection;
  readonly #models = new Map<unknown, unknown>();

  constructor(
    readonly engine: Engine,
    readonly info: SnapshotInfo,
    readonly summary: SummaryModel,
  ) {
    this.overview = new OverviewModel(engine);
    this.comparison = new ComparisonModel(engine);
    this.selection = new Selection(engine);
  }

  /** What a view keeps of this snapshot, made when that view is first opened. */
  model<Model>(kind: ModelClass<Model>): Model {
    const known = this.#models.get(kind);
    if (known) return known as Model;
    const made = new kind(this.engine, this.info);
    this.#models.set(kind, made);
    return made;
  }
}

export type Stage =
  | { kind: "waiting" }
  | { kind: "loading"; progress: LoadProgress }
  /** It may not fit into memory: whether to try is the user's decision. */
  | { kind: "doubtful"; shortage: Shortage }
  | { kind: "ready"; loaded: Loaded }
  /** What can be read of a file that was cut short: its own view, and no other. */
  | { kind: "part"; part: PartModel }
  | { kind: "failed"; failure: Failure };

/** Bytes of a file below which nobody need ask whether it fits: asking takes time, too. */
const smallFile = { plain: 160_000_000, compressed: 30_000_000 };

let count = 0;

export class OpenSnapshot {
  readonly #name;
  /** Of the file as chosen, in bytes. */
  readonly fileSize: number;
  readonly stage = signal<Stage>({ kind: "waiting" });
  /** It was ready, and its worker has died since. */
  readonly lost = signal(false);
  /** What can be read is wanted, if the file was cut short. */
  partial = false;
  /** Bytes of memory that it was estimated to take; 0 for small files. */
  memory = 0;
  /** Counts up with each that is opened. */
  readonly opened = ++count;
  #engine: Engine | undefined;
  #unwatch = () => {};

  constructor(
    /** `a`, `b` …: short names, also in the address. */
    readonly letter: string,
    readonly file: File,
  ) {
    this.#name = signal(file.name);
    this.fileSize = file.size;
  }

  /** The file's, until the user gives it another. */
  get name(): string {
    return this.#name.value;
  }

  set name(name: string) {
    this.#name.value = name.trim() || this.file.name;
  }

  get loaded(): Loaded | null {
    const stage = this.stage.value;
    return stage.kind === "ready" ? stage.loaded : null;
  }

  /**
   * Reads the file, unless it is doubtful whether there is memory for it beside the `taken` bytes; without those, it is
   * tried. Never throws: what went wrong is the stage.
   */
  async load(newEngine: () => Engine, taken?: number): Promise<void> {
    const engine = this.#engine ?? newEngine();
    this.#engine = engine;
    const progress = new LoadProgress();
    this.stage.value = { kind: "loading", progress };
    performance.mark(`load-${this.letter}:start`);
    try {
      const shortage = taken === undefined ? null : await this.#shortage(engine, taken);
      if (shortage) {
        this.stage.value = { kind: "doubtful", shortage };
        return;
      }
      const info = await engine.open(this.file, this.partial, (step) => progress.report(step));
      if (info.partial && !info.partial.sound) {
        this.stage.value = { kind: "part", part: new PartModel(engine, info, info.partial) };
        this.#watch(engine);
        return;
      }
      const summary = new SummaryModel(engine);
      // With the first rows at hand, the page has something to show at once.
      await summary.tree.prepare();
      if (summary.tree.root.failure) throw new Failed(summary.tree.root.failure);
      if (this.#engine !== engine) return; // closed in the last moment
      this.stage.value = { kind: "ready", loaded: new Loaded(engine, info, summary) };
      performance.measure(`load-${this.letter}`, `load-${this.letter}:start`);
      this.#watch(engine);
    } catch (error) {
      const failure = (await this.#unreadable()) ?? asFailure(error);
      if (this.#engine === engine) this.#fail(failure);
    }
  }

  /** Frees all its memory at once. */
  stop(): void {
    this.#unwatch();
    const engine = this.#engine;
    this.#engine = undefined;
    if (!engine) return;
    forget(engine);
    void endLoad(engine, pageFailure("cancelled", "This snapshot was closed."));
  }

  #fail(failure: Failure): void {
    this.stop();
    this.stage.value = { kind: "failed", failure };
  }

  /** A worker may also die later, of a lack of memory for instance. */
  #watch(engine: Engine): void {
    this.#unwatch = effect(() => {
      const state = engine.bootState.value;
      if (state.kind !== "failed") return;
      queueMicrotask(() => {
        this.lost.value = true;
        this.#fail(state.failure);
      });
    });
  }

  async #shortage(engine: Engine, taken: number): Promise<Shortage | null> {
    const isCompressed = this.name.endsWith(".gz");
    if (this.fileSize < (isCompressed ? smallFile.compressed : smallFile.plain)) return null;
    try {
      this.memory = (await engine.estimate(this.file)).bytes;
    } catch (error) {
      // A file whose header cannot be read: opening it says more.
      if (engine.bootState.value.kind === "failed") throw error;
      return null;
    }
    return shortageOf(this.memory, taken);
  }

  /** A folder, a file that was deleted, or one that may not be read, is easier to name here than in the worker. */
  async #unreadable(): Promise<Failure | null> {
    try {
      await this.file.slice(0, 1).arrayBuffer();
      return null;
    } catch (error) {
      const message = "The browser cannot read this file: it may be a folder, or have been moved or deleted.";
      return pageFailure("file-unreadable", message, {}, String(error));
    }
  }
}
