/** Files that the system hands to the installed page: it is their handler (`manifest.webmanifest`). */

import { receive } from "../app-state/arrivals";

interface LaunchQueue {
  setConsumer(consume: (launch: { files?: readonly FileSystemFileHandle[] }) => void): void;
}

export function takeLaunchedFiles(): void {
  const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files = [] }) => {
    receive(await Promise.all(files.map((handle) => handle.getFile())));
  });
}
