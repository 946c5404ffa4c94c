/** Keeps one engine booted in advance, so that Python is ready before a file is chosen. */

import { computed, signal } from "@preact/signals";
import { type BootState, Engine } from "./engine";

const spare = signal<Engine | null>(null);

/** The state of the engine that the next file will get. */
export const spareState = computed<BootState | null>(() => spare.value?.bootState.value ?? null);

export function prepareSpare(): void {
  if (!spare.peek() || spare.peek()?.bootState.peek().kind === "failed") spare.value = new Engine();
}

/** Hands over the spare, or a new engine if there is none, or it could not start. Prepare the next one when there is time. */
export function takeEngine(): Engine {
  prepareSpare();
  const engine = spare.peek() ?? new Engine();
  spare.value = null;
  return engine;
}
