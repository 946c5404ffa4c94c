"use strict";
// What taking a snapshot, or recording, costs the program: `node --expose-gc capture-cost.cjs WAY MEGABYTES`, as a line of JSON.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const v8 = require("node:v8");
const { Session } = require("node:inspector");

const [way, megabytes] = [process.argv[2], Number(process.argv[3])];

/** A heap as a server's: objects with a few properties, strings, arrays. */
function filled(size) {
  const kept = [];
  while (process.memoryUsage().heapUsed < size) {
    for (let at = 0; at < 20_000; at += 1) {
      kept.push({ id: kept.length, name: `row number ${kept.length}`, tags: [at, at + 1], next: kept.at(-1) });
    }
  }
  return kept;
}

/** The most memory the process ever had, in bytes; from now on, if it has just been reset. */
const highest = () => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]) * 1024;

function work() {
  const began = process.hrtime.bigint();
  const kept = [];
  for (let at = 0; at < 8_000_000; at += 1) {
    const made = { at, text: `number ${at}`, list: [at] };
    if (at % 500 === 0) kept.push(made);
  }
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, kept };
}

const inspector = new Session();
inspector.connect();
const post = (method, params) => {
  inspector.post(method, params, (error) => {
    if (error) throw new Error(error.message);
  });
};

const file = path.join(os.tmpdir(), `cost-${process.pid}.heapsnapshot`);
if (way === "write" || way === "stream") {
  const kept = filled(megabytes * 1e6);
  globalThis.gc();
  const before = { rss: process.memoryUsage().rss, heap: process.memoryUsage().heapUsed };
  fs.writeFileSync("/proc/self/clear_refs", "5");
  const began = process.hrtime.bigint();
  if (way === "write") v8.writeHeapSnapshot(file);
  else {
    const out = fs.openSync(file, "w");
    inspector.on("HeapProfiler.addHeapSnapshotChunk", ({ params }) => fs.writeSync(out, params.chunk));
    post("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const extra = highest() - before.rss;
  const size = fs.statSync(file).size;
  fs.unlinkSync(file);
  console.log(JSON.stringify({ way, heap: before.heap, seconds, extra, size, nodes: kept.length }));
} else {
  if (way === "sampling") post("HeapProfiler.startSampling", { samplingInterval: 32768 });
  if (way === "timeline") post("HeapProfiler.startTrackingHeapObjects", { trackAllocations: true });
  if (way === "timeline-plain") post("HeapProfiler.startTrackingHeapObjects", { trackAllocations: false });
  work();
  console.log(JSON.stringify({ way, seconds: work().seconds }));
}
