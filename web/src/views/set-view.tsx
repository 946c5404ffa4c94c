/** A set of nodes that was given a name in the console: a table to look through, to rename and to remove. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { InstanceSortKey, NodeRow } from "../../../worker/protocol";
import { namedSetsOf, SetList, setSort, shownSet } from "../app-state/named-sets";
import { view } from "../app-state/view";
import { formatCount, formatSize } from "../format/numbers";
import { visible } from "../format/visible-text";
import type { ListRow } from "../heap/list-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import type { ViewProps } from "./catalogue";
import { nodeColumns, thingColumn } from "./list-columns";
import { ListGrid } from "./list-grid";
import { NameForm } from "./name-form";
import { NodeChip } from "./node-chip";
import "../style/lists.css";

export function SetView({ snapshot, loaded }: ViewProps): JSX.Element {
  const list = loaded.model(SetList);
  const named = namedSetsOf(snapshot);
  const renaming = useSignal(false);
  const total = loaded.info.total_size;
  const columns = useMemo(() => columnsOf(total), [total]);
  const name = shownSet.value;
  const set = named.sets.value.find((known) => known.name === name);
  const rename = async (to: string) => {
    renaming.value = false;
    await named.rename(loaded.engine, name, to);
  };
  const remove = async () => {
    await named.remove(loaded.engine, name);
    view.value = "console";
  };
  if (!set) {
    return (
      <section class="view" aria-label={t("view.set")}>
        <div class="empty-note" role="status">
          <p>{t("sets.gone", { name: visible(name) })}</p>
          <p class="quiet">{t("sets.goneNext")}</p>
        </div>
      </section>
    );
  }
  return (
    <section class="view set-view" aria-label={visible(name)} data-set-view={name}>
      <div class="bar list-bar">
        {renaming.value ? (
          <NameForm
            label={t("sets.name")}
            value={name}
            done={t("sets.rename")}
            onDone={rename}
            onCancel={() => {
              renaming.value = false;
            }}
          />
        ) : (
          <>
            <h1 class="bar-title">{visible(name)}</h1>
            <span class="bar-note" role="status" data-total={set.total}>
              {t("console.nodes", {
                count: set.total,
                formatted: formatCount(set.total),
                retained: formatSize(set.retained),
              })}
            </span>
            <button
              type="button"
              data-action="set-rename"
              onClick={() => {
                renaming.value = true;
              }}
            >
              {t("sets.rename")}
            </button>
            <button type="button" data-action="set-remove" onClick={remove}>
              {t("sets.remove")}
            </button>
          </>
        )}
      </div>
      <ListGrid
        loaded={loaded}
        label={visible(name)}
        kind="set"
        list={list}
        columns={columns}
        sort={setSort.sort.value}
        onSort={setSort.sortBy}
        nodeOf={(row) => row}
        attributes={({ id, type }) => ({ "data-node-id": id, "data-node-type": type })}
        textOf={({ name: text }) => text}
        empty={<p>{t("sets.empty")}</p>}
      />
    </section>
  );
}

function columnsOf(total: number): Column<ListRow<NodeRow>, InstanceSortKey>[] {
  return [
    thingColumn<NodeRow, InstanceSortKey>(
      { id: "tree", title: "column.object", meaning: "meaning.object", sortKey: "name" },
      (row) => <NodeChip node={row} />,
    ),
    ...nodeColumns<NodeRow>(total),
  ];
}
