/** The worker's script: one worker, one Python, one snapshot. */

import * as Comlink from "comlink";
import { failureOf } from "./failure";
import { changedPart } from "./integrity";
import { holdLifeLock, isFatal } from "./life";
import type {
  BootStep,
  ComparisonSide,
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
  ReadAhead,
  Reply,
  SnapshotInfo,
  Triage,
  TriageOptions,
} from "./protocol";
import { bootRuntime, type Runtime } from "./python";
import { ahead } from "./read-ahead";
import { ripenWhenIdle } from "./ripening";
import { warmUp } from "./warm-up";

/** Where the bytes lie that go from one worker to another. */
interface Handed {
  buffers: { address: number; bytes: number }[];
}
type Exported = Handed & { header: unknown };

let runtime: Runtime | undefined;
/** Milliseconds between two reports of one phase: each has the page draw. */
const often = 100;
/** Milliseconds after which a boot takes longer than it should. */
const suspicious = 4000;

let idle = true;
/** What is wrong with the runtime itself, if anything. */
let changed: Promise<Failure | null> = Promise.resolve(null);

const worker: HeapWorker = {
  async boot(base: string, life: string, report: (step: BootStep) => void): Promise<Reply<null>> {
    try {
      await holdLifeLock(life);
      const booted = await Promise.race([bootRuntime(base, report), changedIfSlow(base)]);
      if ("code" in booted) return { ok: false, error: booted };
      runtime = booted;
      changed = changedPart(base);
      warmUp(runtime.service, () => idle);
      return { ok: true, result: null };
    } catch (error) {
      return { ok: false, error: (await changedPart(base)) ?? failureOf(error, "boot-failed") };
    }
  },

  async estimate(file: File): Promise<Reply<Estimate>> {
    idle = false;
    const wrong = await changed;
    if (wrong) return { ok: false, error: wrong };
    return answer<Estimate>(({ service, mount }) => service.estimate(mount(file)));
  },

  async triage(file: File, options: TriageOptions): Promise<Reply<Triage>> {
    idle = false;
    const wrong = await changed;
    if (wrong) return { ok: false, error: wrong };
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await runtime?.fetchLater();
      return answer<Triage>(({ service, write }) =>
        service.triage(write(bytes), file.name, JSON.stringify(options)),
      );
    } catch (error) {
      return { ok: false, error: failureOf(error, "internal") };
    }
  },

  async openProfile(file: File, report: (progress: Progress) => void): Promise<Reply<ProfileInfo>> {
    idle = false;
    const wrong = await changed;
    if (wrong) return { ok: false, error: wrong };
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await runtime?.fetchLater();
      return answer<ProfileInfo>(({ service, write }) => {
        const length = service.open_profile(write(bytes), (phase, done, total) =>
          report({ phase, done, total }),
        );
        write(new Uint8Array());
        return length;
      });
    } catch (error) {
      return { ok: false, error: failureOf(error, "internal") };
    }
  },

  async askProfile<M extends ProfileMethod>(
    method: M,
    params: ProfileMethods[M]["params"],
  ): Promise<Reply<ProfileMethods[M]["result"]>> {
    return answer(({ service }) => service.ask_profile(JSON.stringify({ method, params })));
  },

  async open(
    file: File,
    partial: boolean,
    inAdvance: ReadAhead | null,
    report: (progress: Progress) => void,
  ): Promise<Reply<SnapshotInfo>> {
    idle = false;
    const wrong = await changed;
    if (wrong) return { ok: false, error: wrong };
    let phase = "";
    let told = 0;
    let opened = false;
    const emit = (next: string, done: number, total: number) => {
      // What is made later has nobody waiting for it.
      if (opened) return;
      const now = performance.now();
      if (next !== phase) performance.mark(`open:${next}`);
      else if (now - told < often) return;
      phase = next;
      told = now;
      report({ phase, done, total });
    };
    const reply = await answerInTime<SnapshotInfo>(({ service, mount, ...rest }) =>
      inAdvance
        ? service.open.callPromising(mount(file), file.name, emit, partial, ahead(inAdvance, rest))
        : service.open(mount(file), file.name, emit, partial),
    );
    opened = true;
    performance.mark("open:end");
    ripenSoon();
    return reply;
  },

  async shapes(): Promise<Reply<unknown>> {
    return answer(({ service }) => service.shapes());
  },

  async exportSide(shapes: unknown): Promise<Reply<ComparisonSide>> {
    const reply = answer<Exported>(({ service }) => service.export_side(JSON.stringify(shapes)));
    if (!reply.ok || !runtime) return reply as Reply<never>;
    try {
      const { copyOut } = runtime;
      const buffers = reply.result.buffers.map(({ address, bytes }) => copyOut(address, bytes));
      return Comlink.transfer({ ok: true, result: { header: reply.result.header, buffers } }, buffers);
    } catch (error) {
      return { ok: false, error: failureOf(error, "internal") };
    } finally {
      runtime.service.release_side();
    }
  },

  async setBase(side: ComparisonSide): Promise<Reply<ComparisonTotals>> {
    return handedOver<ComparisonTotals>(side, ({ service }) => service.set_base());
  },

  async addEarlier(side: ComparisonSide, first: boolean): Promise<Reply<null>> {
    return handedOver<null>(side, ({ service }) => service.add_earlier(first));
  },

  async forgetBase(): Promise<Reply<null>> {
    return answer<null>(({ service }) => service.forget_base());
  },

  async beginDownload(wish: DownloadWish, report: (progress: Progress) => void): Promise<Reply<unknown>> {
    idle = false;
    const wrong = await changed;
    if (wrong) return { ok: false, error: wrong };
    const options = JSON.stringify(wish.options);
    return answer(({ service, mount }) => {
      if (wish.kind === "save") return service.save(options);
      if (wish.kind === "nodes") return service.export_nodes(options);
      const emit = (phase: string, done: number, total: number) => report({ phase, done, total });
      return service.redact(mount(wish.file), options, emit);
    });
  },

  async nextPiece(): Promise<Reply<ArrayBuffer | null>> {
    try {
      const { service, readReply, takeWindow } = booted();
      const length = service.next_piece();
      if (length < 0) return readReply(-length) as Reply<never>;
      if (length === 0) return { ok: true, result: null };
      const piece = takeWindow(length);
      return Comlink.transfer({ ok: true, result: piece }, [piece]);
    } catch (error) {
      return { ok: false, error: failureOf(error, "internal") };
    }
  },

  async endDownload(): Promise<Reply<null>> {
    runtime?.service.end_download();
    return { ok: true, result: null };
  },

  async loadLibrary(): Promise<Reply<null>> {
    try {
      await runtime?.fetchLater();
      await runtime?.fetchLibrary();
      return { ok: true, result: null };
    } catch (error) {
      return { ok: false, error: failureOf(error, "library-failed") };
    }
  },

  async runTyped(params, told): Promise<Reply<ConsoleOutcome>> {
    const reply = answer<ConsoleOutcome>(({ service }) =>
      service.run_typed(JSON.stringify(params), (text) => void told(text)),
    );
    ripenSoon();
    return reply;
  },

  async ask<M extends Method>(method: M, params: Methods[M]["params"]): Promise<Reply<Methods[M]["result"]>> {
    if (method === "reconciliation") {
      try {
        await runtime?.fetchLater();
      } catch (error) {
        return { ok: false, error: failureOf(error, "internal") };
      }
    }
    const reply = answer<Methods[M]["result"]>(({ service }) =>
      service.ask(JSON.stringify({ method, params })),
    );
    ripenSoon();
    return reply;
  },
};

