/** Files that come in, by picker, drop or paste: which are snapshots, and which are logs of a process. */

import { signal } from "@preact/signals";
import { readLog } from "./process-logs";
import { openFiles } from "./snapshots";
import { view } from "./view";

const snapshotName = /\.(heapsnapshot|heaptimeline|heapglass)(\.gz)?$/i;

/** Larger files are never logs that somebody looks at here. */
const largestLog = 256_000_000;

/** As far as a file is looked into before it is decided what to read it as. */
const peek = 65_536;

/** How many files are being looked into. */
export const arriving = signal(0);

export function receive(files: readonly File[]): void {
  openFiles(files.filter(({ name }) => snapshotName.test(name)));
  for (const file of files) if (!snapshotName.test(file.name)) void place(file);
}

async function place(file: File): Promise<void> {
  arriving.value += 1;
  try {
    if ((await mayBeLog(file)) && (await readLog(file))) view.value = "triage";
    // Reading it as a snapshot says best what it is, or what is wrong with it.
    else openFiles([file]);
  } finally {
    arriving.value -= 1;
  }
}

/** A snapshot is told by its first section, and anything compressed or binary is no log. */
async function mayBeLog(file: File): Promise<boolean> {
  if (file.size === 0 || file.size > largestLog) return false;
  try {
    const bytes = new Uint8Array(await file.slice(0, peek).arrayBuffer());
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (isWide) return true;
    return (
      !bytes.includes(0) &&
      !/"(snapshot|trace_function_infos|samples)"\s*:/.test(new TextDecoder().decode(bytes))
    );
  } catch {
    return false;
  }
}
