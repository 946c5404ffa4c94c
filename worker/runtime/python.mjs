// Runs a Python script in the Pyodide that the site ships, under Node: `node python.mjs WHEELS SCRIPT [ARG…]`, from the
// project's folder, which the script sees as its working folder. Byte code must be made by the very Python that runs it.
// numpy is loaded from the folder WHEELS in the way the page loads it.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadPyodide } from "../../web/node_modules/pyodide/pyodide.mjs";

const [wheels, script, ...args] = process.argv.slice(2);
const python = await loadPyodide({
  packageCacheDir: resolve(wheels),
  packages: ["numpy"],
  messageCallback: () => {}, // "Loading numpy"
  env: {
    PYTHONHASHSEED: "0", // the order of a frozenset's members is part of the byte code
    PYTHONNODEBUGRANGES: "1", // columns, a quarter of the byte code, are of no use where sources are not
    PYTHONDONTWRITEBYTECODE: "1",
  },
});
python.mountNodeFS("/mnt", process.cwd());
const scope = python.toPy({ __name__: "__main__", argv: [script, ...args] });
try {
  python.runPython("import os, sys; os.chdir('/mnt'); sys.argv[:] = argv", { globals: scope });
  python.runPython(readFileSync(script, "utf8"), { globals: scope, filename: script });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
