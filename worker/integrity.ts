/** Whether the parts of Python are those that the page was built with. */

import type { Failure } from "./protocol";

/** SHA-256 of each part, in hexadecimal, built into the page (`web/vite.config.ts`). */
declare const RUNTIME_DIGESTS: Readonly<Record<string, string>>;

/**
 * Looks at each part again, as the browser has it by now, and tells the first that is another one: a site copied in
 * part, or changed by somebody on the way. Packages are not among them: Pyodide holds those to the lock file, which is.
 *
 * It costs no time: nobody waits for it until a file is opened. Null where all is well, or cannot be known.
 */
export async function changedPart(base: string): Promise<Failure | null> {
  // A page that did not come over HTTPS cannot know what it is itself.
  if (!globalThis.crypto?.subtle) return null;
  const changed = await Promise.all(
    Object.entries(RUNTIME_DIGESTS).map(async ([file, digest]) => {
      const found = await digestOf(new URL(file, base));
      return found === null || found === digest ? null : file;
    }),
  );
  const file = changed.find((each) => each !== null);
  if (!file) return null;
  const message = `runtime/${file} is not the one that this page was built with. Nothing was opened.`;
  return { code: "runtime-changed", kind: "site", params: { file: `runtime/${file}` }, message, details: "" };
}

/** Null for what does not come: that has other messages. */
async function digestOf(address: URL): Promise<string | null> {
  try {
    const response = await fetch(address, { cache: "force-cache" });
    if (!response.ok) return null;
    const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return null;
  }
}
