/** Files made of a snapshot, to keep or to pass on: one at a time, with progress, and a way to stop. */

import { signal } from "@preact/signals";
import type { DownloadWish, Failure, RedactionReport, RedactOptions } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure, pageFailure } from "../engine/failed";
import { prepareSpare, takeEngine } from "../engine/spare";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";
import { chooseDestination } from "./destination";
import { earlierOf } from "./earlier";
import { language } from "./language";
import type { Loaded, OpenSnapshot } from "./open-snapshot";
import { since } from "./overview-model";
import { notice } from "./undo";

export interface Saving {
  /** The file's. */
  name: string;
  bytes: number;
  cancel(): void;
}

/** What is being written now. */
export const saving = signal<Saving | null>(null);

/** Nodes in an export of the biggest ones. */
export const mostExported = 1000;

/** A file's name without the endings of snapshots. */
export function stemOf(name: string): string {
  return name.replace(/\.gz$/i, "").replace(/\.(heapsnapshot|heaptimeline|heapglass)$/i, "") || name;
}

export async function saveAnalysis({ name }: OpenSnapshot, { engine }: Loaded): Promise<void> {
  const wish = { kind: "save", options: { strings: true } } as const;
  await download(engine, `${stemOf(name)}.heapglass`, "application/octet-stream", async () => wish);
}

/** The selected node with what it refers to, or else the biggest nodes. */
export async function saveNodes({ name }: OpenSnapshot, { engine, selection }: Loaded): Promise<void> {
  const selected = selection.node.peek();
  await download(engine, `${stemOf(name)}.nodes.json`, "application/json", async () => {
    if (selected)
      return { kind: "nodes", options: { ordinals: [selected.ordinal], depth: 2, references: 50 } };
    const sort = { by: "retained", descending: true } as const;
    const everything = { text: "", in: "name", regex: false, match_case: false, sort, start: 0 } as const;
    const { rows } = await engine.ask("search", { ...everything, count: mostExported });
    return {
      kind: "nodes",
      options: { ordinals: rows.map(({ ordinal }) => ordinal), depth: 0, references: 50 },
    };
  });
}

export type ReportFormat = "html" | "markdown" | "json";

const reports = {
  html: { ending: "html", type: "text/html" },
  markdown: { ending: "md", type: "text/markdown" },
  json: { ending: "json", type: "application/json" },
};

/** As the Overview tells it: with what came since the earlier ones, if there are any. */
export async function saveReport(
  snapshot: OpenSnapshot,
  { engine }: Loaded,
  format: ReportFormat,
): Promise<void> {
  const { name } = snapshot;
  const { ending, type } = reports[format];
  await told(async () => {
    const destination = await chooseDestination(`${stemOf(name)}.report.${ending}`, type);
    if (!destination) return;
    try {
      const asked = { language: language.peek(), ...(await since(earlierOf(snapshot))) };
      const text =
        format === "json"
          ? JSON.stringify(await engine.ask("findings", asked), null, 2)
          : (await engine.ask("report", { ...asked, format })).text;
      await destination.write(new TextEncoder().encode(text).buffer as ArrayBuffer);
      await destination.finish();
    } catch (error) {
      await destination.abandon();
      throw error;
    }
    notice.value = { text: t("saving.done", { name: `${stemOf(name)}.report.${ending}` }), canUndo: false };
  });
}

/** A redaction: first what would still be in the clear, then, if the user wants it, the file. */
export class Redaction {
  readonly state = signal<
    | { kind: "choosing" }
    | { kind: "reading"; phase: string; done: number; total: number }
    | { kind: "read"; report: RedactionReport }
    | { kind: "failed"; failure: Failure }
  >({ kind: "choosing" });
  #engine: Engine | null = null;

  constructor(readonly snapshot: OpenSnapshot) {}

  async read(options: RedactOptions): Promise<void> {
    this.state.value = { kind: "reading", phase: "start", done: 0, total: 1 };
    // In a Python of its own: the one of the snapshot stays free, and this one can be ended at any moment.
    const engine = takeEngine();
    this.#engine = engine;
    try {
      const wish = { kind: "redact", file: this.snapshot.file, options } as const;
      const report = await engine.beginDownload(wish, (progress) => {
        if (this.state.peek().kind === "reading") this.state.value = { kind: "reading", ...progress };
      });
      this.state.value = { kind: "read", report: report as RedactionReport };
    } catch (error) {
      if (this.#engine === engine) this.state.value = { kind: "failed", failure: asFailure(error) };
    }
  }

  async save(): Promise<void> {
    if (!this.#engine) return;
    const name = `${stemOf(this.snapshot.name)}.redacted.heapsnapshot`;
    await download(this.#engine, name, "application/json", null);
    this.stop();
  }

  /** Frees its memory. */
  stop(): void {
    const engine = this.#engine;
    this.#engine = null;
    engine?.stop(pageFailure("cancelled", "The redaction was stopped."));
    prepareSpare();
  }
}

/** `begin` says what to begin; null for what has begun already. */
async function download(
  engine: Engine,
  name: string,
  type: string,
  begin: (() => Promise<DownloadWish>) | null,
): Promise<void> {
  if (saving.peek()) return;
  await told(async () => {
    const destination = await chooseDestination(name, type);
    if (!destination) return;
    const stopping = new AbortController();
    saving.value = { name, bytes: 0, cancel: () => stopping.abort() };
    try {
      if (begin) await engine.beginDownload(await begin(), () => {});
      const write = async (piece: ArrayBuffer) => {
        await destination.write(piece);
        const now = saving.peek();
        if (now) saving.value = { ...now, bytes: now.bytes + piece.byteLength };
      };
      await engine.takeDownload(write, stopping.signal);
      await destination.finish();
      notice.value = { text: t("saving.done", { name }), canUndo: false };
    } catch (error) {
      await destination.abandon();
      if (!stopping.signal.aborted) throw error;
      notice.value = { text: t("saving.stopped", { name }), canUndo: false };
    } finally {
      saving.value = null;
    }
  });
}

/** Whatever goes wrong is said, not thrown: nobody awaits a menu's choice. */
async function told(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    notice.value = { text: failureMessage(asFailure(error)), canUndo: false };
  }
}
