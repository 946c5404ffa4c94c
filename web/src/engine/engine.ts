/** One Python in one worker, for one snapshot: boots, opens, answers, and can be stopped at any moment. */

import { signal } from "@preact/signals";
import * as Comlink from "comlink";
import type {
  ComparisonTotals,
  ConsoleOutcome,
  DownloadWish,
  Estimate,
  Failure,
  HeapWorker,
  Method,
  Methods,
  ProfileInfo,
  ProfileMethod,
  ProfileMethods,
  Progress,
  Reply,
  SnapshotInfo,
  Triage,
  TriageOptions,
} from "../../../worker/protocol";
import { diagnoseBoot } from "./boot-diagnosis";
import { Failed, pageFailure } from "./failed";
import { type Ahead, readAhead } from "./read-ahead";
import { startWorkerProcess } from "./worker-process";

export type BootState =
  | { kind: "booting"; slow: boolean }
  | { kind: "booted" }
  | { kind: "failed"; failure: Failure };

/** How long a boot may show no progress before the page looks for the cause. */
const patience = 5_000;

/** How long to wait until a load has noticed that it is not wanted, in ms: about as long as booting another engine takes. */
const grace = 1500;

/** Two requests keep the worker busy while an answer travels; more would only make newer ones wait. */
const requestsInFlight = 2;

interface Waiting {
  run(): Promise<void>;
  signal: AbortSignal | undefined;
}

export class Engine {
  readonly bootState = signal<BootState>({ kind: "booting", slow: false });
  readonly booted: Promise<void>;

  readonly #process = startWorkerProcess();
  readonly #worker = Comlink.wrap<HeapWorker>(this.#process);
  readonly #runtime = new URL("runtime/", document.baseURI).href;
  readonly #heard = new AbortController();
  readonly #rejects = new Set<(reason: Failed) => void>();
  readonly #life = `heapglass-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  readonly #waiting: Waiting[] = [];
  #inFlight = 0;
  /** What is being opened, as long as that can be interrupted. */
  #opening: { ahead: Ahead; gaveUp: Promise<boolean> } | null = null;
  #stopped: Failed | undefined;
  #library: Promise<void> | undefined;

  constructor() {
    const { signal } = this.#heard;
    this.#process.addEventListener("error", (event) => this.#crashed(reasonOf(event)), { signal });
    this.booted = this.#boot();
    // Whoever needs the engine awaits this; a spare that fails is nobody's unhandled rejection.
    this.booted.catch(() => {});
  }

