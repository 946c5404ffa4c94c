/** Has the service make what the first click on a node will need, while nobody waits. */

import type { Service } from "./python";

/** Milliseconds without a request, before each step. */
const pause = 150;

let timer: ReturnType<typeof setTimeout> | undefined;
let over = false;

/** Call it whenever the worker has done what it was asked for. */
export function ripenWhenIdle(service: Service): void {
  if (over) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    try {
      over = service.ripen() === 0;
    } catch (error) {
      // Whoever asks for it will hear what is wrong.
      console.debug("heapglass: not ready for the first click", error);
      over = true;
    }
    if (!over) ripenWhenIdle(service);
  }, pause);
}
