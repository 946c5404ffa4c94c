/** The bytes of a file that the page reads while Python works on those before them. */

import { nextTurn } from "./next-turn";
import type { FromPage, ReadAhead } from "./protocol";
import type { Runtime } from "./python";

/** What `service/read_ahead.py` asks. */
export interface Ahead {
  start: number;
  unpacked: boolean;
  /** How many bytes of the file itself had been read for what was taken. */
  done: number;
  /**
   * Puts the next bytes at `address`; how many, fewer than `size` at the end of the file, -1 if it cannot be read, or
   * unpacked, -2 if nobody wants it any more.
   */
  take(address: number, size: number): Promise<number>;
  /** Has what was sent meanwhile heard: 0, or -2 if nobody wants the file any more. */
  turn(): Promise<number>;
  /** Suspends Python until a promise is kept. */
  wait: unknown;
}

/** `copyIn` puts bytes into Python's memory. */
export function ahead(
  { start, unpacked, port }: ReadAhead,
  { copyIn, wait }: Pick<Runtime, "copyIn" | "wait">,
): Ahead {
  const pieces: Exclude<FromPage, string>[] = [];
  let end: "" | Extract<FromPage, string> = "";
  let arrived = () => {};
  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (typeof data !== "string") pieces.push(data);
    else end = data;
    if (data === "cancelled") pieces.length = 0;
    arrived();
  };
  const offered: Ahead = {
    start,
    unpacked,
    done: 0,
    wait,
    async turn() {
      await nextTurn();
      return end === "cancelled" ? -2 : 0;
    },
    async take(address, size) {
      let taken = 0;
      while (taken < size) {
        const [piece] = pieces;
        if (piece) {
          const part = piece.bytes.subarray(0, size - taken);
          copyIn(address + taken, part);
          taken += part.length;
          offered.done = piece.done;
          if (part.length === piece.bytes.length) pieces.shift();
          else piece.bytes = piece.bytes.subarray(part.length);
        } else if (end) {
          break;
        } else {
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
        }
      }
      port.postMessage(taken);
      if (end === "cancelled") return -2;
      return end === "failed" && taken === 0 ? -1 : taken;
    },
  };
  return offered;
}
