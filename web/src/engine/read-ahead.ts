/** Reads a file ahead of the worker, which is busy with the bytes before: reading takes as long as the analysis. */

import type { FromPage, ReadAhead } from "../../../worker/protocol";

/** The worker reads so much itself, while the page draws. */
const start = 4 << 20;
/** Below this there is too little to win. */
const smallest = 2 * start;
/** Bytes on the way to the worker or waiting there, at most. */
const inFlight = 16 << 20;

/** Null where it would not help: for small files, and browsers in which Python cannot wait for what comes. */
export function readAhead(file: File): (ReadAhead & { stop(): void }) | null {
  if (file.size < smallest || !("Suspending" in WebAssembly)) return null;
  const { port1, port2 } = new MessageChannel();
  const reader = file.slice(start).stream().getReader();
  void send(reader, port1);
  const stop = () => {
    port1.close();
    reader.cancel().catch(() => {});
  };
  return { start, port: port2, stop };
}

async function send(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, port: MessagePort) {
  const post = (message: FromPage, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  let waiting = 0;
  let goOn = () => {};
  port.onmessage = ({ data: taken }: MessageEvent<number>) => {
    waiting -= taken;
    goOn();
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return post("over");
      waiting += value.byteLength;
      post(value, [value.buffer]);
      while (waiting >= inFlight) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
    }
  } catch {
    post("failed");
  }
}
