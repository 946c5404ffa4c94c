/** How the dominator tree is looked at: the same for all snapshots, and in the address. */

import { signal } from "@preact/signals";
import type { ClassSortKey } from "../../../worker/protocol";
import { keepInAddress } from "./address";
import { choiceField } from "./address-field";
import { classOrders, viewSort } from "./view-sort";

export const shapes = ["tree", "treemap", "sunburst"] as const;

export type Shape = (typeof shapes)[number];

export const shapeWords = {
  tree: "dominators.tree",
  treemap: "dominators.treemap",
  sunburst: "dominators.sunburst",
} as const;

export const shape = signal<Shape>("tree");

/** Whether a level of classes is between each two levels of nodes. */
export const byClass = signal(false);

/** What a picture is of: a node, or those of a class that it dominates. */
export interface Top {
  id: number;
  classIndex: number | null;
}

/** Null for the root. */
export const top = signal<Top | null>(null);

export const dominatorsSort = viewSort<ClassSortKey>("dominators", classOrders);

keepInAddress(
  dominatorsSort.field,
  { ...choiceField("dominators", "as", shape, shapes), isStep: true },
  {
    view: "dominators",
    name: "by",
    read(value) {
      byClass.value = value === "class";
    },
    write: () => (byClass.value ? "class" : null),
  },
  {
    view: "dominators",
    name: "top",
    read(value) {
      const found = /^@(\d{1,15})(?:\.(\d{1,9}))?$/.exec(value ?? "");
      const next = found ? { id: Number(found[1]), classIndex: found[2] ? Number(found[2]) : null } : null;
      if (next?.id !== top.peek()?.id || next?.classIndex !== top.peek()?.classIndex) top.value = next;
    },
    write: () =>
      top.value && `@${top.value.id}${top.value.classIndex === null ? "" : `.${top.value.classIndex}`}`,
    isStep: true,
  },
);
