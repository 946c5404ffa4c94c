// Runs in every page before its own scripts, and takes the times that a person would see: from what was done to the
// frame that shows what came of it. `globalThis.stopwatch` is asked for them; attributes of <html> say when to ask.
(() => {
  const root = () => document.documentElement;
  const firstRow = '[role="treegrid"] [role="row"][aria-rowindex="2"] [role="gridcell"][aria-colindex="2"]';
  const restingTime = 250; // ms without a change after which there is none to come

  const stopwatch = { states: [], clicked: null, chosen: null, loaded: null };
  globalThis.stopwatch = stopwatch;

  /** Calls back right behind the next frame. */
  function afterFrame(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      then(performance.now());
    };
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }

  function lookAtState() {
    const { state } = root()?.dataset ?? {};
    if (state !== stopwatch.states.at(-1)?.state) stopwatch.states.push({ state, at: performance.now() });
    if (stopwatch.chosen === null || stopwatch.loaded !== null || !document.querySelector(firstRow)) return;
    stopwatch.loaded = 0;
    afterFrame((now) => {
      stopwatch.loaded = now;
      root().dataset.stopwatch = "loaded";
    });
  }

  /** Starts a measurement of the snapshot chosen next. */
  stopwatch.again = () => {
    stopwatch.chosen = stopwatch.loaded = null;
    delete root().dataset.stopwatch;
  };

  /**
   * Waits for the next event of a type, and for the changes in `scope` (a selector) that follow it. Then `took` is the
   * time in ms from the event to the last changed frame; null when nothing changed within `patience`.
   */
  stopwatch.arm = (type, scope, patience) => {
    stopwatch.disarm();
    stopwatch.took = null;
    let start = null;
    let last = null;
    let timer;
    const finish = () => {
      const busy = `:is(${scope})[aria-busy="true"], :is(${scope}) :is(.skeleton, [aria-busy="true"])`;
      if (document.querySelector(busy)) return wait(restingTime);
      stopwatch.disarm();
      stopwatch.took = last === null ? null : last - start;
      root().dataset.stopwatch = "settled";
    };
    const wait = (time) => {
      clearTimeout(timer);
      timer = setTimeout(finish, time);
    };
    const observer = new MutationObserver((changes) => {
      if (
        start === null ||
        !changes.some((change) => isContent(change) && elementOf(change.target)?.closest(scope))
      )
        return;
      wait(restingTime);
      afterFrame((now) => {
        last = now;
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    const begin = (event) => {
      start = event.timeStamp;
      wait(patience);
    };
    addEventListener(type, begin, { capture: true, once: true });
    stopwatch.disarm = () => {
      clearTimeout(timer);
      observer.disconnect();
      removeEventListener(type, begin, { capture: true });
      delete root().dataset.stopwatch;
    };
  };

  /** Gives up a measurement whose event did not come. */
  stopwatch.disarm = () => {
    delete root().dataset.stopwatch;
  };

  // Where a row stands may be computed anew when scrolling has come to rest: nobody sees that.
  const isContent = ({ attributeName }) => attributeName !== "style";
  const elementOf = (node) => (node instanceof Element ? node : node.parentElement);

  addEventListener(
    "change",
    ({ target, timeStamp }) => {
      if (target instanceof HTMLInputElement && target.type === "file") stopwatch.chosen = timeStamp;
    },
    { capture: true },
  );
  addEventListener(
    "click",
    ({ timeStamp }) => {
      stopwatch.clicked = timeStamp;
    },
    { capture: true },
  );
  new MutationObserver(lookAtState).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-state", "class", "aria-rowindex"],
  });
})();
