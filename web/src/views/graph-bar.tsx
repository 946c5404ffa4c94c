/** What the picture is of, how much of it is drawn, and saving it. */

import type { JSX } from "preact";
import {
  changeGraph,
  type GraphLimit,
  graphCentre,
  graphLimits,
  graphSettings,
  graphText,
} from "../app-state/graph-query";
import type { Selection } from "../app-state/selection";
import { t, type WordKey } from "../language/words";
import { SearchIcon } from "../shell/icons";
import "../style/segments.css";

export function GraphBar({ selection }: { selection: Selection }): JSX.Element {
  const node = selection.node.value;
  const isAround = graphCentre.value !== null;
  const { own } = graphSettings.value;
  return (
    <div class="bar graph-bar">
      <h1 class="bar-title">{t("view.graph")}</h1>
      <fieldset class="segments" aria-label={t("view.graph")}>
        <button
          type="button"
          data-action="graph-biggest"
          aria-pressed={!isAround}
          onClick={() => {
            graphCentre.value = null;
          }}
        >
          {t("graph.showBiggest")}
        </button>
        <button
          type="button"
          data-action="graph-selected"
          disabled={!node}
          aria-pressed={isAround && graphCentre.value === node?.id}
          onClick={() => {
            graphCentre.value = node?.id ?? null;
          }}
        >
          {t("graph.showSelected")}
        </button>
      </fieldset>
      <label class="filter">
        <SearchIcon />
        <input
          type="search"
          data-filter
          value={graphText.value}
          placeholder={t("graph.filter")}
          aria-label={t("graph.filter")}
          onInput={(event) => {
            graphText.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="graph-own">
        <input
          type="checkbox"
          data-action="graph-own"
          checked={own}
          onChange={(event) => {
            changeGraph({ own: event.currentTarget.checked });
          }}
        />
        {t("graph.ownOnly")}
      </label>
      <NumberField setting="nodes" words="graph.nodes" />
      {isAround && <NumberField setting="depth" words="graph.depth" />}
      <NumberField setting="references" words="graph.references" />
    </div>
  );
}

interface FieldProps {
  setting: GraphLimit;
  words: WordKey;
}

function NumberField({ setting, words }: FieldProps): JSX.Element {
  const [min, max] = graphLimits[setting];
  const value = graphSettings.value[setting];
  return (
    <label class="graph-number">
      {t(words)}
      <input
        type="number"
        data-setting={setting}
        min={min}
        max={max}
        value={value}
        onChange={({ currentTarget: input }) => {
          const number = Math.round(input.valueAsNumber);
          if (number >= min && number <= max) changeGraph({ [setting]: number });
          else input.value = String(value);
        }}
      />
    </label>
  );
}
