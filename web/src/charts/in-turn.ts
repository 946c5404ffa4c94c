/** Work in small pieces: one after the other, with room between them for what the user does. */

let last: Promise<unknown> = Promise.resolve();

/** Runs `piece` when all earlier pieces are done and the page has drawn a frame since. */
export function inTurn<T>(piece: () => T): Promise<T> {
  const mine = last.then(nextFrame).then(piece);
  last = mine.catch(() => {});
  return mine;
}

/** After the next frame; soon, where there are none: pages in the background draw nothing. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
