/** What the rest of the page may ask of a grid, by its element: which rows an action is for, and their text. */

import type { CopyFormat } from "./copied-rows";

export interface GridHandle {
  /** How many rows an action on the row at `position` is for: all marked ones, if it is one of them. */
  rowsAt(position: number): number;
  /** Their text; the row at `position` becomes the active one. */
  copy(position: number, format: CopyFormat): string;
  /** The element of the active row, if it is in sight. */
  activeRow(): HTMLElement | null;
  activate(position: number): void;
}

export const grids = new WeakMap<Element, GridHandle>();
