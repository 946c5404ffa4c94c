/** Questions to begin with. */

import type { WordKey } from "../language/words";

export const examples: { title: WordKey; source: string }[] = [
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
    source: 'long = heap.nodes(self_size > 10_000, type="string").sort()\nlong.retainers().sort()',
  },
  {
    title: "console.example.detached",
    source: "heap.nodes(detached).sort()",
  },
];
