/** Keeps the whole site in the browser, all of one version, so that it works without a network. */

import type { PrecacheEntry } from "workbox-precaching";
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from "workbox-precaching";

declare const self: ServiceWorkerGlobalScope;

/** Every file of the site and its revision, put here by the build. */
declare const SITE_FILES: PrecacheEntry[];

// Asks the server whether what the browser has is the newest, instead of downloading the first visit's files again.
addPlugins([
  {
    requestWillFetch: async ({ request }) => new Request(request, { cache: "no-cache", mode: "same-origin" }),
  },
]);
cleanupOutdatedCaches();
// None of the files depends on what an address says after "?".
precacheAndRoute(SITE_FILES, { ignoreURLParametersMatching: [/./] });

// So that the very first visit, too, has all of the site at hand.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A new version takes over when the visitor says so.
self.addEventListener("message", ({ data }) => {
  if (data === "take over") void self.skipWaiting();
});
