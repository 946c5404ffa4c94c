/** Starts the worker's script so that the page's content security policy binds it too. */

import workerUrl from "../../../worker/main.ts?worker&url";
import { scriptAddress } from "./script-address";

/**
 * A worker started from a network address takes its policy from its own response headers, which a static host cannot
 * set. One started from a blob: address inherits the page's, and so can reach no other origin.
 */
export function startWorkerProcess(): Worker {
  const script = new URL(workerUrl, import.meta.url).href;
  const source = `import ${JSON.stringify(script)};`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(scriptAddress(address), { type: "module" });
  // The worker has its script once its first message comes.
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  return worker;
}
