/** Above the Comparison: with what, the other way round, and which classes. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { possibleBases, swap } from "../app-state/comparison-base";
import type { ComparisonModel } from "../app-state/comparison-model";
import { comparisonFilter } from "../app-state/comparison-query";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { SearchIcon } from "../shell/icons";

/** Typing has to rest this long (ms) before the rows follow. */
const debounce = 120;

interface Props {
  snapshot: OpenSnapshot;
  base: OpenSnapshot;
  comparison: ComparisonModel;
}

export function ComparisonBar({ snapshot, base, comparison }: Props): JSX.Element {
  const timer = useRef(0);
  const totals = comparison.totals.value;
  return (
    <div class="bar comparison-bar">
      <h1 class="bar-title">{t("view.comparison")}</h1>
      <label class="base-choice">
        <span>{t("comparison.base")}</span>
        <select
          value={base.letter}
          onChange={(event) => {
            const letter = event.currentTarget.value;
            comparison.chosen.value = possibleBases(snapshot).find((one) => one.letter === letter) ?? null;
          }}
        >
          {possibleBases(snapshot).map(({ letter, name }) => (
            <option key={letter} value={letter}>
              {letter.toUpperCase()} · {name}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        data-action="swap"
        data-tip={t("comparison.swapMeaning")}
        onClick={() => swap(snapshot)}
      >
        {t("comparison.swap")}
      </button>
      <div class="filter">
        <SearchIcon />
        <input
          data-filter
          type="search"
          value={comparisonFilter.value}
          placeholder={t("summary.filter")}
          aria-label={t("summary.filter")}
          aria-keyshortcuts="/"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => {
            const text = event.currentTarget.value;
            clearTimeout(timer.current);
            timer.current = window.setTimeout(() => {
              comparisonFilter.value = text;
            }, debounce);
          }}
        />
      </div>
      <span class="bar-note" role="status">
        {totals &&
          t("comparison.totals", {
            added: formatCount(totals.added_count),
            addedSize: formatSize(totals.added_size),
            removed: formatCount(totals.removed_count),
            removedSize: formatSize(totals.removed_size),
          })}
      </span>
    </div>
  );
}
