/** What was allocated before a snapshot, or since the one before it: V8 counts up the ids of a process. */

import { computed } from "@preact/signals";
import type { NodeFilter } from "../../../worker/protocol";
import { snapshots } from "./snapshots";

export interface Span {
  filter: NodeFilter;
  /** The letters of two snapshots; no first one for all that was before the second. */
  from: string | null;
  to: string;
}

/** None with a single snapshot: that has been allocated before itself. */
export const spans = computed<Span[]>(() => {
  const taken = snapshots.value.filter(({ loaded }) => loaded);
  if (taken.length < 2) return [];
  return taken.map(({ letter, loaded }, at) => {
    const before = taken[at - 1];
    const min_id = before?.loaded?.info.last_object_id ?? 0;
    const max_id = loaded?.info.last_object_id ?? 0;
    return { filter: { kind: "id_range", min_id, max_id }, from: before?.letter ?? null, to: letter };
  });
});
