/** Contexts (the variables of one run of a function), variables that nothing can use, and how both are asked for. */

import { computed, signal } from "@preact/signals";
import type { ContextRow, ContextSortKey, UnusedVariable, Variable } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import type { HeapRow } from "../heap/heap-rows";
import { type ListRow, listSource } from "../heap/list-rows";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import { choiceField, textField } from "./address-field";
import { undoable } from "./filter-undo";
import { viewSort } from "./view-sort";

export const closuresModes = ["contexts", "unused"] as const;
export const closuresMode = signal<(typeof closuresModes)[number]>("contexts");

export const contextsText = signal("");
export const contextsSort = viewSort<ContextSortKey>("closures", {
  retained: "descending",
  shallow: "descending",
  distance: "ascending",
});

const query = computed(() => ({ sort: contextsSort.sort.value, filter: { text: contextsText.value } }));
/** Variables come in one order. */
const always = signal(null);

keepInAddress(
  choiceField("closures", "show", closuresMode, closuresModes),
  textField("closures", contextsText),
  contextsSort.field,
);

undoable(contextsText, "contexts filter");

export interface ContextTotals {
  shown: number;
  all: number;
  /** Variables of which the file says whether they are used; none in most files. */
  known: number;
}

export class ContextsList extends FollowedTree<ListRow<ContextRow>, typeof query.value> {
  readonly totals = signal<ContextTotals | null>(null);

  constructor(engine: Engine) {
    super(query, (shown) =>
      listSource<ContextRow>(engine, {
        key: ({ node }) => node.ordinal,
        nodeOf: ({ node }) => node,
        canOpen: (row) => row.variable_total > 0,
        things: async (start, count, signal) => {
          const page = await engine.ask("contexts", { ...shown(), start, count }, signal);
          this.totals.value = { shown: page.total, all: page.unfiltered, known: page.known };
          return page;
        },
        below: async ({ node: { ordinal } }, start, count, signal) => {
          const reply = await engine.ask("variables", { ordinal, start, count }, signal);
          const own = reply.contexts[0];
          return { total: own?.variable_total ?? 0, rows: (own?.variables ?? []).map(asReference) };
        },
      }),
    );
  }
}

function asReference({ edge, name, node, used }: Variable): HeapRow {
  return { kind: "reference", row: { edge, edge_type: "context", name_or_index: name, node, used } };
}

export class UnusedList extends FollowedTree<ListRow<UnusedVariable>, null> {
  readonly totals = signal<{ all: number; known: number } | null>(null);

  constructor(engine: Engine) {
    super(always, () =>
      listSource<UnusedVariable>(engine, {
        key: ({ edge }) => edge,
        nodeOf: ({ node }) => node,
        things: async (start, count, signal) => {
          const page = await engine.ask("unused_variables", { start, count }, signal);
          this.totals.value = { all: page.total, known: page.known };
          return page;
        },
      }),
    );
  }
}
