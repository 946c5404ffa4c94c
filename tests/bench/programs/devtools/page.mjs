// Opens snapshots as the Memory panel of DevTools does: the same proxy, the same two workers, the same chunks.
import { HeapSnapshotWorkerProxy } from "chrome-devtools-frontend/front_end/models/heap_snapshot/HeapSnapshotProxy.ts";

const CHUNK = 10_000_000; // what HeapProfileHeader.loadFromFile reads at a time
const worker = new URL("heap_snapshot_worker.js", location.href).href;
const opened = [];

/** Reads a file up to what its Summary shows. Milliseconds since the call, and the start of each phase. */
async function open(file) {
  const start = performance.now();
  const phases = [];
  const proxy = new HeapSnapshotWorkerProxy(
    (event, data) => {
      if (event !== "ProgressUpdate") return;
      const name = JSON.parse(data).string.replace(/ ?\{PH1\}%|…/g, "");
      if (phases.at(-1)?.name !== name) phases.push({ name, at: performance.now() - start });
    },
    console,
    worker,
  );
  const snapshot = await new Promise((resolve, reject) => {
    feed(proxy.createLoader(opened.length + 1, resolve), file).catch(reject);
  });
  phases.push({ name: "aggregates", at: performance.now() - start });
  const classes = await snapshot.aggregatesWithFilter({});
  const time = performance.now() - start;
  opened.push(snapshot);
  const { nodeCount, totalSize } = snapshot.staticData;
  return { time, phases, classes: Object.keys(classes).length, nodeCount, totalSize };
}

/** DevTools' ChunkedFileReader: one slice after another, through one streaming decoder. */
async function feed(loader, file) {
  const decoder = new TextDecoder();
  for (let at = 0; at < file.size; at += CHUNK) {
    const bytes = await file.slice(at, at + CHUNK).arrayBuffer();
    await loader.write(decoder.decode(bytes, { stream: at + CHUNK < file.size }));
  }
  await loader.close();
}

/** The first Comparison of the snapshot opened last with the one before it. Milliseconds. */
async function compare() {
  const [base, current] = opened.slice(-2);
  const start = performance.now();
  const definitions = await current.interfaceDefinitions();
  const classes = await base.aggregatesForDiff(definitions);
  const differences = await current.calculateSnapshotDiff(base.uid, classes);
  return { time: performance.now() - start, classes: Object.keys(differences).length };
}

const input = document.querySelector("input");
globalThis.devtools = { open: () => open(input.files[0]), compare };
document.documentElement.dataset.state = "ready";
