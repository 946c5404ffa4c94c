/** The flame graph: a click, or Enter, makes a bar as wide as the picture; a bar above it goes back. */

import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import type { ProfileRow } from "../../../../worker/protocol";
import type { Flame, FlameModel } from "../../app-state/profile-model";
import { Chart, type ChartItem, type Look } from "../../charts/chart";
import {
  barOf,
  barsOf,
  barText,
  coloursOf,
  type FlameBar,
  flame,
  flameRow,
} from "../../charts/flame-picture";
import { currentLook } from "../../charts/look";
import { formatShare, formatSize, shareOf } from "../../format/numbers";
import { shortScriptName } from "../../format/script-name";
import { t } from "../../language/words";
import { FailureText } from "../failure-panel";
import { functionText, placeText } from "./function-name";

interface Props {
  model: FlameModel;
  name: string;
  selected: Signal<ProfileRow | null>;
}

export function FlameGraph({ model, name, selected }: Props): JSX.Element {
  useSignalEffect(() => {
    void model.follow();
  });
  const shown = model.shown.value;
  if (model.failure.value) return <FailureText failure={model.failure.value} />;
  if (!shown) return <div class="flame-pane" aria-busy="true" />;
  return <Picture {...{ model, name, selected, shown }} />;
}

function Picture({ model, name, selected, shown }: Props & { shown: Flame }): JSX.Element {
  const bars = useMemo(() => barsOf(shown.rows, shown.above), [shown]);
  const first = shown.above.length;
  const focused = useSignal(false);
  const place = useSignal(first);
  const at = Math.min(place.value, bars.length - 1);
  const active = focused.value ? at : -1;
  const isCompared = shown.whole[1] !== undefined;
  const marked = selected.value;
  const option = useCallback(
    (look: Look) => flame(bars, { selected: marked, active, isCompared }, look),
    [bars, marked, active, isCompared],
  );
  const zoom = (bar: FlameBar | null) => {
    if (!bar) return;
    selected.value = bar.row;
    model.root.value = bar.row.key;
    place.value = bar.depth;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const next = nextBar(event.key, at, bars);
    if (next !== null) {
      place.value = next;
      selected.value = bars[next]?.row ?? null;
    } else if (event.key === "Enter" || event.key === " ") zoom(bars[at] ?? null);
    else if (event.key === "Backspace" && first > 0) zoom(bars[first - 1] ?? null);
    else if (event.key === "Home") zoom(bars[0] ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const depth = 1 + bars.reduce((deepest, bar) => Math.max(deepest, bar.depth), 0);
  const bar = bars[at];
  const top = shown.rows[0];
  return (
    <div class="flame-pane">
      <div
        class="flame-keys"
        data-flame={top?.key}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys walk through the picture
        tabIndex={0}
        aria-label={t("profile.flame")}
        aria-description={t("profile.keys")}
        onFocus={() => {
          focused.value = true;
        }}
        onBlur={() => {
          focused.value = false;
        }}
        onKeyDown={onKey}
        style={{ "--flame": `${depth * flameRow + 1}px` }}
      >
        <Chart
          kind="flame"
          parts={["flame"]}
          label={t("profile.flame")}
          description={t("profile.seen", {
            name: top ? functionText(top) : "",
            size: formatSize(top?.total[0] ?? 0),
          })}
          option={option}
          table={{
            heads: [
              t("profile.function"),
              t("profile.place"),
              t("profile.self"),
              t("profile.total"),
              t("fact.percent"),
            ],
            rows: bars.slice(0, 300).map((each, index) => ({
              key: `${each.row.key} ${index}`,
              cells: [
                `${"· ".repeat(each.depth)}${functionText(each.row)}`,
                placeText(each.row),
                formatSize(each.row.self[0]),
                formatSize(each.row.total[0]),
                formatShare(shareOf(each.row.total[0], shown.whole[0])),
              ],
              onPick: () => zoom(each),
            })),
          }}
          fileName={`${name}.flame`}
          onPick={(item: ChartItem) => zoom(barOf(item, bars))}
        >
          <Legend bars={bars} isCompared={isCompared} />
          <button
            type="button"
            class="plain"
            data-action="flame-out"
            disabled={first === 0}
            onClick={() => zoom(bars[first - 1] ?? null)}
          >
            {t("profile.out")}
          </button>
        </Chart>
      </div>
      <p class="flame-status" role="status" data-flame-at={focused.value ? bar?.row.key : undefined}>
        {focused.value && bar ? barText(bar, bars).split("\n").join(" · ") : t("profile.hint")}
      </p>
    </div>
  );
}

/** Up and down go to the caller and to the largest callee, left and right to its neighbours. Null for other keys. */
function nextBar(key: string, at: number, bars: readonly FlameBar[]): number | null {
  const bar = bars[at];
  if (!bar) return null;
  const level = () =>
    bars
      .map((each, index) => ({ index, ...each }))
      .filter(({ depth }) => depth === bar.depth)
      .sort((one, other) => one.from - other.from)
      .map(({ index }) => index);
  switch (key) {
    case "ArrowUp":
      return Math.max(0, bar.parent);
    case "ArrowDown": {
      const below = bars.findIndex(({ parent }) => parent === at);
      return below < 0 ? at : below;
    }
    case "ArrowLeft":
    case "ArrowRight": {
      const row = level();
      return row[row.indexOf(at) + (key === "ArrowLeft" ? -1 : 1)] ?? at;
    }
    default:
      return null;
  }
}

function Legend({ bars, isCompared }: { bars: readonly FlameBar[]; isCompared: boolean }): JSX.Element {
  const look = currentLook();
  const entries: [string, string][] = isCompared
    ? [
        [t("profile.grew"), look.warm],
        [t("profile.shrank"), look.accent],
      ]
    : [...coloursOf(bars, look)].map(([url, colour]) => [shortScriptName(url), colour]);
  return (
    <ul class="flame-legend">
      {entries.map(([text, colour]) => (
        <li key={text}>
          <span class="swatch" style={{ background: colour }} /> {text}
        </li>
      ))}
    </ul>
  );
}
