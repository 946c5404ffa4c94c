/** A snapshot of a program on this machine, by its inspector. */

import { Inspector } from "./inspector";

export interface Taken {
  file: File;
  /** Bytes of the JS heap in use, before garbage was collected and after. */
  before: number;
  after: number;
}

export interface Step {
  phase: "garbage" | "snapshot" | "writing";
  /** From 0 to 1; null where it is not known. */
  share: number | null;
  bytes: number;
}

/** Pieces are put away together, so that the text itself need not stay in the page's memory. */
const together = 32_000_000;

/** `ws://127.0.0.1:9229/…` or the same by name; null for what is another address, which the page's policy forbids. */
export function localAddress(text: string): string | null {
  const found = /ws:\/\/\S+/.exec(text.trim())?.[0] ?? text.trim();
  if (!URL.canParse(found)) return null;
  const { protocol, hostname, port } = new URL(found);
  return protocol === "ws:" && (hostname === "127.0.0.1" || hostname === "localhost") && port !== ""
    ? found
    : null;
}

/** Rejects with why it did not work. */
export async function takeSnapshot(address: string, report: (step: Step) => void): Promise<Taken> {
  const inspector = await Inspector.connect(address);
  try {
    const used = async () => (await inspector.call<{ usedSize: number }>("Runtime.getHeapUsage")).usedSize;
    const before = await used();
    report({ phase: "garbage", share: null, bytes: 0 });
    await inspector.call("HeapProfiler.collectGarbage");
    const after = await used();
    const blobs: Blob[] = [];
    let pieces: string[] = [];
    let size = 0;
    let bytes = 0;
    const putAway = () => {
      blobs.push(new Blob(pieces));
      pieces = [];
      size = 0;
    };
    inspector.on<{ chunk: string }>("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
      pieces.push(chunk);
      size += chunk.length;
      bytes += chunk.length;
      if (size > together) putAway();
      report({ phase: "writing", share: null, bytes });
    });
    inspector.on<{ done: number; total: number }>(
      "HeapProfiler.reportHeapSnapshotProgress",
      ({ done, total }) => {
        report({ phase: "snapshot", share: total > 0 ? done / total : null, bytes });
      },
    );
    await inspector.call("HeapProfiler.takeHeapSnapshot", {
      reportProgress: true,
      captureNumericValue: false,
    });
    putAway();
    return { file: new File(blobs, `heap-${stamp()}.heapsnapshot`), before, after };
  } finally {
    inspector.close();
  }
}

/** Local time, as `heapglass capture` has it. */
function stamp(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
