/** The page without a network: its service worker, and the new version that may be waiting. */

import { effect, signal } from "@preact/signals";
import { scriptAddress, serviceWorkerAddress } from "../engine/script-address";
import { spareState } from "../engine/spare";
import { snapshots } from "./snapshots";

/** What of a new version there is: one that waits to take over, or one that another tab has let take over already. */
export const newVersion = signal<{ waiting: ServiceWorker | null } | null>(null);

/** There is no room to keep the site, or it did not all come. */
export const cannotBeKept = signal(false);

/** How often a page that stays open looks for a new version, in ms. */
const interval = 3_600_000;

/** Registers when Python is there: the site is fetched once more only when there is time. */
export function startOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const stop = effect(() => {
    const hasBooted = spareState.value?.kind === "booted" || snapshots.value.some(({ loaded }) => loaded);
    if (!hasBooted) return;
    queueMicrotask(() => stop());
    setTimeout(() => void register(), 1000);
  });
}

/** The only way in which the page reloads: somebody asked for it. */
export function useNewVersion(): void {
  const waiting = newVersion.peek()?.waiting;
  if (!waiting) {
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}

async function register(): Promise<void> {
  const { serviceWorker } = navigator;
  let wasControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    if (wasControlled) newVersion.value = { waiting: null };
    wasControlled = true;
  });
  try {
    const address = scriptAddress(serviceWorkerAddress());
    const registration = await serviceWorker.register(address, { updateViaCache: "none" });
    offer(registration);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => {
        offer(registration);
        cannotBeKept.value = installing.state === "redundant" && !registration.active;
      });
    });
    lookAgain(registration);
  } catch {
    // A private window may have none, and a host may lack it: the page works without it while there is a network.
  }
}

/** The very first version waits for nobody, and is not new. */
function offer({ waiting }: ServiceWorkerRegistration): void {
  if (waiting && navigator.serviceWorker.controller) newVersion.value = { waiting };
}

function lookAgain(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < interval) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
}
