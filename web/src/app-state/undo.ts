/** What was done to the views (a retainer ignored, a filter set) and can be taken back, the last first. */

import { signal } from "@preact/signals";

export interface Step {
  /** What was done, in the words of the moment: it is only shown now. */
  done: string;
  undo(): void | Promise<void>;
  /** Steps of one kind within a short time, such as letters typed into a filter, are one. */
  kind?: string;
  /** What it was done to, if that can go away. */
  of?: object;
}

/** In ms: as long as somebody types without a rest. */
const together = 1500;
const most = 100;

const steps = signal<readonly Step[]>([]);
let lastAt = Number.NEGATIVE_INFINITY;
let undoing = false;

/** What has just been done, or taken back; for the page to say so. */
export const notice = signal<{ text: string; canUndo: boolean } | null>(null);

/** Notes what was done; `quiet` for what can be seen anyway. */
export function did(step: Step, quiet = false): void {
  if (undoing) return;
  const last = steps.peek().at(-1);
  const now = performance.now();
  const continues = step.kind !== undefined && last?.kind === step.kind && now - lastAt < together;
  lastAt = now;
  if (!continues) steps.value = [...steps.peek(), step].slice(-most);
  if (!quiet) notice.value = { text: step.done, canUndo: true };
}

/** Drops what was done to something that is gone now. */
export function forget(gone: object): void {
  const left = steps.peek().filter((step) => step.of !== gone);
  if (left.length === steps.peek().length) return;
  steps.value = left;
  if (notice.peek()?.canUndo) notice.value = null;
}

/** Returns false where nothing is left to take back. */
export async function undo(): Promise<boolean> {
  const step = steps.peek().at(-1);
  if (!step) return false;
  steps.value = steps.peek().slice(0, -1);
  notice.value = null;
  undoing = true;
  try {
    await step.undo();
  } finally {
    undoing = false;
  }
  return true;
}
