/** What the picture is of, how much of it is drawn, and saving it. */

import type { JSX } from "preact";
import type { Selection } from "../app-state/selection";
import type { GraphModel, GraphSettings } from "../graph/graph-model";
import { t, type WordKey } from "../language/words";
import { SearchIcon } from "../shell/icons";

interface Props {
  model: GraphModel;
  selection: Selection;
  onPng: () => void;
  onSvg: () => void;
}

export function GraphBar({ model, selection, onPng, onSvg }: Props): JSX.Element {
  const node = selection.node.value;
  const isAround = model.centre.value !== null;
  const { own } = model.settings.value;
  return (
    <div class="bar graph-bar">
      <h1 class="bar-title">{t("view.graph")}</h1>
      <button
        type="button"
        data-action="graph-biggest"
        aria-pressed={!isAround}
        onClick={() => model.lookAt(null)}
      >
        {t("graph.showBiggest")}
      </button>
      <button
        type="button"
        data-action="graph-selected"
        disabled={!node}
        aria-pressed={isAround && model.centre.value === node?.ordinal}
        onClick={() => node && model.lookAt(node.ordinal)}
      >
        {t("graph.showSelected")}
      </button>
      <label class="filter">
        <SearchIcon />
        <input
          type="search"
          data-filter
          value={model.text.value}
          placeholder={t("graph.filter")}
          aria-label={t("graph.filter")}
          onInput={(event) => {
            model.text.value = event.currentTarget.value;
          }}
        />
      </label>
      <label class="graph-own">
        <input
          type="checkbox"
          data-action="graph-own"
          checked={own}
          onChange={(event) => {
            model.settings.value = { ...model.settings.value, own: event.currentTarget.checked };
          }}
        />
        {t("graph.ownOnly")}
      </label>
      <NumberField model={model} setting="nodes" words="graph.nodes" min={1} max={200} />
      {isAround && <NumberField model={model} setting="depth" words="graph.depth" min={0} max={6} />}
      <NumberField model={model} setting="references" words="graph.references" min={1} max={100} />
      <span class="spring" />
      <button type="button" data-action="graph-png" onClick={onPng}>
        PNG
      </button>
      <button type="button" data-action="graph-svg" onClick={onSvg}>
        SVG
      </button>
    </div>
  );
}

interface FieldProps {
  model: GraphModel;
  setting: Exclude<keyof GraphSettings, "own">;
  words: WordKey;
  min: number;
  max: number;
}

function NumberField({ model, setting, words, min, max }: FieldProps): JSX.Element {
  return (
    <label class="graph-number">
      {t(words)}
      <input
        type="number"
        data-setting={setting}
        min={min}
        max={max}
        value={model.settings.value[setting]}
        onChange={({ currentTarget: input }) => {
          const number = Math.round(input.valueAsNumber);
          if (number >= min && number <= max) {
            model.settings.value = { ...model.settings.value, [setting]: number };
          } else input.value = String(model.settings.value[setting]);
        }}
      />
    </label>
  );
}
