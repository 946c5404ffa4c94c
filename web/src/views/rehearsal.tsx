/**
 * Draws made-up rows while nobody waits: what a browser runs for the first time takes it twice as long, and the first
 * rows of a snapshot are what somebody waits for. The worker does the same with Python (`service/warm_up.py`).
 */

import { effect } from "@preact/signals";
import { render } from "preact";
import type { EdgeRow, NodeRow } from "../../../worker/protocol";
import { snapshots } from "../app-state/snapshots";
import { spareState } from "../engine/spare";
import { type HeapRow, keyOf } from "../heap/heap-rows";
import { LazyTree } from "../tree/lazy-tree";
import { TreeList } from "../tree/tree-list";
import { dominatorColumns } from "./heap-columns";
import { heapRows } from "./heap-row-hooks";

const rounds = 6;
/** Milliseconds between two of them, for whoever wants something meanwhile. */
const pause = 40;

/** Begins when Python waits for a file, and ends when there is one. */
export function startRehearsal(): void {
  const stop = effect(() => {
    if (spareState.value?.kind !== "booted") return;
    queueMicrotask(() => stop());
    void rehearse();
  });
}

async function rehearse(): Promise<void> {
  for (let round = 1; round <= rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (snapshots.peek().length > 0) return;
    const tree = madeUpTree();
    await tree.prepare();
    draw(tree);
    performance.mark(`rehearsal:${round}`);
  }
}

/** And takes away what was drawn, before anybody can see it. */
function draw(tree: LazyTree<HeapRow>): void {
  const stage = document.createElement("div");
  stage.className = "rehearsal";
  document.body.append(stage);
  render(<Scene tree={tree} />, stage);
  stage.getBoundingClientRect(); // has the browser lay it out
  render(null, stage);
  stage.remove();
}

const columns = dominatorColumns(size(0), true);

function Scene({ tree }: { tree: LazyTree<HeapRow> }) {
  const hooks = heapRows(null, () => {});
  return (
    <TreeList empty={null} label="" kind="summary" tree={tree} columns={columns} noneText="" {...hooks} />
  );
}

function madeUpTree(): LazyTree<HeapRow> {
  const rows = Array.from({ length: 8 }, (_, at) => madeUpRow(at));
  return new LazyTree({
    key: keyOf,
    canOpen: (row) => row.kind !== "node",
    load: async () => ({ total: rows.length, rows }),
  });
}

function madeUpRow(at: number): HeapRow {
  const figures = { distance: at, shallow: size(at), retained: size(at) };
  const named = { name: `Example ${at}`, type: "object", class_name: "Example" };
  const node: NodeRow = {
    ...named,
    ...figures,
    ordinal: at,
    id: at,
    self_size: 1,
    edge_count: at,
    detachedness: 0,
  };
  const edge: EdgeRow = { edge: at, edge_type: "property", name_or_index: "example", node };
  switch (at % 4) {
    case 0:
      return { kind: "node", row: node };
    case 1:
      return { kind: "reference", row: edge };
    case 2:
      return {
        kind: "retainer",
        row: { ...edge, seen: false, ignored: false, reachable: true, noise: false },
      };
    default:
      return { kind: "class", row: { ...figures, class_index: at, key: "", name: named.name, count: at } };
  }
}

/** From gigabytes down to bytes. */
function size(at: number): number {
  return 2 ** (32 - 4 * at);
}
