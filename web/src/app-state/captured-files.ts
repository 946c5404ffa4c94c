/** Snapshots that the page for capturing (`capture.html`) took, in a tab that this one opened. */

import { receive } from "./arrivals";

export function takeCapturedFiles(): void {
  addEventListener("message", ({ origin, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || typeof data !== "object" || data === null) return;
    const { kind, file } = data as { kind?: unknown; file?: unknown };
    if (kind === "heapglass-capture" && file instanceof File) receive([file]);
  });
}
