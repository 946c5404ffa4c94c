/** What functions remember: contexts with their variables, and variables that no function left can use. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import {
  ContextsList,
  closuresMode,
  contextsSort,
  contextsText,
  UnusedList,
} from "../app-state/contexts-list";
import type { Loaded } from "../app-state/open-snapshot";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";
import type { ViewProps } from "./catalogue";
import { contextColumns, unusedColumns } from "./context-columns";
import { FilterField } from "./filter-field";
import { ListGrid } from "./list-grid";
import { Segments } from "./segments";
import "../style/lists.css";

export function ClosuresView({ loaded }: ViewProps): JSX.Element {
  const contexts = loaded.model(ContextsList);
  const unused = loaded.model(UnusedList);
  const { totals } = unused;
  useSignalEffect(() => {
    // How many there are is said whichever is on show.
    if (totals.value === null) void unused.tree.prepare();
  });
  const known = totals.value?.known ?? 0;
  const mode = closuresMode.value;
  return (
    <section class="view closures-view" aria-label={t("view.closures")}>
      <div class="bar list-bar">
        <h1 class="bar-title">{t("view.closures")}</h1>
        <Segments
          label={t("contexts.show")}
          chosen={closuresMode}
          choices={[
            { name: "contexts", text: t("contexts.contexts"), meaning: t("contexts.contextsMeaning") },
            {
              name: "unused",
              text:
                known > 0
                  ? t("contexts.unusedCount", { formatted: formatCount(totals.value?.all ?? 0) })
                  : t("contexts.unusedTab"),
              meaning: t(known > 0 ? "contexts.unusedMeaning" : "contexts.unknownNext"),
            },
          ]}
        />
        {mode === "contexts" && (
          <FilterField text={contextsText} label={t("contexts.filter")} grid="closures" />
        )}
        <span class="bar-note" role="status">
          {mode === "contexts" ? <ContextTotals list={contexts} /> : <UnusedTotals list={unused} />}
        </span>
      </div>
      {mode === "contexts" ? (
        <Contexts loaded={loaded} list={contexts} />
      ) : (
        <Unused loaded={loaded} list={unused} />
      )}
    </section>
  );
}

function ContextTotals({ list }: { list: ContextsList }): JSX.Element | null {
  const totals = list.totals.value;
  if (!totals) return null;
  const { shown, all } = totals;
  const words = { count: all, shown: formatCount(shown), formatted: formatCount(all) };
  return <span data-total={shown}>{t(shown < all ? "contexts.shown" : "contexts.all", words)}</span>;
}

function UnusedTotals({ list }: { list: UnusedList }): JSX.Element | null {
  const totals = list.totals.value;
  if (!totals || totals.known === 0) return null;
  const { all, known } = totals;
  return (
    <span data-total={all}>
      {t("contexts.unusedOf", { count: known, formatted: formatCount(known), unused: formatCount(all) })}
    </span>
  );
}

function Contexts({ loaded, list }: { loaded: Loaded; list: ContextsList }): JSX.Element {
  const columns = useMemo(() => contextColumns(loaded.info.total_size), [loaded]);
  const text = contextsText.value;
  return (
    <ListGrid
      loaded={loaded}
      label={t("contexts.contexts")}
      kind="closures"
      list={list}
      columns={columns}
      sort={contextsSort.sort.value}
      onSort={contextsSort.sortBy}
      nodeOf={({ node }) => node}
      attributes={({ node, variable_total, unused_total }) => ({
        "data-node-id": node.id,
        "data-variables": variable_total,
        "data-unused": unused_total,
      })}
      textOf={({ closures, scope }) => scope.function ?? closures[0]?.name ?? ""}
      empty={
        text !== "" ? (
          <p>{t("contexts.noneWith", { text })}</p>
        ) : (
          <>
            <p>{t("contexts.none")}</p>
            <p class="quiet">{t("contexts.noneNext")}</p>
          </>
        )
      }
    />
  );
}

function Unused({ loaded, list }: { loaded: Loaded; list: UnusedList }): JSX.Element {
  const columns = useMemo(() => unusedColumns(loaded), [loaded]);
  const known = list.totals.value?.known ?? 0;
  return (
    <ListGrid
      loaded={loaded}
      label={t("contexts.unusedTab")}
      kind="closures"
      list={list}
      columns={columns}
      nodeOf={({ node }) => node}
      attributes={({ name, node, context }) => ({
        "data-variable": name,
        "data-node-id": node.id,
        "data-context": context.id,
      })}
      textOf={({ name }) => String(name)}
      empty={
        <>
          <p>{t(known > 0 ? "contexts.allUsed" : "contexts.unknown")}</p>
          <p class="quiet">{t(known > 0 ? "contexts.allUsedNext" : "contexts.unknownNext")}</p>
        </>
      }
    />
  );
}
