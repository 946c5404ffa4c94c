/** What can be read of a file that was cut short, and what cannot be known of it. */

import type { JSX } from "preact";
import type { Missing, PartSortKey } from "../../../worker/protocol";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import type { PartModel } from "../app-state/part-model";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { type PartRow, partNodeOf } from "../heap/part-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { TreeGrid } from "../tree/tree-grid";
import { EdgeLabel } from "./edge-label";
import { MiddleCut, NodeChip } from "./node-chip";
import "../style/part.css";

export interface PartViewProps {
  snapshot: OpenSnapshot;
  part: PartModel;
}

export function PartView({ snapshot, part }: PartViewProps): JSX.Element {
  const { info } = part;
  const { sort, towards } = part.query.value;
  return (
    <section class="view part-view" aria-label={t("part.title")} data-part={snapshot.letter}>
      <div class="bar">
        <h1 class="bar-title">{t("part.title")}</h1>
        <fieldset class="part-direction">
          <legend class="visually-hidden">{t("part.below")}</legend>
          {[false, true].map((value) => (
            <label key={String(value)}>
              <input
                type="radio"
                name="part-direction"
                checked={towards === value}
                onChange={() => part.follow(value)}
              />
              {t(value ? "part.references" : "part.retainers")}
            </label>
          ))}
        </fieldset>
      </div>
      <PartNote missing={part.missing} nodes={info.node_count} edges={info.edge_count} />
      <TreeGrid
        label={t("part.title")}
        kind="part"
        tree={part.tree}
        columns={columns}
        sort={sort}
        onSort={(by) => part.sortBy(by)}
        attributes={attributesOf}
        isSelected={() => false}
        onSelect={() => false}
        textOf={(row) => partNodeOf(row)?.name ?? (row.kind === "class" ? row.row.name : "")}
        noneText={t(towards ? "part.noReferences" : "part.noRetainers")}
        autoFocus
      />
    </section>
  );
}

/** What of the file is there, and what that means for the figures. */
function PartNote(props: { missing: Missing; nodes: number; edges: number }): JSX.Element {
  const { missing } = props;
  const facts = [
    t("part.nodes", found(props.nodes, missing.node_count)),
    t("part.edges", found(props.edges, missing.edge_count)),
  ];
  const { dropped_edges: dropped, missing_names: names } = missing;
  if (dropped > 0) facts.push(t("part.dropped", { count: dropped, formatted: formatCount(dropped) }));
  if (names > 0) facts.push(t("part.names", { count: names, formatted: formatCount(names) }));
  return (
    <div class="part-note" role="note">
      <p>{t("part.why", { section: missing.section, offset: formatCount(missing.offset) })}</p>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p>{t("part.refused")}</p>
    </div>
  );
}

function found(read: number, whole: number): { found: string; whole: string; share: string } {
  const known = whole >= 0;
  // Not 100 % while anything is missing.
  const share = read === whole ? 1 : Math.min(0.999, shareOf(read, whole));
  return {
    found: formatCount(read),
    whole: known ? formatCount(whole) : "?",
    share: known ? formatShare(share) : "?",
  };
}

const columns: Column<PartRow, PartSortKey>[] = [
  {
    id: "tree",
    title: "part.kind",
    meaning: "part.kindMeaning",
    numeric: false,
    sortKey: "name",
    cell: (row) => <PartCell row={row} />,
  },
  {
    id: "count",
    title: "column.count",
    meaning: "part.countMeaning",
    numeric: true,
    sortKey: "count",
    cell: (row) => (row.kind === "class" ? formatCount(row.row.count) : ""),
  },
  {
    id: "self_size",
    title: "part.selfSize",
    meaning: "part.selfSizeMeaning",
    numeric: true,
    sortKey: "self_size",
    cell: (row) => formatSize(selfSize(row)),
    spoken: (row) => t("size.exact", { count: selfSize(row), bytes: formatCount(selfSize(row)) }),
  },
];

function selfSize(row: PartRow): number {
  return row.kind === "class" ? row.row.self_size : (partNodeOf(row)?.self_size ?? 0);
}

function PartCell({ row }: { row: PartRow }): JSX.Element {
  const node = partNodeOf(row);
  if (row.kind === "class" || !node) {
    return (
      <span class="class-name">
        <MiddleCut text={row.kind === "class" ? row.row.name : ""} />
      </span>
    );
  }
  const chip = <NodeChip node={{ ...node, class_name: `(${node.type})`, detachedness: 0 }} />;
  if (row.kind === "node") return chip;
  return (
    <span class="edge">
      <EdgeLabel edge={row.row} /> {!row.towards && <span class="in">{t("retainers.in")}</span>} {chip}
    </span>
  );
}

function attributesOf(row: PartRow): Record<string, string | number> {
  if (row.kind === "class") return { "data-class": row.row.name };
  const node = partNodeOf(row);
  return { "data-node-id": node?.id ?? "", "data-node-type": node?.type ?? "" };
}
