/** What the page and the worker say to each other: the requests of `heapglass.service`, typed. */

import type { AllocationMethods } from "./requests/allocations";
import type { ComparisonMethods, ComparisonTotals } from "./requests/comparison";
import type { ConsoleMethods, ConsoleOutcome } from "./requests/console";
import type { DominatorMethods } from "./requests/dominators";
import type { DownloadWish } from "./requests/downloads";
import type { GraphMethods } from "./requests/graph";
import type { HeapMethods } from "./requests/heap";
import type { ListMethods } from "./requests/lists";
import type { Missing, PartMethods } from "./requests/part";
import type { ProfileInfo, ProfileMethod, ProfileMethods } from "./requests/profile";
import type { ReportMethods } from "./requests/report";
import type { RetainingMethods } from "./requests/retaining";
import type { SearchMethods } from "./requests/search";
import type { StatisticsMethods } from "./requests/statistics";
import type { Triage, TriageMethods, TriageOptions } from "./requests/triage";

export type * from "./requests/allocations";
export type * from "./requests/comparison";
export type * from "./requests/console";
export type * from "./requests/dominators";
export type * from "./requests/downloads";
export type * from "./requests/graph";
export type * from "./requests/heap";
export type * from "./requests/lists";
export type * from "./requests/part";
export type * from "./requests/profile";
export type * from "./requests/report";
export type * from "./requests/retaining";
export type * from "./requests/rows";
export type * from "./requests/statistics";
export type * from "./requests/triage";

export type Param = string | number;

/** Something that did not work, as data: the page has its own words for each `code`, and `message` for the rest. */
export interface Failure {
  code: string;
  kind: string;
  params: Record<string, Param>;
  /** One or two complete English sentences. */
  message: string;
  /** For bug reports only; empty unless something unforeseen happened. */
  details: string;
}

export type Reply<T> = { ok: true; result: T } | { ok: false; error: Failure };

export interface Progress {
  phase: string;
  done: number;
  total: number;
}

/** What opening a file would take. */
export interface Estimate {
  /** Of WebAssembly memory, at the peak. */
  bytes: number;
}

export type BootStep = "runtime" | "core";

export interface SnapshotInfo {
  name: string;
  file_size: number;
  /** The ordinal of the node that refers to all roots. */
  root: number;
  node_count: number;
  edge_count: number;
  string_count: number;
  total_size: number;
  extra_native_bytes: number;
  /** Null for a whole file. Of a part that is not sound, `total_size` is the sum of self sizes. */
  partial: Missing | null;
  /** The last one V8 had given: what has a greater id came later. */
  last_object_id: number;
  /** Whether the file tells when, and by whose calls, objects were allocated. */
  has_timeline: boolean;
  has_stacks: boolean;
}

/** All that another worker needs to compare its snapshot with this one; the header is plain JSON. */
export interface ComparisonSide {
  header: unknown;
  buffers: ArrayBuffer[];
}

/**
 * The bytes of a file from `start` on, or of the text that is `unpacked` from it, come through `port` as `FromPage`; how
 * many were taken goes back.
 */
export interface ReadAhead {
  start: number;
  unpacked: boolean;
  port: MessagePort;
}

/** `done`: how many bytes of a file that is unpacked had been read for them. */
export type FromPage = { bytes: Uint8Array<ArrayBuffer>; done: number } | "over" | "failed" | "cancelled";

/** Every question, with its parameters and its answer. */
export interface Methods
  extends GraphMethods,
    HeapMethods,
    PartMethods,
    ReportMethods,
    ComparisonMethods,
    ConsoleMethods,
    StatisticsMethods,
    DominatorMethods,
    TriageMethods,
    ListMethods,
    AllocationMethods,
    RetainingMethods,
    SearchMethods {}

export type Method = keyof Methods;

/** What the worker offers the page (through Comlink). */
export interface HeapWorker {
  /**
   * Loads Python and the core from `runtime` (an absolute address ending in "/"). Call it once, first. The worker holds
   * the lock named `life` until its end.
   */
  boot(runtime: string, life: string, report: (step: BootStep) => void): Promise<Reply<null>>;
  /** Looks at the beginning of a file only. */
  estimate(file: File): Promise<Reply<Estimate>>;
  /** What a process's log says; nothing need be open. */
  triage(file: File, options: TriageOptions): Promise<Reply<Triage>>;
  /** Reads a sampling profile, beside those that are open already. */
  openProfile(file: File, report: (progress: Progress) => void): Promise<Reply<ProfileInfo>>;
  askProfile<M extends ProfileMethod>(
    method: M,
    params: ProfileMethods[M]["params"],
  ): Promise<Reply<ProfileMethods[M]["result"]>>;
  /** Reads and analyses a file, or what can be read of one that was cut short. One worker reads one file. */
  open(
    file: File,
    partial: boolean,
    ahead: ReadAhead | null,
    report: (progress: Progress) => void,
  ): Promise<Reply<SnapshotInfo>>;
  /** What a base of a comparison with this snapshot has to class its objects by. */
  shapes(): Promise<Reply<unknown>>;
  /** This snapshot as a base, for one with those shapes. */
  exportSide(shapes: unknown): Promise<Reply<ComparisonSide>>;
  /** Compares this snapshot with the base that such a side is of. */
  setBase(side: ComparisonSide): Promise<Reply<ComparisonTotals>>;
  /** Takes the side of an earlier snapshot, for a trend; the `first` one forgets those before. */
  addEarlier(side: ComparisonSide, first: boolean): Promise<Reply<null>>;
  /** Ends the comparison, and the trend, and frees what they took. */
  forgetBase(): Promise<Reply<null>>;
  /** Begins a file that is made as it is taken; the reply says what is in it (for a redaction its report). */
  beginDownload(wish: DownloadWish, report: (progress: Progress) => void): Promise<Reply<unknown>>;
  /** Its next bytes; null when all were taken. */
  nextPiece(): Promise<Reply<ArrayBuffer | null>>;
  /** Gives back what it holds; also to stop one halfway. */
  endDownload(): Promise<Reply<null>>;
  /** Brings all of Python's library, which the console's requests need. */
  loadLibrary(): Promise<Reply<null>>;
  /** Runs what was typed; `told` hears what it prints as it prints it. */
  runTyped(
    params: ConsoleMethods["console_run"]["params"],
    told: (text: string) => void,
  ): Promise<Reply<ConsoleOutcome>>;
  ask<M extends Method>(method: M, params: Methods[M]["params"]): Promise<Reply<Methods[M]["result"]>>;
}