  /** How much memory opening the file would take. */
  async estimate(file: File): Promise<Estimate> {
    await this.booted;
    return unwrap(await this.#guard((worker) => worker.estimate(file)));
  }

  /** What a process's log says. */
  async triage(file: File, options: TriageOptions): Promise<Triage> {
    await this.booted;
    return unwrap(await this.#guard((worker) => worker.triage(file, options)));
  }

  /** Reads a sampling profile, beside those that this engine has read already. */
  async openProfile(file: File, report: (progress: Progress) => void): Promise<ProfileInfo> {
    await this.booted;
    return unwrap(await this.#guard((worker) => worker.openProfile(file, Comlink.proxy(report))));
  }

  async askProfile<M extends ProfileMethod>(
    method: M,
    params: ProfileMethods[M]["params"],
  ): Promise<ProfileMethods[M]["result"]> {
    return unwrap(await this.#guard((worker) => worker.askProfile(method, params)));
  }

  async open(file: File, partial: boolean, report: (progress: Progress) => void): Promise<SnapshotInfo> {
    // At once, if it can be: while the page draws itself anew, the worker reads already.
    if (this.bootState.peek().kind !== "booted") await this.booted;
    const ahead = readAhead(file);
    const sent = ahead && Comlink.transfer(ahead.offered, [ahead.offered.port]);
    const reply = this.#guard((worker) => worker.open(file, partial, sent, Comlink.proxy(report)));
    const gaveUp = reply.then(
      ({ ok }) => !ok,
      () => false,
    );
    this.#opening = ahead && { ahead, gaveUp };
    try {
      return unwrap(await reply);
    } finally {
      this.#opening = null;
      ahead?.stop();
    }
  }

  /** Interrupts opening, if it can be: whether the engine has stopped soon, and can take another file. */
  async interrupt(): Promise<boolean> {
    if (!this.#opening) return false;
    const { ahead, gaveUp } = this.#opening;
    ahead.cancel();
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, grace, false));
    return Promise.race([gaveUp, late]);
  }

  /** Brings all of Python's library, once: the console needs it. */
  loadLibrary(): Promise<void> {
    this.#library ??= this.#loadLibrary();
    return this.#library;
  }

  async #loadLibrary(): Promise<void> {
    try {
      unwrap(await this.#guard((worker) => worker.loadLibrary()));
    } catch (error) {
      this.#library = undefined; // the network may be back when it is asked for again
      throw error;
    }
  }

  /** Runs what was typed into the console; `told` hears what it prints as it prints it. */
  async runTyped(
    params: Methods["console_run"]["params"],
    told: (text: string) => void,
  ): Promise<ConsoleOutcome> {
    return unwrap(await this.#guard((worker) => worker.runTyped(params, Comlink.proxy(told))));
  }

  /** Asks one question. A question whose `signal` is aborted before its turn is never put. */
  ask<M extends Method>(
    method: M,
    params: Methods[M]["params"],
    signal?: AbortSignal,
  ): Promise<Methods[M]["result"]> {
    return new Promise((resolve, reject) => {
      const put = async () => unwrap(await this.#guard((worker) => worker.ask(method, params)));
      const run = () => put().then(resolve, reject);
      this.#waiting.push({ run, signal });
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      this.#next();
    });
  }

  /** Compares this snapshot with another worker's, whose bytes move from there to here. */
  async compareWith(base: Engine): Promise<ComparisonTotals> {
    const shapes = unwrap(await this.#guard<unknown>((worker) => worker.shapes()));
    const side = unwrap(await base.#guard((worker) => worker.exportSide(shapes)));
    return unwrap(await this.#guard((worker) => worker.setBase(Comlink.transfer(side, side.buffers))));
  }

  /** Gives this worker what it needs to tell a trend since earlier snapshots, the first one first. */
  async trendSince(earlier: readonly Engine[]): Promise<void> {
    const shapes = unwrap(await this.#guard<unknown>((worker) => worker.shapes()));
    for (const [at, base] of earlier.entries()) {
      const side = unwrap(await base.#guard((worker) => worker.exportSide(shapes)));
      unwrap(
        await this.#guard<null>((worker) =>
          worker.addEarlier(Comlink.transfer(side, side.buffers), at === 0),
        ),
      );
    }
  }

  /** Frees what the comparison took. */
  async forgetBase(): Promise<void> {
    unwrap(await this.#guard((worker) => worker.forgetBase()));
  }

  /** Begins a file that is made as it is taken; what is in it, for a redaction its report. */
  async beginDownload(wish: DownloadWish, report: (progress: Progress) => void): Promise<unknown> {
    await this.booted;
    return unwrap(await this.#guard<unknown>((worker) => worker.beginDownload(wish, Comlink.proxy(report))));
  }

  /** Hands over its bytes piece by piece, each when the one before has been taken in; `signal` stops it halfway. */
  async takeDownload(write: (piece: ArrayBuffer) => Promise<void>, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        signal.throwIfAborted();
        const piece = unwrap(await this.#guard<ArrayBuffer | null>((worker) => worker.nextPiece()));
        if (piece === null) return;
        await write(piece);
      }
    } finally {
      if (!this.#stopped) await this.#guard((worker) => worker.endDownload());
    }
  }

  /** Ends the worker at once, whatever it is doing; every open question fails with `failure`. */
  stop(failure: Failure): void {
    if (this.#stopped) return;
    this.#stopped = new Failed(failure);
    this.#process.terminate();
    // Comlink holds a worker as long as there is a proxy of it: nothing that it holds may lead back here.
    this.#worker[Comlink.releaseProxy]();
    this.#heard.abort();
    for (const reject of this.#rejects) reject(this.#stopped);
    this.#rejects.clear();
  }

  async #boot(): Promise<void> {
    let timer = 0;
    const watch = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.#lookIntoBoot(), patience);
    };
    watch();
    try {
      unwrap(await this.#guard((worker) => worker.boot(this.#runtime, this.#life, Comlink.proxy(watch))));
      this.bootState.value = { kind: "booted" };
      this.#watchLife();
    } catch (error) {
      const failure = await this.#bootFailure(error);
      this.stop(failure);
      this.bootState.value = { kind: "failed", failure };
      throw new Failed(failure);
    } finally {
      clearTimeout(timer);
    }
  }

  async #bootFailure(error: unknown): Promise<Failure> {
    if (error instanceof Failed && error === this.#stopped) return error.failure;
    const cause = await diagnoseBoot(this.#runtime);
    if (cause) return cause;
    if (error instanceof Failed) return error.failure;
    return pageFailure("boot-failed", "The Python runtime could not be started.", {}, String(error));
  }

  async #lookIntoBoot(): Promise<void> {
    const cause = await diagnoseBoot(this.#runtime);
    if (this.bootState.value.kind !== "booting") return;
    if (cause) this.stop(cause);
    else this.bootState.value = { kind: "booting", slow: true };
  }

  /** The worker holds this lock as long as it lives. */
  #watchLife(): void {
    const gone = () => this.#crashed("the worker ended by itself");
    navigator.locks?.request(this.#life, gone).catch(() => {});
  }

  #crashed(details: string): void {
    if (this.#stopped) return;
    const booting = this.bootState.value.kind === "booting";
    const failure = booting
      ? pageFailure("boot-failed", "The Python runtime could not be started.", {}, details)
      : pageFailure(
          "worker-crashed",
          "The part of the page that reads this snapshot has crashed.",
          {},
          details,
        );
    this.stop(failure);
    // While booting, the boot itself says so.
    if (!booting) this.bootState.value = { kind: "failed", failure };
  }

  #next(): void {
    while (this.#inFlight < requestsInFlight) {
      const job = this.#waiting.shift();
      if (!job) return;
      if (job.signal?.aborted) continue;
      this.#inFlight += 1;
      job.run().finally(() => {
        this.#inFlight -= 1;
        this.#next();
      });
    }
  }

  /** A call to a terminated worker never settles by itself. */
  #guard<T>(call: (worker: Comlink.Remote<HeapWorker>) => Answered<T>): Promise<Reply<T>> {
    return new Promise((resolve, reject) => {
      if (this.#stopped) {
        reject(this.#stopped);
        return;
      }
      this.#rejects.add(reject);
      const settled: Promise<Reply<T>> = call(this.#worker);
      settled.then(resolve, reject).finally(() => this.#rejects.delete(reject));
    });
  }
}

function reasonOf(event: ErrorEvent): string {
  event.preventDefault();
  const place = event.filename ? ` (${event.filename}:${event.lineno})` : "";
  return `${event.message ?? "the worker's script did not load"}${place}`;
}

/** Comlink spreads a promise of a reply over its two forms: bring them together again. */
type Answered<T> = Promise<{ ok: true; result: T }> | Promise<{ ok: false; error: Failure }>;

function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.result;
  throw new Failed(reply.error);
}
