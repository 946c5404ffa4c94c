/** Which snapshots the trend is told over, and how large the heap may get. */

import type { JSX } from "preact";
import { before, chosenBefore } from "../app-state/earlier";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { t } from "../language/words";

const megabyte = 1_000_000;

/** V8's usual limit on a large machine, in MB. */
const example = "4295";

export function TrendBar({ snapshot, loaded }: { snapshot: OpenSnapshot; loaded: Loaded }): JSX.Element {
  const { leftOut, heapLimit } = loaded.overview;
  const toggle = (letter: string) => {
    const left = new Set(leftOut.value);
    if (!left.delete(letter)) left.add(letter);
    leftOut.value = left;
  };
  return (
    <div class="trend-bar" data-panel="trend-bar">
      <fieldset>
        <legend>{t("trend.over")}</legend>
        {before(snapshot).map(({ letter, name }) => (
          <label key={letter}>
            <input
              type="checkbox"
              data-earlier={letter}
              checked={!leftOut.value.has(letter)}
              onChange={() => toggle(letter)}
            />
            <span class="trend-letter">{letter.toUpperCase()}</span> <span class="trend-name">{name}</span>
          </label>
        ))}
        <span class="trend-end">
          {"\u2192 "}
          <span class="trend-letter">{snapshot.letter.toUpperCase()}</span>{" "}
          <span class="trend-name">{snapshot.name}</span>
        </span>
      </fieldset>
      <label class="trend-limit">
        {t("trend.limit")}{" "}
        <input
          type="number"
          min="1"
          step="any"
          inputMode="decimal"
          placeholder={example}
          data-heap-limit
          value={heapLimit.value === null ? "" : heapLimit.value / megabyte}
          onChange={({ currentTarget }) => {
            const megabytes = currentTarget.valueAsNumber;
            heapLimit.value = megabytes > 0 ? Math.round(megabytes * megabyte) : null;
          }}
        />{" "}
        MB
      </label>
      {chosenBefore(snapshot).length < 2 && (
        <p class="quiet" role="status">
          {t("trend.choose")}
        </p>
      )}
    </div>
  );
}
