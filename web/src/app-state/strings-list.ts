/** The strings that are there more than once, and how they are asked for. */

import { computed, signal } from "@preact/signals";
import type { StringGroup, StringSortKey } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asNodes, type ListRow, listSource } from "../heap/list-rows";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import { textField } from "./address-field";
import { undoable } from "./filter-undo";
import { viewSort } from "./view-sort";

export const stringsText = signal("");
export const stringsSort = viewSort<StringSortKey>("strings", {
  wasted: "descending",
  count: "descending",
  length: "descending",
  value: "ascending",
  shallow: "descending",
  retained: "descending",
});

const query = computed(() => ({ sort: stringsSort.sort.value, filter: { text: stringsText.value } }));

keepInAddress(textField("strings", stringsText), stringsSort.field);

undoable(stringsText, "strings filter");

export interface StringTotals {
  shown: number;
  all: number;
  wasted: number;
}

export class StringsList extends FollowedTree<ListRow<StringGroup>, typeof query.value> {
  readonly totals = signal<StringTotals | null>(null);

  constructor(engine: Engine) {
    super(query, (shown) =>
      listSource<StringGroup>(engine, {
        key: ({ group }) => group,
        nodeOf: () => null,
        canOpen: () => true,
        things: async (start, count, signal) => {
          const page = await engine.ask("duplicate_strings", { ...shown(), start, count }, signal);
          this.totals.value = { shown: page.total, all: page.unfiltered, wasted: page.wasted };
          return page;
        },
        below: async ({ group }, start, count, signal) =>
          asNodes(await engine.ask("duplicate_string_nodes", { group, start, count }, signal)),
      }),
    );
  }
}
