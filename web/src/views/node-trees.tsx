/** The two trees of the selected node: who keeps it, and what it refers to. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { NodeRow } from "../../../worker/protocol";
import { frame } from "../app-state/layout";
import type { Loaded } from "../app-state/open-snapshot";
import { type HeapRow, nodeOf } from "../heap/heap-rows";
import { t } from "../language/words";
import type { LazyTree } from "../tree/lazy-tree";
import { TreeGrid } from "../tree/tree-grid";
import { placeOf, referenceColumns, retainerColumns } from "./heap-columns";
import { heapRows } from "./heap-row-hooks";
import "../style/retaining.css";

export function RetainersTree({ loaded }: { loaded: Loaded }): JSX.Element {
  const tree = loaded.selection.retainers.value;
  const total = loaded.info.total_size;
  const open = openNodes(tree);
  // Rows are drawn again only when other nodes stand open.
  const columns = useMemo(() => retainerColumns(total, open), [total, [...open].join()]);
  if (!tree) return <p class="pane-note">{t("retainers.nothingSelected")}</p>;
  if (tree.root.total === 0) return <p class="pane-note">{t("retainers.noneAtAll")}</p>;
  return (
    <NodeTree
      kind="retainers"
      label={t("retainers.label")}
      noneText={t("retainers.none")}
      tree={tree}
      columns={columns}
      selected={loaded.selection.node.value}
      // The way from a root stays in sight while its steps are looked at.
      onSelect={(node) =>
        frame.value === "narrow" ? loaded.selection.select(node) : loaded.selection.inspect(node)
      }
    />
  );
}

/** The nodes whose retainers are on show, and where: of one that is open twice, the first place. */
function openNodes(tree: LazyTree<HeapRow> | null): ReadonlyMap<number, string> {
  const open = new Map<number, string>();
  void tree?.version.value;
  for (const branch of tree?.root.openBranches() ?? []) {
    const node = branch.row && nodeOf(branch.row);
    if (node && !open.has(node.ordinal)) open.set(node.ordinal, placeOf(branch.path));
  }
  return open;
}

export function ReferencesTree({ loaded }: { loaded: Loaded }): JSX.Element | null {
  const tree = loaded.selection.references.value;
  const total = loaded.info.total_size;
  const columns = useMemo(() => referenceColumns(total), [total]);
  if (!tree) return null;
  void tree.version.value;
  if (tree.root.total === 0) return <p class="pane-note">{t("inspector.noReferences")}</p>;
  return (
    <NodeTree
      kind="references"
      label={t("inspector.referencesLabel")}
      noneText={t("inspector.noReferences")}
      tree={tree}
      columns={columns}
      selected={null}
      onSelect={(node) => loaded.selection.select(node)}
    />
  );
}

interface Props {
  kind: "retainers" | "references";
  label: string;
  noneText: string;
  tree: LazyTree<HeapRow>;
  columns: ReturnType<typeof retainerColumns>;
  selected: NodeRow | null;
  onSelect: (node: NodeRow) => void;
}

function NodeTree({ tree, selected, onSelect, ...props }: Props): JSX.Element {
  return <TreeGrid {...props} key={tree.number} tree={tree} {...heapRows(selected, onSelect)} />;
}
