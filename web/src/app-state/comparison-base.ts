/** Which snapshot another one is compared with. */

import { computed, effect, signal } from "@preact/signals";
import { chosenBase } from "./comparison-query";
import type { OpenSnapshot } from "./open-snapshot";
import { current, snapshots } from "./snapshots";
import { byTime } from "./time-order";

/** A comparison needs two. */
export const canCompare = computed(() => snapshots.value.filter(({ loaded }) => loaded).length >= 2);

/** The one that the user marked, for all comparisons that have no other chosen. */
export const markedBase = signal<OpenSnapshot | null>(null);

effect(() => {
  if (markedBase.value && !snapshots.value.includes(markedBase.value)) markedBase.value = null;
});

export function possibleBases(snapshot: OpenSnapshot): OpenSnapshot[] {
  return snapshots.value.filter((other) => other !== snapshot && other.loaded);
}

/** The chosen one; else the marked one; else the last one that was taken before, or for the first one the next. */
export function baseOf(snapshot: OpenSnapshot): OpenSnapshot | null {
  const bases = possibleBases(snapshot);
  const chosen = bases.find(({ letter }) => letter === chosenBase.value);
  if (chosen) return chosen;
  if (markedBase.value && bases.includes(markedBase.value)) return markedBase.value;
  bases.sort(byTime);
  return bases.findLast((base) => isEarlier(base, snapshot)) ?? bases[0] ?? null;
}

/** What came since is only to be told from one that was taken before. */
export function earlierBaseOf(snapshot: OpenSnapshot): OpenSnapshot | null {
  const base = baseOf(snapshot);
  return base && isEarlier(base, snapshot) ? base : null;
}

function isEarlier(one: OpenSnapshot, other: OpenSnapshot): boolean {
  return byTime(one, other) < 0;
}

/** The base comes on show, compared with what was compared with it. */
export function swap(snapshot: OpenSnapshot): void {
  const base = baseOf(snapshot);
  if (!base?.loaded) return;
  chosenBase.value = snapshot.letter;
  current.value = base;
}
