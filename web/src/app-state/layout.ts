/** How wide the page is, and how wide its panes are. */

import { signal } from "@preact/signals";
import { stored } from "./stored";

/** wide: all panes stand side by side. middle: the inspector slides over. narrow: one thing at a time. */
export type Frame = "wide" | "middle" | "narrow";

const wide = matchMedia("(min-width: 1100px)");
const narrow = matchMedia("(max-width: 719.98px)");

export const frame = signal<Frame>(current());

function current(): Frame {
  if (wide.matches) return "wide";
  return narrow.matches ? "narrow" : "middle";
}

for (const query of [wide, narrow]) {
  query.addEventListener("change", () => {
    frame.value = current();
  });
}

export interface PaneSize {
  initial: number;
  min: number;
  max: number;
}

const isLarge = {
  wide: matchMedia("(min-width: 1900px)").matches,
  high: matchMedia("(min-height: 1200px)").matches,
};

export const paneSizes = {
  rail: { initial: isLarge.wide ? 240 : 216, min: 160, max: 400 },
  inspector: { initial: isLarge.wide ? 460 : 344, min: 260, max: 720 },
  retainers: { initial: isLarge.high ? 380 : 260, min: 96, max: 720 },
} satisfies Record<string, PaneSize>;

export type Pane = keyof typeof paneSizes;

const isSize = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** In px. */
export const panes = {
  rail: stored("pane.rail", paneSizes.rail.initial, isSize),
  inspector: stored("pane.inspector", paneSizes.inspector.initial, isSize),
  retainers: stored("pane.retainers", paneSizes.retainers.initial, isSize),
};

export function resizePane(pane: Pane, size: number): void {
  const { min, max } = paneSizes[pane];
  panes[pane].value = Math.round(Math.min(max, Math.max(min, size)));
}

/** Height of a row of every table, in px: fingers need more than a mouse does. */
const coarse = matchMedia("(pointer: coarse)");
export const rowHeight = signal(coarse.matches ? 36 : 24);
coarse.addEventListener("change", () => {
  rowHeight.value = coarse.matches ? 36 : 24;
});
