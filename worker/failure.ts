/** Turns what was thrown in the worker into data the page can show. */

import type { Failure } from "./protocol";

/** What engines say when an allocation fails, or WebAssembly memory cannot grow. */
const memoryWords = /out of memory|memory allocation|array buffer allocation|could not allocate|MemoryError/i;

/** What a browser calls a file that is gone, or another one by now. */
const unreadable = ["NotReadableError", "NotFoundError"];

const messages = {
  "boot-failed": "The Python runtime could not be started.",
  "library-failed": "All of Python's library could not be loaded.",
  internal: "Something unforeseen happened.",
};

export function failureOf(error: unknown, code: keyof typeof messages): Failure {
  const text = error instanceof Error ? error.message : String(error);
  const details = error instanceof Error ? (error.stack ?? text) : text;
  if (memoryWords.test(text)) {
    const message = "There was not enough memory in this browser tab.";
    return { code: "out-of-memory", kind: "out-of-memory", params: {}, message, details };
  }
  if (error instanceof DOMException && unreadable.includes(error.name)) {
    const message = "The browser cannot read this file: it may be a folder, or have been moved or deleted.";
    return { code: "file-unreadable", kind: "file-unreadable", params: {}, message, details };
  }
  return { code, kind: "internal", params: {}, message: messages[code], details };
}
