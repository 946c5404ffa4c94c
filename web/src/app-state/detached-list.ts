/** The detached DOM nodes of a snapshot, and how they are asked for. */

import { computed, signal } from "@preact/signals";
import type { DetachedRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { type ListRow, listSource } from "../heap/list-rows";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import { choiceField } from "./address-field";
import { instanceOrders, viewSort } from "./view-sort";

/** As a rule those that no other detached node keeps: with them, all the others go. */
export const detachedScopes = ["top", "all"] as const;
export const detachedScope = signal<(typeof detachedScopes)[number]>("top");

export const detachedSort = viewSort("detached", instanceOrders);

const query = computed(() => ({ sort: detachedSort.sort.value, top_only: detachedScope.value === "top" }));

keepInAddress(choiceField("detached", "which", detachedScope, detachedScopes), detachedSort.field);

export interface DetachedTotals {
  all: number;
  top: number;
  /** What the top ones keep, in bytes. */
  retained: number;
}

export class DetachedList extends FollowedTree<ListRow<DetachedRow>, typeof query.value> {
  readonly totals = signal<DetachedTotals | null>(null);

  constructor(engine: Engine) {
    super(query, (shown) =>
      listSource<DetachedRow>(engine, {
        key: ({ ordinal }) => ordinal,
        nodeOf: (row) => row,
        things: async (start, count, signal) => {
          const page = await engine.ask("detached", { ...shown(), start, count }, signal);
          this.totals.value = { all: page.all, top: page.top_total, retained: page.retained };
          return page;
        },
      }),
    );
  }
}
