/** Where a file goes that the page has made: to the disk as it is made, or, where a browser cannot do that, at the end. */

import type { Failure } from "../../../worker/protocol";
import { Failed, pageFailure } from "../engine/failed";
import { saveFile } from "../views/save-file";

export interface Destination {
  write(piece: ArrayBuffer): Promise<void>;
  /** The file is whole. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

interface FileHandle {
  createWritable(): Promise<{
    write(piece: ArrayBuffer): Promise<void>;
    close(): Promise<void>;
    abort(): Promise<void>;
  }>;
}

type Picker = (options: { suggestedName: string }) => Promise<FileHandle>;

/** Asks for a place, at once (the browser wants a click for it); null when the user thinks better of it. */
export async function chooseDestination(name: string, type: string): Promise<Destination | null> {
  const picker = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (!picker) return inMemory(name, type);
  try {
    const handle = await picker.call(globalThis, { suggestedName: name });
    const file = await handle.createWritable();
    const told = (error: unknown) => {
      throw new Failed(diskFailure(name, error));
    };
    return {
      write: (piece) => file.write(piece).catch(told),
      finish: () => file.close().catch(told),
      // After an error the file may be closed already.
      abandon: () => file.abort().catch(() => {}),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    // Some frames and browsers have the function but forbid it.
    return inMemory(name, type);
  }
}

/** Why a file could not be written to its end. Nothing of it is left: the browser puts it in place when it is whole. */
function diskFailure(name: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
  if (isFull) {
    const message = `There is no room for ${name}: the disk is full. Nothing was saved. Free some space, or choose another place.`;
    return pageFailure("storage-full", message, { name }, reason);
  }
  const message = `${name} could not be written, and nothing was saved: ${reason} Choose another place.`;
  return pageFailure("not-written", message, { name, reason }, reason);
}

function inMemory(name: string, type: string): Destination {
  const pieces: ArrayBuffer[] = [];
  return {
    write: async (piece) => void pieces.push(piece),
    finish: async () => saveFile(new Blob(pieces, { type }), name),
    abandon: async () => void pieces.splice(0),
  };
}
