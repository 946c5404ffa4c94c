/** Where a file goes that the page has made: to the disk as it is made, or, where a browser cannot do that, at the end. */

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
    return { write: (piece) => file.write(piece), finish: () => file.close(), abandon: () => file.abort() };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    // Some frames and browsers have the function but forbid it.
    return inMemory(name, type);
  }
}

function inMemory(name: string, type: string): Destination {
  const pieces: ArrayBuffer[] = [];
  return {
    write: async (piece) => void pieces.push(piece),
    finish: async () => saveFile(new Blob(pieces, { type }), name),
    abandon: async () => void pieces.splice(0),
  };
}
