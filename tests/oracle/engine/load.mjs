// Opens a snapshot file with the engine, the way DevTools' Memory panel does, in one thread.
import fs from "node:fs";
import { createGunzip } from "node:zlib";

// Node 20 lacks it, and the engine uses it.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

export const { HeapSnapshotLoader, SecondaryInitManager, Model } = await import("./build/engine.mjs");

const CHUNK = 10_000_000; // what DevTools itself reads at a time

function isGzip(path) {
  const start = Buffer.alloc(2);
  const file = fs.openSync(path, "r");
  fs.readSync(file, start, 0, 2, 0);
  fs.closeSync(file);
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The engine's snapshot of a `.heapsnapshot` or `.heaptimeline` file, plain or gzip. */
export async function load(path) {
  const loader = new HeapSnapshotLoader({ sendEvent() {} });
  const file = fs.createReadStream(path, { highWaterMark: CHUNK });
  const decoder = new TextDecoder();
  for await (const chunk of isGzip(path) ? file.pipe(createGunzip()) : file) {
    loader.write(decoder.decode(chunk, { stream: true }));
  }
  loader.close();

  const { port1, port2 } = new MessageChannel();
  new SecondaryInitManager(port2);
  // Nodes that nothing reaches are reported as a warning; the tests look at the nodes themselves.
  const { warn } = console;
  console.warn = () => {};
  try {
    return await loader.buildSnapshot(port1);
  } finally {
    console.warn = warn;
    port1.close();
  }
}
