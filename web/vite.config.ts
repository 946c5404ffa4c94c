import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the worker holds the runtime to; packages are held to the lock file by Pyodide. */
function runtimeDigests(): Record<string, string> {
  const held = runtimeFiles().filter(({ name, first }) => first && !name.endsWith(".whl"));
  return Object.fromEntries(held.map(({ name, sha256 }) => [name, sha256]));
}

/** What the browser holds the part of the core to that comes when it is first used. */
function laterIntegrity(): string {
  const later = runtimeFiles().find(({ name }) => name === "heapglass-later.zip");
  return later ? `sha256-${Buffer.from(later.sha256, "hex").toString("base64")}` : "";
}

function runtimeFiles(): { name: string; sha256: string; first: boolean }[] {
  const manifest = here("../dist/site/runtime/runtime.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf-8")).files : [];
}

export default defineConfig({
  // Every address is relative: the site works wherever its folder is put.
  base: "./",
  resolve: {
    // The worker has no packages of its own.
    alias: { comlink: here("node_modules/comlink") },
  },
  define: {
    RUNTIME_DIGESTS: JSON.stringify(runtimeDigests()),
    LATER_INTEGRITY: JSON.stringify(laterIntegrity()),
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
    rolldownOptions: { input: [here("index.html"), here("capture.html")] },
  },
});
