/** Boots Python in this worker and hands out `heapglass.service`. */

import type { PyodideAPI } from "pyodide";
import { fetchLater, fetchLibrary } from "./library";
import type { BootStep } from "./protocol";
import type { Ahead } from "./read-ahead";

type Open = (
  path: string,
  name: string,
  emit: (phase: string, done: number, total: number) => void,
  partial: boolean,
) => number;

/** `heapglass.service`, as Python offers it. Every call leaves one JSON reply and returns (or leads to) its length. */
export interface Service {
  estimate(path: string): number;
  triage(path: string, name: string, options: string): number;
  open: Open & {
    /** The same as a promise: Python may wait for one meanwhile. Only where WebAssembly can be suspended. */
    callPromising(...parameters: [...Parameters<Open>, ahead: Ahead]): Promise<number>;
  };
  ask(request: string): number;
  run_typed(request: string, told: (text: string) => void): number;
  open_profile(path: string, emit: (phase: string, done: number, total: number) => void): number;
  ask_profile(request: string): number;
  shapes(): number;
  export_side(shapes: string): number;
  release_side(): void;
  make_room_for_base(header: string): number;
  set_base(): number;
  add_earlier(first: boolean): number;
  forget_base(): number;
  redact(path: string, options: string, emit: (phase: string, done: number, total: number) => void): number;
  save(options: string): number;
  export_nodes(options: string): number;
  next_piece(): number;
  end_download(): void;
  reply_address(): number;
  copy_reply(offset: number): number;
  warm_up(): void;
  ripen(): number;
}

export interface Runtime {
  service: Service;
  /** Makes the file readable for Python and returns its path there. */
  mount(file: File): string;
  /** Puts small contents where Python can read them, in place of those before, and returns the path. */
  write(bytes: Uint8Array): string;
  /** Fetches the parts of the core that most visits never need; once. */
  fetchLater(): Promise<void>;
  /** Fetches what of Python's library is not there yet. */
  fetchLibrary(): Promise<void>;
  /** The reply that the last call of the service left. */
  readReply(length: number): unknown;
  /** The first bytes of the buffer that replies and pieces of files come in. */
  takeWindow(bytes: number): ArrayBuffer;
  /** Bytes of Python's memory, to be handed to another worker. */
  copyOut(address: number, bytes: number): ArrayBuffer;
  /** The same, on the other side. */
  copyIn(address: number, bytes: Uint8Array): void;
  /** Pyodide's `run_sync`, to be handed to Python. */
  wait: unknown;
}

const mountPoint = "/input";
const logPath = "/log";

export async function bootRuntime(base: string, report: (step: BootStep) => void): Promise<Runtime> {
  report("runtime");
  performance.mark("boot:start");
  const { loadPyodide } = (await import(/* @vite-ignore */ `${base}pyodide.mjs`)) as typeof import("pyodide");
  const pyodide = await loadPyodide({ indexURL: base, packages: ["numpy", "heapglass"] });
  report("core");
  performance.mark("boot:core");
  const service = pyodide.pyimport("heapglass.service") as Service;
  const address = service.reply_address();
  performance.mark("boot:end");
  performance.measure("boot", "boot:start", "boot:end");
  let later: Promise<void> | undefined;
  return {
    service,
    mount: mounting(pyodide),
    write: (bytes) => {
      pyodide.FS.writeFile(logPath, bytes);
      return logPath;
    },
    fetchLater: () => {
      later ??= fetchLater(base, pyodide).catch((error) => {
        later = undefined;
        throw error;
      });
      return later;
    },
    fetchLibrary: () => fetchLibrary(base, pyodide),
    readReply: (length) => readReply(pyodide, service, address, length),
    takeWindow: (bytes) => copyOut(pyodide, address, bytes),
    copyOut: (from, bytes) => copyOut(pyodide, from, bytes),
    wait: pyodide.pyimport("pyodide.ffi").run_sync,
    copyIn: (to, bytes) => heap(pyodide).set(bytes, to >>> 0),
  };
}

function mounting(pyodide: PyodideAPI): (file: File) => string {
  const files = pyodide.FS.filesystems.WORKERFS as unknown as Files;
  const path = `${mountPoint}/snapshot`;
  failAsFilesDo(pyodide, files);
  pyodide.FS.mkdirTree(mountPoint);
  return (file) => {
    if (pyodide.FS.analyzePath(path).exists) pyodide.FS.unmount(mountPoint);
    // The file's own name is data, and may be anything: Python gets a path of our choice.
    pyodide.FS.mount(files, { blobs: [{ name: "snapshot", data: file }] }, mountPoint);
    return path;
  };
}

interface Files {
  stream_ops: { read(...parameters: unknown[]): number };
}

/** The code that Emscripten has for an input/output error. */
const EIO = 29;

/** A file that is deleted or changed while it is read: for Python an OSError, not the end of the interpreter. */
function failAsFilesDo(pyodide: PyodideAPI, files: Files): void {
  const { read } = files.stream_ops;
  files.stream_ops.read = (...parameters) => {
    try {
      return read(...parameters);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const { ErrnoError } = pyodide.FS as unknown as { ErrnoError: new (code: number) => Error };
      throw new ErrnoError(EIO);
    }
  };
}

function copyOut(pyodide: PyodideAPI, from: number, bytes: number): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  copy.set(heap(pyodide).subarray(from >>> 0, (from >>> 0) + bytes));
  return copy.buffer;
}

/** Long strings from Python are silently wrong once the heap has passed 2 GB: replies come as bytes, in pieces. */
function readReply(pyodide: PyodideAPI, service: Service, address: number, length: number): unknown {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; ) {
    const copied = service.copy_reply(offset);
    if (copied <= 0) throw new Error(`the reply ended after ${offset} of ${length} bytes`);
    // The view is fetched anew each time: it is replaced whenever the heap grows.
    const start = address >>> 0;
    bytes.set(heap(pyodide).subarray(start, start + copied), offset);
    offset += copied;
  }
  return JSON.parse(new TextDecoder().decode(bytes));
}

function heap(pyodide: PyodideAPI): Uint8Array {
  return (pyodide as unknown as { _module: { HEAPU8: Uint8Array } })._module.HEAPU8;
}
