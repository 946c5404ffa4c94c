/** What the graph is drawn of, and how much of it: the same for all snapshots, and in the address. */

import { signal } from "@preact/signals";
import { keepInAddress } from "./address";
import { type AddressField, textField } from "./address-field";
import { undoable } from "./filter-undo";

export interface GraphSettings {
  nodes: number;
  depth: number;
  references: number;
  /** Without what is not the program's own. */
  own: boolean;
}

const usual: GraphSettings = { nodes: 50, depth: 2, references: 5, own: true };

/** Least and most of each. */
export const graphLimits = {
  nodes: [1, 200],
  depth: [0, 6],
  references: [1, 100],
} as const satisfies Partial<Record<keyof GraphSettings, readonly [number, number]>>;

export type GraphLimit = keyof typeof graphLimits;

/** The node (id) that the picture is of; null for the nodes that retain most. */
export const graphCentre = signal<number | null>(null);

export const graphSettings = signal(usual);

export const graphText = signal("");

export function changeGraph(changed: Partial<GraphSettings>): void {
  const before = graphSettings.peek();
  const next = { ...before, ...changed };
  if (JSON.stringify(next) !== JSON.stringify(before)) graphSettings.value = next;
}

function limitField(name: GraphLimit): AddressField {
  const [least, most] = graphLimits[name];
  return {
    view: "graph",
    name,
    read(value) {
      const number = /^\d{1,3}$/.test(value ?? "") ? Number(value) : usual[name];
      changeGraph({ [name]: Math.min(most, Math.max(least, number)) });
    },
    write: () => (graphSettings.value[name] === usual[name] ? null : String(graphSettings.value[name])),
  };
}

keepInAddress(
  {
    view: "graph",
    name: "around",
    read(value) {
      const found = /^@?(\d{1,15})$/.exec(value ?? "");
      graphCentre.value = found ? Number(found[1]) : null;
    },
    write: () => (graphCentre.value === null ? null : `@${graphCentre.value}`),
    isStep: true,
  },
  limitField("nodes"),
  limitField("depth"),
  limitField("references"),
  {
    view: "graph",
    name: "all",
    read: (value) => changeGraph({ own: value === null }),
    write: () => (graphSettings.value.own ? null : ""),
  },
  textField("graph", graphText),
);

undoable(graphText, "graph filter");
