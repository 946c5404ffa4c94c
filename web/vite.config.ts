import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Every address is relative: the site works wherever its folder is put.
  base: "./",
  resolve: {
    // The worker has no packages of its own.
    alias: { comlink: here("node_modules/comlink") },
  },
  worker: { format: "es" },
  build: {
    outDir: here("../dist/site"),
    // The Python runtime lives there too; whoever assembles the site clears the rest.
    emptyOutDir: false,
    target: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Says which files come later, so that only the others count as the first download.
    manifest: true,
    sourcemap: true,
  },
});
