/** Logs of processes on the page, and what they say. They need no snapshot, and have a Python of their own. */

import { batch, computed, effect, signal } from "@preact/signals";
import type { Failure, Triage } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure, pageFailure } from "../engine/failed";
import { prepareSpare, takeEngine } from "../engine/spare";
import { language } from "./language";

export class ProcessLog {
  readonly triage = signal<Triage | null>(null);
  readonly failure = signal<Failure | null>(null);
  #asked = "";

  constructor(readonly file: File) {}

  /** Asks, unless what is there is in this language, and of this limit, already. */
  async follow(language: string, limit: number | null): Promise<void> {
    const wanted = JSON.stringify([language, limit]);
    if (this.#asked === wanted) return;
    this.#asked = wanted;
    try {
      const triage = await pythonForLogs().triage(this.file, { language, limit });
      if (this.#asked === wanted) this.triage.value = triage;
    } catch (error) {
      if (this.#asked !== wanted) return;
      this.#asked = "";
      this.failure.value = asFailure(error);
    }
  }
}

export const processLogs = signal<readonly ProcessLog[]>([]);

/** What the user says a process may have, in bytes; null for what the logs say. */
export const memoryLimit = signal<number | null>(null);

/** Whether some log has not been read yet. */
export const isReadingLogs = computed(() =>
  processLogs.value.some(({ triage, failure }) => !triage.value && !failure.value),
);

let engine: Engine | null = null;

function pythonForLogs(): Engine {
  if (engine?.bootState.peek().kind === "failed") engine = null;
  if (!engine) {
    engine = takeEngine();
    prepareSpare();
  }
  return engine;
}

/** Reads a file as a log; false if nothing in it is known from any log. Never throws. */
export async function readLog(file: File): Promise<boolean> {
  const log = new ProcessLog(file);
  await log.follow(language.peek(), memoryLimit.peek());
  const triage = log.triage.peek();
  if (triage && triage.formats.length === 0 && triage.unread.count === 0) {
    if (processLogs.peek().length === 0) endPython();
    return false;
  }
  add(log);
  return true;
}

/** Text that was typed or pasted: a log whatever is in it. */
export function addText(text: string, name: string): void {
  add(new ProcessLog(new File([text], name)));
}

function add(log: ProcessLog): void {
  processLogs.value = [...processLogs.value, log];
}

export function removeLog(log: ProcessLog): void {
  processLogs.value = processLogs.value.filter((other) => other !== log);
  if (processLogs.value.length === 0) endPython();
}

function endPython(): void {
  engine?.stop(pageFailure("cancelled", "No log is open any more."));
  engine = null;
}

/** Has all logs told in the page's language, against the limit that the user set. */
export function startProcessLogs(): void {
  effect(() => {
    const logs = processLogs.value;
    const [words, limit] = [language.value, memoryLimit.value];
    batch(() => {
      for (const log of logs) void log.follow(words, limit);
    });
  });
}
