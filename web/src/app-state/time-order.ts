/** Which of two snapshots was taken first. */

import type { OpenSnapshot } from "./open-snapshot";

/** By the last id that V8 had given; where files do not tell, by when they were written; else as they were opened. */
export function byTime(one: OpenSnapshot, other: OpenSnapshot): number {
  const lastId = ({ loaded }: OpenSnapshot) => loaded?.info.last_object_id ?? 0;
  const byId = lastId(one) - lastId(other);
  if (byId !== 0 && lastId(one) > 0 && lastId(other) > 0) return byId;
  return one.file.lastModified - other.file.lastModified || one.opened - other.opened;
}
