/** Reads a file ahead of the worker, which is busy with the bytes before: reading takes as long as the analysis. */

import type { FromPage, ReadAhead } from "../../../worker/protocol";

type Bytes = Uint8Array<ArrayBuffer>;

/** The worker reads so much itself, while the page draws. */
const start = 4 << 20;
/** Below this there is too little to win. */
const smallest = { plain: 2 * start, packed: 1 << 20 };
/** Bytes on the way to the worker or waiting there, at most. */
const inFlight = 16 << 20;
/** What is unpacked comes in small pieces, and each message costs. */
const gathered = 1 << 20;

/** Null where it would not help: for small files, and browsers in which Python cannot wait for what comes. */
export function readAhead(file: File): { offered: ReadAhead; stop(): void } | null {
  const unpacked = /\.gz$/i.test(file.name);
  if (file.size < (unpacked ? smallest.packed : smallest.plain)) return null;
  if (!("Suspending" in WebAssembly)) return null;
  const { port1, port2 } = new MessageChannel();
  const from = unpacked ? 0 : start;
  const counter = counting(from);
  const bytes = file.slice(from).stream();
  const text = unpacked ? unpack(bytes.pipeThrough(counter.through)) : bytes;
  const reader = text.getReader();
  void send(reader, port1, counter);
  const stop = () => {
    port1.close();
    reader.cancel().catch(() => {});
  };
  return { offered: { start: from, unpacked, port: port2 }, stop };
}

interface Counter {
  /** Bytes of the file that have been read. */
  done: number;
  through: TransformStream<Bytes, Bytes>;
}

function counting(from: number): Counter {
  const counter: Counter = {
    done: from,
    through: new TransformStream({
      transform(chunk, controller) {
        counter.done += chunk.byteLength;
        controller.enqueue(chunk);
      },
    }),
  };
  return counter;
}

/** By the browser itself, on another processor than Python's, where it takes a third of the time. */
function unpack(packed: ReadableStream<Bytes>): ReadableStream<Bytes> {
  let room = new Uint8Array(gathered);
  let used = 0;
  const gathering = new TransformStream<Bytes, Bytes>({
    transform(chunk, controller) {
      for (let at = 0; at < chunk.length; ) {
        const part = chunk.subarray(at, at + gathered - used);
        room.set(part, used);
        used += part.length;
        at += part.length;
        if (used < gathered) continue;
        controller.enqueue(room);
        room = new Uint8Array(gathered);
        used = 0;
      }
    },
    flush(controller) {
      controller.enqueue(room.slice(0, used));
    },
  });
  return packed.pipeThrough(new DecompressionStream("gzip")).pipeThrough(gathering);
}

async function send(reader: ReadableStreamDefaultReader<Bytes>, port: MessagePort, counter: Counter) {
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
      post({ bytes: value, done: counter.done }, [value.buffer]);
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
