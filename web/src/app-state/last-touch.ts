/** When the page was last used by hand, in milliseconds of `performance.now()`. */

let last = 0;

for (const kind of ["pointerdown", "keydown", "wheel"] as const) {
  addEventListener(
    kind,
    () => {
      last = performance.now();
    },
    { capture: true, passive: true },
  );
}

export const lastTouch = (): number => last;
