/** Every unit and number format of the page. Sizes are in bytes, and in powers of 1000, as in DevTools. */

import { language } from "../app-state/language";

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Chrome marks nodes that only the system reaches with distances from here on. */
const systemDistance = 100_000_000;

/** Three significant digits: `968 B`, `12.3 kB`, `328 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 0) return `−${formatSize(-bytes)}`;
  let value = bytes;
  let unit = 0;
  // 999.5 and up would be rounded to four digits.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)}\u00a0${units[unit]}`;
}

export function formatCount(count: number): string {
  return grouping().format(count);
}

/** Three digits: `968`, `1.24M`, in Chinese `124万`. */
export function formatRoughCount(count: number): string {
  return rounding().format(count);
}

/** `part` of `whole`, as a number from 0 to 1. */
export function shareOf(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}

/** `71 %`, `7.1 %`, `< 0.1 %`. */
export function formatShare(share: number): string {
  return formatPercent(share * 100);
}

export function formatPercent(percent: number): string {
  if (percent <= 0) return "0\u00a0%";
  if (percent < 0.05) return "<\u00a00.1\u00a0%";
  return `${percent.toFixed(percent < 9.95 ? 1 : 0)}\u00a0%`;
}

export function formatDistance(distance: number): string {
  return distance < 0 || distance >= systemDistance ? "−" : formatCount(distance);
}

/** A ratio such as retained / self: `1.00`, `12.3`, `4,210`. */
export function formatRatio(ratio: number): string {
  if (ratio >= 1000) return formatCount(Math.round(ratio));
  return ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}

/** Milliseconds as seconds: `0.35 s`, `12.4 s`, `184 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return `${seconds.toFixed(seconds < 10 ? 2 : seconds < 100 ? 1 : 0)}\u00a0s`;
}

/** Whole seconds below two minutes, minutes above. */
export function roundedSeconds(seconds: number): { seconds: number } | { minutes: number } {
  if (seconds < 119.5) return { seconds: Math.max(1, Math.round(seconds)) };
  return { minutes: Math.round(seconds / 60) };
}

const grouping = inLanguage({});
const rounding = inLanguage({ notation: "compact", maximumSignificantDigits: 3 });

/** The first formatter of a kind takes some 40 ms: better while nobody waits than with the first rows. */
export function prepareFormats(): void {
  grouping();
  rounding();
}

/** Making a formatter takes longer than formatting: one is kept until the language changes. */
function inLanguage(options: Intl.NumberFormatOptions): () => Intl.NumberFormat {
  let made: { language: string; format: Intl.NumberFormat } | undefined;
  return () => {
    if (made?.language !== language.value) {
      made = { language: language.value, format: new Intl.NumberFormat(language.value, options) };
    }
    return made.format;
  };
}
