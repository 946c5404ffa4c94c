/** What the Overview's findings are about: the snapshot alone, or what came since an earlier one, or since several. */

import { batch } from "@preact/signals";
import type { JSX } from "preact";
import { scopeOf } from "../app-state/earlier";
import { frame } from "../app-state/layout";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { stemOf } from "../app-state/saving";
import { current } from "../app-state/snapshots";
import { t } from "../language/words";
import "../style/segments.css";

interface Props {
  snapshot: OpenSnapshot;
  loaded: Loaded;
  /** What it can be compared with. */
  base: OpenSnapshot | null;
  /** The last one of a trend: it comes on show with it. */
  end: OpenSnapshot | null;
}

export function ScopeChoice({ snapshot, loaded, base, end }: Props): JSX.Element {
  const scope = scopeOf(snapshot);
  const { chosenScope } = loaded.overview;
  return (
    <fieldset class="segments scope" aria-label={t("overview.scope")}>
      <button
        type="button"
        data-action="alone"
        aria-pressed={scope === "all"}
        onClick={() => {
          chosenScope.value = "all";
        }}
      >
        {t("overview.alone")}
      </button>
      {base && (
        <button
          type="button"
          class="since"
          data-tip={base.name}
          data-action="since"
          aria-pressed={scope === "since"}
          onClick={() => {
            chosenScope.value = "since";
          }}
        >
          {t("overview.since", {
            name: frame.value === "narrow" ? base.letter.toUpperCase() : stemOf(base.name),
          })}
        </button>
      )}
      {end && (
        <button
          type="button"
          data-action="trend"
          aria-pressed={scope === "trend"}
          onClick={() =>
            batch(() => {
              if (end.loaded) end.loaded.overview.chosenScope.value = "trend";
              current.value = end;
            })
          }
        >
          {t("trend.button")}
        </button>
      )}
    </fieldset>
  );
}
