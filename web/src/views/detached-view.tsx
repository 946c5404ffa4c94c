/** DOM nodes that belong to no document any more, and what in the program keeps them. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { DetachedRow, InstanceSortKey, NodeRow } from "../../../worker/protocol";
import { DetachedList, detachedScope, detachedScopes, detachedSort } from "../app-state/detached-list";
import type { Loaded } from "../app-state/open-snapshot";
import { formatCount, formatSize } from "../format/numbers";
import type { ListRow } from "../heap/list-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { ViewProps } from "./catalogue";
import { EdgeLabel, edgeName } from "./edge-label";
import { factColumn, nodeColumns, thingColumn } from "./list-columns";
import { ListGrid } from "./list-grid";
import { NodeChip } from "./node-chip";
import { Segments } from "./segments";
import "../style/lists.css";

export function DetachedView({ loaded }: ViewProps): JSX.Element {
  const list = loaded.model(DetachedList);
  const total = loaded.info.total_size;
  const columns = useMemo(() => columnsOf(total, loaded), [total, loaded]);
  const totals = list.totals.value;
  return (
    <section class="view detached-view" aria-label={t("view.detached")}>
      <div class="bar list-bar">
        <h1 class="bar-title">{t("view.detached")}</h1>
        <Segments
          label={t("detached.which")}
          chosen={detachedScope}
          choices={detachedScopes.map((name) => ({
            name,
            text: t(`detached.${name}`),
            meaning: t(`detached.${name}Meaning`),
          }))}
        />
        <span class="bar-note" role="status">
          {totals && totals.all > 0 && (
            <span data-total={totals.all}>
              {t("detached.totals", {
                count: totals.all,
                formatted: formatCount(totals.all),
                top: formatCount(totals.top),
                size: formatSize(totals.retained),
              })}
            </span>
          )}
        </span>
      </div>
      <ListGrid
        loaded={loaded}
        label={t("view.detached")}
        kind="detached"
        list={list}
        columns={columns}
        sort={detachedSort.sort.value}
        onSort={detachedSort.sortBy}
        nodeOf={(row) => row}
        attributes={({ id, type, top, kept_by }) => ({
          "data-node-id": id,
          "data-node-type": type,
          "data-top": String(top),
          "data-kept-by": kept_by?.node.id ?? "",
        })}
        textOf={({ name }) => name.replace(/^Detached /, "")}
        empty={
          <>
            <p>{t("detached.none")}</p>
            <p class="quiet">{t("detached.noneNext")}</p>
          </>
        }
      />
    </section>
  );
}

function columnsOf(total: number, loaded: Loaded): Column<ListRow<DetachedRow>, InstanceSortKey>[] {
  return [
    thingColumn<DetachedRow, InstanceSortKey>(
      { id: "tree", title: "detached.node", meaning: "detached.nodeMeaning", sortKey: "name" },
      (row) => <NodeChip node={asNamed(row)} />,
    ),
    factColumn<DetachedRow, InstanceSortKey>(
      { id: "kept", title: "detached.keptBy", meaning: "detached.keptByMeaning", sortKey: null },
      (row) => <KeptBy row={row} loaded={loaded} />,
      ({ kept_by: edge }) => (edge ? `${edgeName(edge)} ${t("retainers.in")} ${idName(edge.node)}` : ""),
    ),
    ...nodeColumns<DetachedRow>(total),
  ];
}

function idName({ name, class_name, id }: NodeRow): string {
  return `${name || class_name} @${id}`;
}

/** That it is detached says the column's head already. */
function asNamed(row: DetachedRow): DetachedRow {
  return { ...row, name: row.name.replace(/^Detached /, ""), detachedness: 0 };
}

/** The reference from the nearest object that is not detached: what to look for in the program. */
function KeptBy({ row, loaded }: { row: DetachedRow; loaded: Loaded }): JSX.Element {
  const edge = row.kept_by;
  if (!edge) return <span class="quiet">{t("detached.keptByNothing")}</span>;
  return (
    <span class="edge">
      <EdgeLabel edge={edge} /> <span class="in">{t("retainers.in")}</span>{" "}
      <button
        type="button"
        class="link"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          loaded.selection.select(edge.node);
        }}
      >
        <NodeChip node={edge.node} />
      </button>{" "}
      {row.through > 1 && (
        <span class="tag" title={t("detached.throughMeaning")}>
          {t("detached.through", { count: row.through - 1 })}
        </span>
      )}
    </span>
  );
}
