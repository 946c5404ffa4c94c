/** Reads a file ahead of the worker, which is busy with the bytes before: reading takes as long as the analysis. */

import { nextTurn } from "../../../worker/next-turn";
import type { FromPage, ReadAhead } from "../../../worker/protocol";

type Bytes = Uint8Array<ArrayBuffer>;

/** The worker reads so much itself, while the page draws. */
const start = 4 << 20;
/** Below this there is too little to win. */
const smallest = { plain: 2 * start, packed: 1 << 20 };
/** Bytes on the way to the worker or waiting there, at most. */
const inFlight = 16 << 20;
/** Bytes that are unpacked at once: they may become a thousand times as many. */
const bite = 64 << 10;
/** Milliseconds after which the page has its turn. */
const turn = 10;
/** What is unpacked comes in small pieces, and each message costs. */
const gathered = 1 << 20;

export interface Ahead {
  offered: ReadAhead;
  /** Has the worker give up at the next bytes that it asks for. */
  cancel(): void;
  /** Reads no more. */
  stop(): void;
}

/** Null where it would not help: for small files, and browsers in which Python cannot wait for what comes. */
export function readAhead(file: File): Ahead | null {
  const unpacked = /\.gz$/i.test(file.name);
  if (file.size < (unpacked ? smallest.packed : smallest.plain)) return null;
  if (!("Suspending" in WebAssembly)) return null;
  const { port1, port2 } = new MessageChannel();
  const from = unpacked ? 0 : start;
  const counter = { done: 0 };
  const bytes = file.slice(from).stream();
  const text = unpacked ? unpack(bytes, counter) : bytes;
  const reader = text.getReader();
  void send(reader, port1, counter);
  const stop = () => {
    port1.close();
    reader.cancel().catch(() => {});
  };
  const cancel = () => port1.postMessage("cancelled" satisfies FromPage);
  return { offered: { start: from, unpacked, port: port2 }, cancel, stop };
}

/** How many bytes of the file have been read. */
interface Counter {
  done: number;
}

/** By the browser itself, on another processor than Python's, where it takes a third of the time. */
function unpack(packed: ReadableStream<Bytes>, counter: Counter): ReadableStream<Bytes> {
  const { readable, writable } = new DecompressionStream("gzip");
  void feed(packed.getReader(), writable.getWriter(), counter);
  return readable.pipeThrough(gathering());
}

async function feed(
  packed: ReadableStreamDefaultReader<Bytes>,
  into: WritableStreamDefaultWriter<Bytes>,
  counter: Counter,
) {
  let since = performance.now();
  try {
    for (;;) {
      const { done, value } = await packed.read();
      if (done) return await into.close();
      counter.done += value.byteLength;
      for (let at = 0; at < value.length; at += bite) {
        await into.write(value.subarray(at, at + bite));
        if (performance.now() - since < turn) continue;
        await nextTurn();
        since = performance.now();
      }
    }
  } catch (error) {
    // Whoever reads hears of it; and who reads no more ends it.
    into.abort(error).catch(() => {});
    packed.cancel().catch(() => {});
  }
}

function gathering(): TransformStream<Bytes, Bytes> {
  let room = new Uint8Array(gathered);
  let used = 0;
  return new TransformStream({
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
