/** After a node was chosen from a search: which match it is, and the ways to the next and the previous one. */

import type { JSX } from "preact";
import { NodeSearch } from "../app-state/node-search";
import { stepThroughMatches } from "../app-state/search";
import { currentLoaded } from "../app-state/snapshots";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";
import { CloseIcon } from "../shell/icons";

export function MatchBar(): JSX.Element | null {
  const search = currentLoaded.value?.model(NodeSearch);
  const at = search?.at.value ?? null;
  const total = search?.total.value ?? 0;
  if (!search || at === null || total < 2) return null;
  return (
    <div class="match-bar" data-panel="matches">
      <span role="status">
        {t("search.match", {
          at: formatCount(at + 1),
          total: formatCount(total),
          text: search.wish.value.text,
        })}
      </span>
      <button
        type="button"
        class="plain icon small"
        data-action="previous-match"
        aria-label={t("search.previous")}
        data-tip={`${t("search.previous")} (⇧ F3)`}
        onClick={() => void stepThroughMatches(-1)}
      >
        <span aria-hidden="true">↑</span>
      </button>
      <button
        type="button"
        class="plain icon small"
        data-action="next-match"
        aria-label={t("search.next")}
        data-tip={`${t("search.next")} (F3)`}
        onClick={() => void stepThroughMatches(1)}
      >
        <span aria-hidden="true">↓</span>
      </button>
      <button
        type="button"
        class="plain icon small"
        aria-label={t("action.close")}
        onClick={() => {
          search.at.value = null;
        }}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
