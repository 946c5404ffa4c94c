// Bundles DevTools' own heap worker, and a page that drives it, into the folder given: `node bundle.mjs FOLDER`.
import { createRequire } from "node:module";
import path from "node:path";
import { outside, replace } from "../../../oracle/engine/outside.mjs";

const here = import.meta.dirname;
const engine = path.join(here, "../../../oracle/engine");
const { build } = createRequire(path.join(engine, "package.json"))("esbuild");

await build({
  absWorkingDir: here,
  entryPoints: {
    page: "page.mjs",
    heap_snapshot_worker:
      "chrome-devtools-frontend/front_end/entrypoints/heap_snapshot_worker/heap_snapshot_worker-entrypoint.ts",
  },
  nodePaths: [path.join(engine, "node_modules")],
  outdir: process.argv[2],
  bundle: true,
  format: "esm",
  platform: "browser",
  target: ["chrome123", "firefox121"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [
    ...outside,
    // Node's half of a pair of which the browser's half is used.
    replace(/node\/node\.js$/, "export const HostRuntime = {};"),
  ],
});
