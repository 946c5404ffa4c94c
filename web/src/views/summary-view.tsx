/** The Summary: what is in the heap, class by class. */

import type { JSX } from "preact";
import type { Loaded } from "../app-state/open-snapshot";
import { t } from "../language/words";
import { SummaryBar } from "./summary-bar";
import { SummaryGrid } from "./summary-grid";

export function SummaryView({ loaded }: { loaded: Loaded }): JSX.Element {
  return (
    <section class="view summary-view" aria-label={t("view.summary")}>
      <SummaryBar loaded={loaded} title={t("view.summary")} />
      <SummaryGrid loaded={loaded} />
    </section>
  );
}
