/** Questions to begin with. */

import { canCompare } from "../app-state/comparison-base";
import type { WordKey } from "../language/words";

export interface Example {
  title: WordKey;
  source: string;
}

export function examples(): readonly Example[] {
  return canCompare.value ? [...ofOne, ofTwo] : ofOne;
}

const ofTwo: Example = {
  title: "console.example.came",
  source: 'heap.nodes().not_in(base).group_by("class")',
};

const ofOne: readonly Example[] = [
  {
    title: "console.example.classes",
    source: 'heap.nodes(owner="program").group_by("class")',
  },
  {
    title: "console.example.large",
    source: "heap.nodes((retained > 100_000) & (distance < 8)).sort()",
  },
  {
    title: "console.example.keepers",
    source: 'heap.nodes(shallow < 200, type="object").group_by("dominator").sort("count")',
  },
  {
    title: "console.example.closures",
    source: 'heap.nodes(type="closure").group_by("script")',
  },
  {
    title: "console.example.strings",
    source: 'heap.nodes(self_size > 10_000, type="string").sort().paths()',
  },
  {
    title: "console.example.detached",
    source: "heap.nodes(detached).sort()",
  },
  {
    title: "console.example.named",
    source: 'heap.nodes(class_="Map").sort().save_as("Maps")',
  },
];
