/** What comes when it is first used: the parts of heapglass that most visits never need, and all of Python's library. */

import type { PyodideAPI } from "pyodide";

/** Of `heapglass-later.zip`, built into the page (`web/vite.config.ts`). */
declare const LATER_INTEGRITY: string;

interface Manifest {
  python: string;
  files: { name: string; sha256: string }[];
}

/** The parts of the core that most visits never need. */
export async function fetchLater(base: string, pyodide: PyodideAPI): Promise<void> {
  const archive = await (await found(`${base}heapglass-later.zip`, LATER_INTEGRITY)).arrayBuffer();
  const { __file__: file } = pyodide.pyimport("heapglass") as { __file__: string };
  pyodide.unpackArchive(archive, "zip", { extractDir: file.slice(0, file.lastIndexOf("/heapglass/")) });
  (pyodide.pyimport("importlib") as { invalidate_caches(): void }).invalidate_caches();
}

/** All of Python's library, in the place of the part that a page needs to start: for what people type. */
export async function fetchLibrary(base: string, pyodide: PyodideAPI): Promise<void> {
  const manifest = await manifestOf(base);
  const library = await fetchFile(base, manifest, "python_stdlib_full.zip");
  const [major, minor] = manifest.python.split(".");
  pyodide.FS.writeFile(`/lib/python${major}${minor}.zip`, new Uint8Array(library));
  (pyodide.pyimport("importlib") as { invalidate_caches(): void }).invalidate_caches();
}

async function manifestOf(base: string): Promise<Manifest> {
  return (await (await found(`${base}runtime.json`)).json()) as Manifest;
}

/** The browser checks that it is what the build made. */
async function fetchFile(base: string, { files }: Manifest, wanted: string): Promise<ArrayBuffer> {
  const file = files.find(({ name }) => name === wanted);
  if (!file) throw new Error(`runtime.json does not name ${wanted}`);
  return (await found(`${base}${wanted}`, `sha256-${base64(file.sha256)}`)).arrayBuffer();
}

async function found(address: string, integrity = ""): Promise<Response> {
  const answer = await fetch(address, { integrity });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

function base64(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  return btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(""));
}
