// Bundles the engine's TypeScript, as published, into build/engine.mjs. Only what lies outside the engine is replaced.
import { build } from "esbuild";
import { outside, replace } from "./outside.mjs";

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ["entry.ts"],
  outfile: "build/engine.mjs",
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  legalComments: "none",
  logLevel: "warning",
  plugins: [
    ...outside,
    // The browser's half of a pair of which Node's half is used.
    replace(/browser\/browser\.js$/, "export const HostRuntime = {HOST_RUNTIME: {}};"),
  ],
});
