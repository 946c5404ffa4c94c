/** Runs the kernels on a made-up heap while nobody waits: see `service/warm_up.py` for why. */

import type { Service } from "./python";

const rounds = 8;
/** Milliseconds between two rounds, in which a request gets its turn and the browser's compiler its time. */
const pause = 30;

export function warmUp(service: Service, isIdle: () => boolean): void {
  let left = rounds;
  const round = () => {
    if (left === 0 || !isIdle()) return;
    left -= 1;
    try {
      service.warm_up();
    } catch (error) {
      // Only speed is lost: what is wrong will be said when a snapshot is opened.
      console.debug("heapglass: no warm-up", error);
      return;
    }
    performance.mark(`warm-up:${rounds - left}`);
    setTimeout(round, pause);
  };
  setTimeout(round, pause);
}
