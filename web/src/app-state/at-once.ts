/** Effects of signals that do not wait for a frame, as `useSignalEffect` does: a question is put while the page draws. */

import { effect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

export function useAtOnce(follow: () => void): void {
  const latest = useRef(follow);
  latest.current = follow;
  useLayoutEffect(() => effect(() => latest.current()), []);
}
