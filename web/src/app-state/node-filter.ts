/** Which objects the Summary may be about, as in DevTools, and how the address says it. */

import type { Signal } from "@preact/signals";
import type { NodeFilter, NodeFilterKind } from "../../../worker/protocol";
import type { AddressField } from "./address-field";
import type { View } from "./view";

export const everything: NodeFilter = { kind: "all" };

/** All but ranges of ids. */
export const filterKinds = [
  "all",
  "duplicated_strings",
  "detached",
  "contexts",
  "event_handlers",
  "console",
] as const satisfies readonly NodeFilterKind[];

/** `objects=detached`; `objects=4001-9001` for what got the ids above the one and up to the other. */
export function nodeFilterField(view: View, chosen: Signal<NodeFilter>): AddressField {
  return {
    view,
    name: "objects",
    read(value) {
      chosen.value = nodeFilterNamed(value);
    },
    write: () => (chosen.value.kind === "all" ? null : nameOfNodeFilter(chosen.value)),
  };
}

export function nameOfNodeFilter(filter: NodeFilter): string {
  return filter.kind === "id_range" ? `${filter.min_id}-${filter.max_id}` : filter.kind;
}

export function nodeFilterNamed(name: string | null): NodeFilter {
  const range = /^(\d{1,15})-(\d{1,15})$/.exec(name ?? "");
  if (range) return { kind: "id_range", min_id: Number(range[1]), max_id: Number(range[2]) };
  const kind = filterKinds.find((known) => known === name);
  return kind ? { kind } : everything;
}
