/** Searching everywhere: whether its dialog is open, and going through what it found. */

import { signal } from "@preact/signals";
import { NodeSearch } from "./node-search";
import { currentLoaded } from "./snapshots";

export const searchShown = signal(false);

/** Selects the next or the previous of the nodes that were found last. */
export async function stepThroughMatches(by: 1 | -1): Promise<void> {
  const loaded = currentLoaded.peek();
  const node = await loaded?.model(NodeSearch).step(by);
  if (loaded && node) loaded.selection.select(node);
}
