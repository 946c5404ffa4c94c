/** Why Python does not start: the causes that can be told from the page, each with its own message. */

import type { Failure } from "../../../worker/protocol";
import { pageFailure } from "./failed";

/** The smallest module there is. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Returns null when nothing is wrong that can be seen from here: it may just be slow. */
export async function diagnoseBoot(runtime: string): Promise<Failure | null> {
  if (wasmIsBlocked()) {
    return pageFailure("wasm-blocked", "This browser, or a policy in it, does not let WebAssembly run.");
  }
  const file = "pyodide.asm.wasm";
  try {
    const response = await fetch(new URL(file, runtime), { method: "HEAD", cache: "no-store" });
    if (!response.ok) {
      const message = `The server has no runtime/${file} (status ${response.status}): the site is not complete.`;
      return pageFailure("runtime-missing", message, { file: `runtime/${file}`, status: response.status });
    }
    const type = response.headers.get("content-type") ?? "";
    if (!type.startsWith("application/wasm")) {
      const message = `The server sends .wasm files as "${type}". It must send them as "application/wasm".`;
      return pageFailure("wasm-mime", message, { type });
    }
  } catch {
    return pageFailure("server-gone", "The server of this page does not answer.");
  }
  return null;
}

function wasmIsBlocked(): boolean {
  try {
    return !(new WebAssembly.Module(emptyModule) instanceof WebAssembly.Module);
  } catch {
    return true;
  }
}
