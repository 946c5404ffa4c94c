/** Lets the page notice the end of this worker, however it comes: a crash sends no message. */

/**
 * Takes a lock and never lets go. The browser frees it when the worker is gone, and gives it to the page, which waits for
 * it. On a page without locks (plain http from another machine) a silent end stays unnoticed.
 */
export async function holdLifeLock(name: string): Promise<void> {
  if (!navigator.locks) return;
  await new Promise<void>((taken) => {
    const forever = () => {
      taken();
      return new Promise<never>(() => {});
    };
    navigator.locks.request(name, forever).catch(() => taken());
  });
}

/** After such an error Pyodide answers nothing any more. */
export function isFatal(error: unknown): boolean {
  return error instanceof Error && "pyodide_fatal_error" in error;
}
