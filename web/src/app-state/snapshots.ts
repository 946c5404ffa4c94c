/** The snapshots on the page: opening, cancelling, closing, and which one is on show. */

import { computed, signal } from "@preact/signals";
import { prepareSpare, takeEngine } from "../engine/spare";
import { lastTouch } from "./last-touch";
import { OpenSnapshot } from "./open-snapshot";
import { byTime } from "./time-order";

export const snapshots = signal<readonly OpenSnapshot[]>([]);

/** The one on show. */
export const current = signal<OpenSnapshot | null>(null);

export const currentLoaded = computed(() => current.value?.loaded ?? null);

/** Loads that run at once: each needs a processor and the memory for a graph. */
const parallelLoads = Math.max(2, Math.min(4, Math.floor(navigator.hardwareConcurrency / 2)));

/** Files that were chosen together. */
interface Group {
  lookedFrom: OpenSnapshot | null;
  /** Which of them was brought on show last, and when. */
  shown: OpenSnapshot | null;
  shownAt: number;
}

let asked: string | null = null;

/** The address names one: no other takes its place by itself. */
export function askedFor(letter: string | null): void {
  asked = letter;
}

interface Job {
  snapshot: OpenSnapshot;
  group: Group;
  /** Without asking whether there is memory for it. */
  anyway: boolean;
}

/** Milliseconds in which what was loaded is drawn, and the first clicks may follow. */
const drawingTime = 1000;

const queue: Job[] = [];
const running = signal(0);

/** What came of the files that were chosen last. */
export const outcome = signal<"none" | "loaded" | "failed">("none");

export const isLoading = computed(() => snapshots.value.some(isUnderWay));

export function isUnderWay({ stage }: OpenSnapshot): boolean {
  return stage.value.kind === "waiting" || stage.value.kind === "loading";
}

export function openFiles(files: readonly File[]): readonly OpenSnapshot[] {
  const opened: OpenSnapshot[] = [];
  if (files.length === 0) return opened;
  for (const file of files) opened.push(new OpenSnapshot(freeLetter([...snapshots.value, ...opened]), file));
  snapshots.value = [...snapshots.value, ...opened];
  outcome.value = "none";
  if (!current.value?.loaded) current.value = opened[0] ?? null;
  const group: Group = { lookedFrom: current.value, shown: null, shownAt: 0 };
  for (const snapshot of opened) queue.push({ snapshot, group, anyway: false });
  startLoads();
  return opened;
}

/** Reads a file of which it is doubtful whether it fits into memory. */
export function tryAnyway(snapshot: OpenSnapshot): void {
  outcome.value = "none";
  snapshot.stage.value = { kind: "waiting" };
  queue.push({ snapshot, group: { lookedFrom: snapshot, shown: null, shownAt: 0 }, anyway: true });
  startLoads();
}

/** Reads what there is of a file that was cut short. */
export function openPart(snapshot: OpenSnapshot): void {
  snapshot.partial = true;
  tryAnyway(snapshot);
}

/** Ends whatever its worker is doing, and reads the file again in a new one. */
export function reopen(snapshot: OpenSnapshot): void {
  forgetComparisons(snapshot);
  snapshot.stop();
  tryAnyway(snapshot);
}

export function show(snapshot: OpenSnapshot): void {
  current.value = snapshot;
}

/** Ends whatever it is doing, frees its memory, and takes it off the page; the others are not touched. */
export function close(snapshot: OpenSnapshot): void {
  const at = snapshots.value.indexOf(snapshot);
  if (at < 0) return;
  const waiting = queue.findIndex((job) => job.snapshot === snapshot);
  if (waiting >= 0) queue.splice(waiting, 1);
  snapshots.value = snapshots.value.filter((other) => other !== snapshot);
  if (current.value === snapshot) current.value = snapshots.value[at] ?? snapshots.value.at(-1) ?? null;
  if (!snapshots.value.some(({ stage }) => stage.peek().kind === "failed")) outcome.value = "none";
  forgetComparisons(snapshot);
  snapshot.stop();
  // What was computed of the stages and is not asked for just now still knows this one.
  snapshot.stage.value = { kind: "waiting" };
}

/** What others were compared with goes away. */
function forgetComparisons({ loaded }: OpenSnapshot): void {
  if (loaded) for (const other of snapshots.value) other.loaded?.comparison.forget(loaded.comparison);
}

function startLoads(): void {
  while (running.value < parallelLoads) {
    const job = queue.shift();
    if (!job) break;
    void load(job);
  }
}

async function load({ snapshot, group, anyway }: Job): Promise<void> {
  running.value += 1;
  await snapshot.load(takeEngine, anyway ? undefined : memoryBeside(snapshot));
  running.value -= 1;
  if (snapshots.value.includes(snapshot)) settle(snapshot, group);
  startLoads();
  // The next Python starts when the processors are free again, and this snapshot has been drawn.
  const calm = snapshot.stage.value.kind === "ready" ? drawingTime : 0;
  if (running.value === 0) setTimeout(() => running.value === 0 && prepareSpare(), calm);
}

/** What the other snapshots were estimated to take, in bytes. */
function memoryBeside(snapshot: OpenSnapshot): number {
  return snapshots.value.reduce((sum, other) => sum + (other === snapshot ? 0 : other.memory), 0);
}

function settle(snapshot: OpenSnapshot, group: Group): void {
  const { kind } = snapshot.stage.value;
  if (kind === "failed") {
    outcome.value = "failed";
    return;
  }
  if (kind === "doubtful") {
    if (!current.value?.loaded) current.value = snapshot;
    return;
  }
  if (outcome.value === "none") outcome.value = "loaded";
  if (!isWanted(snapshot, group)) return;
  current.value = snapshot;
  group.shown = snapshot;
  group.shownAt = performance.now();
}

/**
 * Whether it comes on show: the first to be readable does, so that there is something to see, and then what was taken
 * later than that, which is what the files before it are compared with. Not where the user is looking at something.
 */
function isWanted(snapshot: OpenSnapshot, { lookedFrom, shown, shownAt }: Group): boolean {
  if (!shown) return current.value === lookedFrom || !current.value?.loaded;
  if (current.value !== shown || lastTouch() > shownAt || shown.letter === asked) return false;
  return byTime(snapshot, shown) > 0;
}

function freeLetter(taken: readonly OpenSnapshot[]): string {
  const letters = new Set(taken.map(({ letter }) => letter));
  for (let number = 0; ; number += 1) {
    const letter = letterOf(number);
    if (!letters.has(letter)) return letter;
  }
}

/** a … z, aa, ab … */
function letterOf(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : letterOf(Math.floor(number / 26) - 1) + last;
}
