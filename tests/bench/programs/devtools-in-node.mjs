// DevTools' heap engine in Node.js, with its second worker in a thread: `node devtools-in-node.mjs FILE`, up to the
// classes that the Summary shows.
import { createReadStream } from "node:fs";
import { isMainThread, parentPort, Worker } from "node:worker_threads";

const { HeapSnapshotLoader, SecondaryInitManager } = await import("../../oracle/engine/build/engine.mjs");

const CHUNK = 10_000_000; // what DevTools itself reads at a time

if (isMainThread) {
  const loader = new HeapSnapshotLoader({ sendEvent() {} });
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(process.argv[2], { highWaterMark: CHUNK })) {
    loader.write(decoder.decode(chunk, { stream: true }));
  }
  loader.close();
  await loader.parsingComplete;
  const helper = new Worker(new URL(import.meta.url));
  const failed = new Promise((_, reject) => helper.once("error", reject));
  const { port1, port2 } = new MessageChannel();
  helper.postMessage(port2, [port2]);
  const snapshot = await Promise.race([loader.buildSnapshot(port1), failed]);
  const classes = Object.values(snapshot.aggregatesWithFilter({}));
  process.stdout.write(
    JSON.stringify(classes.map(({ name, count, self, maxRet }) => [name, count, self, maxRet])),
    () => process.exit(0),
  );
} else {
  parentPort.once("message", (port) => new SecondaryInitManager(port));
}
