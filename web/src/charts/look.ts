/** The page's tokens as charts need them: plain colours, new ones as soon as the theme changes. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { NodeKind } from "../format/node-kinds";

const tokens = {
  text: "--text",
  textSoft: "--text-soft",
  quiet: "--text-quiet",
  surface: "--surface",
  raised: "--surface-raised",
  line: "--line",
  lineStrong: "--line-strong",
  neutral: "--n4",
  accent: "--accent",
  warm: "--warm",
} as const;

const kinds: readonly NodeKind[] = [
  "object",
  "array",
  "string",
  "closure",
  "code",
  "native",
  "primitive",
  "system",
];

export type Look = Record<keyof typeof tokens, string> & {
  kinds: Record<NodeKind, string>;
  font: string;
  mono: string;
  /** Whether things may move to show where they went. */
  motion: boolean;
};

const still = matchMedia("(prefers-reduced-motion: reduce)");
const outside = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"];

let made: ReadonlySignal<Look> | undefined;

/** Reading it subscribes to the theme. */
export function currentLook(): Look {
  made ??= watch();
  return made.value;
}

function watch(): ReadonlySignal<Look> {
  const look = signal(read());
  const again = () => {
    look.value = read();
  };
  for (const query of [still, ...outside.map((text) => matchMedia(text))])
    query.addEventListener("change", again);
  new MutationObserver(again).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return look;
}

function read(): Look {
  // Only where it is used does a token become a colour: it may be another one by day and by night.
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const family = (token: string): string => {
    probe.style.fontFamily = `var(${token})`;
    return getComputedStyle(probe).fontFamily;
  };
  const look = {
    ...(Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, colour(token)])) as Record<
      keyof typeof tokens,
      string
    >),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, colour(`--kind-${kind}`)])) as Record<
      NodeKind,
      string
    >,
    font: family("--font"),
    mono: family("--mono"),
    motion: !still.matches,
  };
  probe.remove();
  return look;
}

/** `share` (0 to 1) of one colour on another, both as `rgb(…)`. */
export function mix(colour: string, under: string, share: number): string {
  const [above, below] = [numbersIn(colour), numbersIn(under)];
  const mixed = above.map((value, at) => Math.round(value * share + (below[at] ?? 0) * (1 - share)));
  return `rgb(${mixed.join(", ")})`;
}

/** Whichever of two colours can be read better on another. */
export function readable(on: string, one: string, other: string): string {
  const contrast = (colour: string) => {
    const [light, dark] = [luminance(colour), luminance(on)].sort((a, b) => b - a) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };
  return contrast(one) >= contrast(other) ? one : other;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = numbersIn(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function numbersIn(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}
