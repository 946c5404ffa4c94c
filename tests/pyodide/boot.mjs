// Boots a Pyodide under Node with packages from its own lock file, and runs a Python script in it, which may await:
// `node boot.mjs RUNTIME PACKAGES SCRIPT`. PACKAGES are separated by commas. The machine's files are under /machine, and
// the milliseconds that booting took in the environment as BOOT_MS.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, packages, script] = process.argv.slice(2);
const started = performance.now();
const { loadPyodide } = await import(pathToFileURL(resolve(runtime, "pyodide.mjs")));
const python = await loadPyodide({
  indexURL: resolve(runtime),
  packages: packages.split(","),
  messageCallback: () => {},
});
const booted = performance.now() - started;
python.mountNodeFS("/machine", "/");
const scope = python.toPy({ __name__: "__main__", booted });
try {
  python.runPython("import os; os.environ['BOOT_MS'] = str(booted)", { globals: scope });
  await python.runPythonAsync(readFileSync(script, "utf8"), { globals: scope, filename: script });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
