/** The example that comes with the page: a leaking server's heap after 1, 40 and 50 requests (`web/example`). */

import { signal } from "@preact/signals";
import { openFiles } from "./snapshots";
import { startTour } from "./tour";

const names = ["express-1-request", "express-40-requests", "express-50-requests"];

export const exampleState = signal<"none" | "fetching" | "failed">("none");

/** Opens the three snapshots, and takes the visitor round. */
export async function openExample(): Promise<void> {
  if (exampleState.peek() === "fetching") return;
  exampleState.value = "fetching";
  try {
    startTour(openFiles(await Promise.all(names.map(fetchFile))));
    exampleState.value = "none";
  } catch {
    exampleState.value = "failed";
  }
}

async function fetchFile(name: string): Promise<File> {
  const reply = await fetch(new URL(`examples/${name}.heapsnapshot.gz`, document.baseURI));
  if (!reply.ok) throw new Error(`${reply.status} ${reply.url}`);
  // Some servers unpack it on the way: whoever reads it looks at its first bytes, not at its name.
  return new File([await reply.blob()], `${name}.heapsnapshot`);
}
