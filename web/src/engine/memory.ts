/** How much memory there is for snapshots, as far as a page can know. */

/** WebAssembly's addresses have 32 bits: one Python can have no more. A little of it is always lost between arrays. */
const perSnapshot = 0.97 * 4 * 2 ** 30;

/** What the system, the browser and other programs need: that share of a device's memory is not counted on. */
const shareOfOthers = 0.3;

/** Chrome rounds what a device has to a power of two, and says this or more for all the larger ones. */
const largestTold = 8;

export interface Shortage {
  /** Bytes that opening the file takes at its peak. */
  needed: number;
  /** What cannot be had: more for one snapshot, or more on this device. */
  of: "tab" | "device";
  /** Bytes that there are, of that. */
  limit: number;
  /** Bytes that the other snapshots take. */
  taken: number;
}

/** Null if the file fits, or if nothing speaks against it. */
export function shortageOf(needed: number, taken: number): Shortage | null {
  if (needed > perSnapshot) return { needed, of: "tab", limit: 4 * 2 ** 30, taken };
  const device = deviceMemory();
  if (device !== null && needed + taken > device * (1 - shareOfOthers))
    return { needed, of: "device", limit: device, taken };
  return null;
}

/** In bytes; null where the browser does not tell, or has more than it tells. */
function deviceMemory(): number | null {
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return deviceMemory !== undefined && deviceMemory < largestTold ? deviceMemory * 2 ** 30 : null;
}
