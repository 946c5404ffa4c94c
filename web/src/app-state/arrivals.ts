/** Files that come in, by picker, drop or paste: which are snapshots, and which are logs of a process. */

import { signal } from "@preact/signals";
import { readLog } from "./process-logs";
import { openProfiles } from "./profiles";
import { openFiles } from "./snapshots";
import { initialView, view } from "./view";

const snapshotName = /\.(heapsnapshot|heaptimeline|heapglass)(\.gz)?$/i;

const profileName = /\.heapprofile(\.gz)?$/i;

/** How a sampling profile begins, whatever it is called. */
const profileStart = /^\s*\{\s*"head"\s*:\s*\{\s*"callFrame"/;

/** Larger files are never logs that somebody looks at here. */
const largestLog = 256_000_000;

/** As far as a file is looked into before it is decided what to read it as. */
const peek = 65_536;

/** How many files are being looked into. */
export const arriving = signal(0);

export function receive(files: readonly File[]): void {
  showSnapshots(files.filter(({ name }) => snapshotName.test(name)));
  showProfiles(files.filter(({ name }) => profileName.test(name)));
  for (const file of files) {
    if (!snapshotName.test(file.name) && !profileName.test(file.name)) void place(file);
  }
}

/** What is in them, or wrong with them, is not told where logs or profiles are on show. */
function showSnapshots(files: readonly File[]): void {
  const elsewhere = view.value === "triage" || view.value === "profile";
  if (openFiles(files).length > 0 && elsewhere) view.value = initialView;
}

function showProfiles(files: readonly File[]): void {
  if (files.length === 0) return;
  void openProfiles(files);
  view.value = "profile";
}

async function place(file: File): Promise<void> {
  arriving.value += 1;
  try {
    if (profileStart.test(new TextDecoder().decode(await startOf(file)))) showProfiles([file]);
    else if ((await mayBeLog(file)) && (await readLog(file))) view.value = "triage";
    // Reading it as a snapshot says best what it is, or what is wrong with it.
    else showSnapshots([file]);
  } finally {
    arriving.value -= 1;
  }
}

/** Nothing of a file that cannot be read. */
async function startOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, peek).arrayBuffer());
  } catch {
    return new Uint8Array();
  }
}

/** A snapshot is told by its first section, and anything compressed or binary is no log. */
async function mayBeLog(file: File): Promise<boolean> {
  if (file.size > largestLog) return false;
  const bytes = await startOf(file);
  if (bytes.length === 0) return false;
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return true;
  return (
    !bytes.includes(0) &&
    !/"(snapshot|trace_function_infos|samples)"\s*:/.test(new TextDecoder().decode(bytes))
  );
}
