/** The bytes of a file that the page reads while Python works on those before them. */

import type { FromPage, ReadAhead } from "./protocol";
import type { Runtime } from "./python";

/** What `service/read_ahead.py` asks. */
export interface Ahead {
  start: number;
  /** Puts the next bytes at `address`; how many, fewer than `size` at the end of the file, -1 if it cannot be read. */
  take(address: number, size: number): Promise<number>;
  /** Suspends Python until a promise is kept. */
  wait: unknown;
}

/** `copyIn` puts bytes into Python's memory. */
export function ahead({ start, port }: ReadAhead, { copyIn, wait }: Pick<Runtime, "copyIn" | "wait">): Ahead {
  const pieces: Uint8Array[] = [];
  let end: "" | "over" | "failed" = "";
  let arrived = () => {};
  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data instanceof Uint8Array) pieces.push(data);
    else end = data;
    arrived();
  };
  return {
    start,
    wait,
    async take(address, size) {
      let taken = 0;
      while (taken < size) {
        const [piece] = pieces;
        if (piece) {
          const part = piece.subarray(0, size - taken);
          copyIn(address + taken, part);
          taken += part.length;
          if (part.length === piece.length) pieces.shift();
          else pieces[0] = piece.subarray(part.length);
        } else if (end) {
          break;
        } else {
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
        }
      }
      port.postMessage(taken);
      return end === "failed" && taken === 0 ? -1 : taken;
    },
  };
}
