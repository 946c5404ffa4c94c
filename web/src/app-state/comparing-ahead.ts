/** Compares what is on show with its base before anybody asks, so that nobody waits for it. */

import { effect } from "@preact/signals";
import { baseOf } from "./comparison-base";
import { current, isLoading } from "./snapshots";

/** Milliseconds in which the first clicks may come; a comparison would hold the worker up. */
const patience = 1500;

/** A comparison takes some 40 bytes a node of both: above this many, only who asks for it pays for it. */
const mostNodes = 4_000_000;

export function startComparingAhead(): void {
  effect(() => {
    const snapshot = current.value;
    const loaded = snapshot?.loaded;
    const base = loaded && baseOf(snapshot)?.loaded;
    if (!base || isLoading.value) return;
    if (loaded.info.node_count + base.info.node_count > mostNodes) return;
    const timer = setTimeout(() => void loaded.comparison.compareWith(base.comparison), patience);
    return () => clearTimeout(timer);
  });
}
