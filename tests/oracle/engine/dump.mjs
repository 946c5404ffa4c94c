// Writes what the engine computes. Jobs come as JSON on standard input:
//   [{"file": SNAPSHOT, "out": STEM}]                      -> STEM.bin (columns of all nodes) and STEM.json (views)
//   [{"file": SNAPSHOT, "base": SNAPSHOT, "out": STEM}]    -> STEM.json (the Comparison view)
// A file that the engine itself cannot open gives STEM.json with nothing but an "error".
import fs from "node:fs";
import { classesOf } from "./classes.mjs";
import { columnsOf } from "./columns.mjs";
import { classesUnder, comparisonOf, figuresOf, ignoreLargest } from "./figures.mjs";
import { load } from "./load.mjs";

function writeColumns(path, columns) {
  const file = fs.openSync(path, "w");
  for (const [, , { buffer, byteOffset, byteLength }] of columns) {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(file, bytes, at, Math.min(1 << 28, bytes.length - at));
  }
  fs.closeSync(file);
}

async function dumpSnapshot({ file, out }) {
  const snapshot = await load(file);
  const figures = figuresOf(snapshot);
  const { distances, ...retainersView } = ignoreLargest(snapshot);
  const { keys, classIndex, collidingKeys } = classesOf(snapshot);
  const columns = columnsOf(snapshot, classIndex, distances);
  writeColumns(`${out}.bin`, columns);
  return {
    ...figures,
    class_keys: keys,
    colliding_keys: collidingKeys,
    retainers_view: retainersView,
    columns: columns.map(([name, dtype]) => [name, dtype]),
  };
}

async function dumpComparison({ file, base }) {
  const [older, newer] = [await load(base), await load(file)];
  const before = classesUnder(older, newer);
  return {
    rows: comparisonOf(older, newer),
    base_class_keys: Array.from(before.classIndex, (index) => before.keys[index]),
    colliding_keys: [...new Set([...before.collidingKeys, ...classesOf(newer).collidingKeys])],
  };
}

for (const job of JSON.parse(fs.readFileSync(0, "utf8"))) {
  let result;
  try {
    result = await (job.base ? dumpComparison(job) : dumpSnapshot(job));
  } catch (error) {
    result = { error: String(error) };
  }
  // Others may look for it already.
  fs.writeFileSync(`${job.out}.part`, JSON.stringify(result));
  fs.renameSync(`${job.out}.part`, `${job.out}.json`);
}
// The engine's message ports would keep the process alive.
process.exit(0);
