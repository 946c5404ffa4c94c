/** The classes whose names a search finds; choosing one filters the Summary by it. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ClassRow } from "../../../worker/protocol";
import type { SearchWish } from "../app-state/node-search";
import { filter } from "../app-state/query";
import { currentLoaded } from "../app-state/snapshots";
import { view } from "../app-state/view";
import { formatCount, formatSize } from "../format/numbers";
import type { Result } from "./results";

const most = 5;
/** In ms. */
const debounce = 60;

export function useClasses(wish: SearchWish): readonly Result[] {
  const wanted = useSignal(wish);
  const found = useSignal<readonly ClassRow[]>([]);
  wanted.value = wish;
  useSignalEffect(() => {
    const asked = wanted.value;
    const engine = currentLoaded.value?.engine;
    const isOther = asked.text.trim() === "" || asked.text.startsWith(">") || asked.text.startsWith("@");
    if (!engine || isOther) {
      found.value = [];
      return;
    }
    const request = new AbortController();
    const timer = setTimeout(async () => {
      const sort = { by: "retained", descending: true } as const;
      const params = { sort, filter: { ...asked }, start: 0, count: most };
      try {
        const page = await engine.ask("summary", params, request.signal);
        if (!request.signal.aborted) found.value = page.rows;
      } catch {
        // A pattern that is none: the search for nodes says so.
        if (!request.signal.aborted) found.value = [];
      }
    }, debounce);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  });
  return found.value.map((row) => ({
    id: `class-${row.class_index}`,
    label: row.name,
    note: `${formatCount(row.count)} · ${formatSize(row.retained)}`,
    choose: () => {
      view.value = "summary";
      filter.value = { ...filter.peek(), text: row.name, regex: false, match_case: true };
    },
  }));
}
