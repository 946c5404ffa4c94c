/** Files that `heapglass open` serves beside the page: `?open=TOKEN` says that there are some. */

import { arriving, receive } from "./arrivals";

export async function openServedFiles(): Promise<void> {
  const token = new URLSearchParams(location.search).get("open");
  if (!token || !/^[\w-]{16,64}$/.test(token)) return;
  // A reload opens them again; a link that is passed on does not say where they were.
  const folder = new URL(`open/${token}/`, document.baseURI);
  arriving.value += 1;
  try {
    const names: { name: string }[] = await (await fetched(folder)).json();
    const files = await Promise.all(
      names.map(
        async ({ name }, at) => new File([await (await fetched(new URL(String(at), folder))).blob()], name),
      ),
    );
    receive(files);
  } catch {
    // The program that served them has ended: the page is as good as ever without.
  } finally {
    arriving.value -= 1;
  }
}

async function fetched(address: URL): Promise<Response> {
  const reply = await fetch(address, { cache: "no-store" });
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  return reply;
}
