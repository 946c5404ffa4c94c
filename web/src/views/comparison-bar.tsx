/** Above the Comparison: with what, the other way round, what is shown of it, and which classes. */

import type { JSX } from "preact";
import type { ComparisonSortKey } from "../../../worker/protocol";
import { possibleBases, swap } from "../app-state/comparison-base";
import type { ComparisonModel } from "../app-state/comparison-model";
import {
  chosenBase,
  comparisonFilter,
  comparisonMode,
  comparisonModes,
  comparisonSort,
  comparisonSortKeys,
} from "../app-state/comparison-query";
import { frame } from "../app-state/layout";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { FilterField } from "./filter-field";
import { Segments } from "./segments";

interface Props {
  snapshot: OpenSnapshot;
  base: OpenSnapshot;
  comparison: ComparisonModel;
}

export function ComparisonBar({ snapshot, base, comparison }: Props): JSX.Element {
  const totals = comparison.totals.value;
  const mode = comparisonMode.value;
  return (
    <div class="bar comparison-bar">
      <h1 class="bar-title">{t("view.comparison")}</h1>
      <label class="base-choice">
        <span>{t("comparison.base")}</span>
        <select
          data-base={base.letter}
          value={base.letter}
          onChange={(event) => {
            chosenBase.value = event.currentTarget.value;
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
      <Segments
        label={t("grown.show")}
        chosen={comparisonMode}
        choices={comparisonModes.map((name) => ({
          name,
          text: t(`grown.${name}`),
          meaning: t(`grown.${name}Meaning`),
        }))}
      />
      {mode === "classes" && (
        <FilterField text={comparisonFilter} label={t("summary.filter")} grid="comparison" />
      )}
      {mode === "classes" && frame.value === "narrow" && <NarrowSort />}
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

/** Where most columns have no room, their heads cannot be clicked. */
function NarrowSort(): JSX.Element {
  return (
    <label class="base-choice">
      <span>{t("grown.sort")}</span>
      <select
        data-narrow-sort
        value={comparisonSort.sort.value.by}
        onChange={(event) => comparisonSort.sortBy(event.currentTarget.value as ComparisonSortKey)}
      >
        {comparisonSortKeys.map((key) => (
          <option key={key} value={key}>
            {t(key === "name" ? "column.constructor" : `column.${key}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
