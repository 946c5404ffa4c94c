/** Turns what was thrown in the worker into data the page can show. */

import type { Failure } from "./protocol";

/** What engines say when an allocation fails, or WebAssembly memory cannot grow. */
const memoryWords = /out of memory|memory allocation|array buffer allocation|could not allocate|MemoryError/i;

export function failureOf(error: unknown, code: "boot-failed" | "internal"): Failure {
  const text = error instanceof Error ? error.message : String(error);
  const details = error instanceof Error ? (error.stack ?? text) : text;
  if (memoryWords.test(text)) {
    const message = "There was not enough memory in this browser tab.";
    return { code: "out-of-memory", kind: "out-of-memory", params: {}, message, details };
  }
  const message =
    code === "boot-failed" ? "The Python runtime could not be started." : "Something unforeseen happened.";
  return { code, kind: "internal", params: {}, message, details };
}
