// memlab reading a heap with its dominators and retained sizes, as each of its analyses begins: `node memlab.mjs FILE`.
import { getFullHeapFromFile } from "@memlab/heap-analysis";

const heap = await getFullHeapFromFile(process.argv[2]);
process.stdout.write(`${heap.nodes.length} ${heap.nodes.get(0).retainedSize}\n`, () => process.exit(0));