/** Has the service take a side that another worker made. */
function handedOver<T>({ header, buffers }: ComparisonSide, take: (runtime: Runtime) => number): Reply<T> {
  const room = answer<Handed>(({ service }) => service.make_room_for_base(JSON.stringify(header)));
  if (!room.ok) return room;
  return answer<T>((booted) => {
    room.result.buffers.forEach(({ address }, at) => {
      booted.copyIn(address, new Uint8Array(buffers[at] as ArrayBuffer));
    });
    return take(booted);
  });
}

/** With a part that is no WebAssembly, Pyodide waits for ever. */
function changedIfSlow(base: string): Promise<Failure> {
  return new Promise((resolve) => {
    setTimeout(async () => {
      const wrong = await changedPart(base);
      if (wrong) resolve(wrong);
    }, suspicious);
  });
}

function ripenSoon(): void {
  if (runtime) ripenWhenIdle(runtime.service);
}

/** Makes one call of the service, and data of whatever comes of it: error types do not survive the way to the page. */
function answer<T>(call: (runtime: Runtime) => number): Reply<T> {
  try {
    const ready = booted();
    return ready.readReply(call(ready)) as Reply<T>;
  } catch (error) {
    return failed(error);
  }
}

/** The same for a call that may wait. */
async function answerInTime<T>(call: (runtime: Runtime) => number | Promise<number>): Promise<Reply<T>> {
  try {
    const ready = booted();
    return ready.readReply(await call(ready)) as Reply<T>;
  } catch (error) {
    return failed(error);
  }
}

function booted(): Runtime {
  if (!runtime) throw new Error("the worker was asked before it had booted");
  return runtime;
}

function failed(error: unknown): Reply<never> {
  // The page hears why first.
  if (isFatal(error)) setTimeout(() => close());
  return { ok: false, error: failureOf(error, "internal") };
}

Comlink.expose(worker);
