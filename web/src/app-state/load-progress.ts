/** How far a load is, over all its phases, and how long it may still take. */

import { signal } from "@preact/signals";
import type { Progress } from "../../../worker/protocol";

/** The share of the whole time that each phase takes on real snapshots; `start` is the wait for Python. */
const shares: Record<string, number> = {
  start: 0.02,
  read: 0.46,
  edges: 0.1,
  dominators: 0.22,
  distances: 0.07,
  sizes: 0.05,
  classes: 0.08,
};

const phases = Object.keys(shares);

/** An estimate means nothing before this much time (ms) and this much of the work. */
const earliest = { elapsed: 1500, fraction: 0.08 };

export class LoadProgress {
  readonly phase = signal("start");
  /** 0 to 1, never falling. */
  readonly fraction = signal(0);
  /** In seconds; null while it cannot be told. */
  readonly secondsLeft = signal<number | null>(null);
  #started = performance.now();

  report({ phase, done, total }: Progress): void {
    const at = phases.indexOf(phase);
    const before = phases.slice(0, Math.max(0, at)).reduce((sum, name) => sum + (shares[name] ?? 0), 0);
    const within = total > 0 ? Math.min(1, done / total) : 0;
    if (phase !== "start" && this.phase.value === "start") this.#started = performance.now();
    this.phase.value = phase;
    if (at < 0) return;
    this.fraction.value = Math.max(this.fraction.value, before + within * (shares[phase] ?? 0));
    this.secondsLeft.value = this.#estimate();
  }

  #estimate(): number | null {
    const elapsed = performance.now() - this.#started;
    const fraction = this.fraction.value - (shares.start ?? 0);
    if (elapsed < earliest.elapsed || fraction < earliest.fraction) return null;
    return (elapsed * (1 - fraction)) / fraction / 1000;
  }
}
