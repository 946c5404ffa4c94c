/** Builds the service worker, as one classic script, when the rest of the site is there. */

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { siteFiles } from "./site-files.ts";

const site = fileURLToPath(new URL("../../dist/site", import.meta.url));

export default defineConfig({
  publicDir: false,
  define: {
    SITE_FILES: JSON.stringify(siteFiles(site)),
    "process.env.NODE_ENV": JSON.stringify("production"),
  },
  build: {
    outDir: site,
    emptyOutDir: false,
    target: ["chrome123", "firefox121", "safari17.5"],
    rolldownOptions: {
      input: fileURLToPath(new URL("service-worker.ts", import.meta.url)),
      output: { format: "iife", entryFileNames: "sw.js" },
    },
  },
});
