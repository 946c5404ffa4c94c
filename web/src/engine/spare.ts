/** Keeps one engine booted in advance, so that Python is ready before a file is chosen. */

import { computed, signal } from "@preact/signals";
import type { Failure } from "../../../worker/protocol";
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

/** Time for the next file to be chosen, and opened, before another engine boots beside it, in ms. */
const calm = 2000;

/** After this long (ms) an engine that is to give up is in the middle of something: another one boots meanwhile. */
const headStart = 100;

/** Ends a load. An engine that gives up in time is the next spare, until one that has less memory is there. */
export async function endLoad(engine: Engine, why: Failure): Promise<void> {
  const late = setTimeout(prepareSpare, headStart);
  const usable = await engine.interrupt();
  clearTimeout(late);
  const other = spare.peek();
  if (!usable || other?.bootState.peek().kind === "booted") {
    engine.stop(why);
    return;
  }
  spare.value = engine;
  if (other) void replace(engine, other, why);
  else setTimeout(() => spare.peek() === engine && replace(engine, new Engine(), why), calm);
}

/** Once `fresh` has booted, if `used` is still the spare. */
async function replace(used: Engine, fresh: Engine, why: Failure): Promise<void> {
  await fresh.booted.catch(() => {});
  if (spare.peek() === used && fresh.bootState.peek().kind === "booted") {
    spare.value = fresh;
    used.stop(why);
  } else {
    fresh.stop(why);
  }
}
