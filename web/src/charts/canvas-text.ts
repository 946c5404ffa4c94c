/** Strings of a snapshot as a canvas can show them: one line, not too long, and never read as ECharts' own markup. */

import { visible } from "../format/visible-text";

/** `{word|` would begin a styled piece of text: an invisible joiner keeps it what it is. */
const markup = /\{(?=\w+\|)/g;

export function canvasText(text: string, longest = 60): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 16)}…${text.slice(-15)}` : text;
  return visible(cut).replace(markup, "{\u2060");
}
