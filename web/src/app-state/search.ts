/** Searching everywhere: whether its dialog is open, and going through what it found. */

import { signal } from "@preact/signals";
import { t } from "../language/words";
import { NodeSearch } from "./node-search";
import { currentLoaded } from "./snapshots";
import { notice } from "./undo";

/** Which opening of the dialog is on show, counted; 0 for none. One that closes late takes no other with it. */
export const searchShown = signal(0);

let openings = 0;

export function showSearch(): void {
  if (document.querySelector("dialog.palette[open]")) return;
  openings += 1;
  ahead = "";
  searchShown.value = openings;
}

/** What was typed while the dialog was still on its way; null while none is. */
let ahead: string | null = null;

/** Keeps a letter for the dialog that was asked for and is not there yet; false where there is none to wait for. */
export function typeAhead(letter: string): boolean {
  if (ahead === null) return false;
  ahead += letter;
  return true;
}

export function typedAhead(): string {
  const typed = ahead ?? "";
  ahead = null;
  return typed;
}

export function hideSearch(opening: number): void {
  if (searchShown.peek() === opening) searchShown.value = 0;
}

/** The dialog does not come: what was typed for it goes nowhere. */
export function giveUpSearch(): void {
  ahead = null;
  searchShown.value = 0;
  notice.value = { text: t("later.failed"), canUndo: false };
}

/** Selects the next or the previous of the nodes that were found last. */
export async function stepThroughMatches(by: 1 | -1): Promise<void> {
  const loaded = currentLoaded.peek();
  const node = await loaded?.model(NodeSearch).step(by);
  if (loaded && node) loaded.selection.select(node);
}
