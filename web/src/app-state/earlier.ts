/** Which earlier snapshots the findings of one are told since: its base, or several, for a trend. */

import { earlierBaseOf } from "./comparison-base";
import type { OpenSnapshot } from "./open-snapshot";
import type { Earlier, Scope } from "./overview-model";
import { snapshots } from "./snapshots";
import { byTime } from "./time-order";

/** A trend takes two steps. */
const fewest = 2;

/** The snapshots that were taken before, which a trend may begin with. */
export function before(snapshot: OpenSnapshot): OpenSnapshot[] {
  return inTime().filter((other) => byTime(other, snapshot) < 0);
}

function inTime(): OpenSnapshot[] {
  return snapshots.value.filter(({ loaded }) => loaded).sort(byTime);
}

/** The snapshot that a trend over all that are open ends with; null if there are too few. */
export function trendEnd(): OpenSnapshot | null {
  const loaded = inTime();
  return loaded.length > fewest ? (loaded.at(-1) ?? null) : null;
}

/** Those that the trend is told over. */
export function chosenBefore(snapshot: OpenSnapshot): OpenSnapshot[] {
  const leftOut = snapshot.loaded?.overview.leftOut.value;
  return before(snapshot).filter(({ letter }) => !leftOut?.has(letter));
}

/** What its findings are about: as chosen, or else as much as the open snapshots can tell. */
export function scopeOf(snapshot: OpenSnapshot): Scope {
  const chosen = snapshot.loaded?.overview.chosenScope.value;
  if (chosen) return chosen;
  if (trendEnd() === snapshot) return "trend";
  return earlierBaseOf(snapshot) ? "since" : "all";
}

/** What the findings are to be told since, if anything. */
export function earlierOf(snapshot: OpenSnapshot): Earlier | null {
  const scope = scopeOf(snapshot);
  if (scope === "since") return sinceBase(snapshot);
  return scope === "trend" ? overAll(snapshot) : null;
}

function sinceBase(snapshot: OpenSnapshot): Earlier | null {
  const base = earlierBaseOf(snapshot);
  const compared = base?.loaded?.comparison;
  const comparison = snapshot.loaded?.comparison;
  if (!base || !compared || !comparison) return null;
  return {
    key: `since ${base.letter} ${base.name}`,
    params: { compare: true, base_name: base.name },
    prepare: () => comparison.compareWith(compared),
  };
}

function overAll(snapshot: OpenSnapshot): Earlier | null {
  const loaded = snapshot.loaded;
  const earlier = chosenBefore(snapshot);
  if (!loaded || earlier.length < fewest) return null;
  const limit = loaded.overview.heapLimit.value;
  const names = earlier.map(({ name }) => name);
  const engines = earlier.flatMap((each) => (each.loaded ? [each.loaded.engine] : []));
  return {
    key: JSON.stringify(["trend", earlier.map(({ letter }) => letter), names, limit]),
    params: { earlier: names, ...(limit ? { heap_limit: limit } : {}) },
    prepare: () => loaded.engine.trendSince(engines),
  };
}
