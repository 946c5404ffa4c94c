/** Which rows of a tree are in sight. What is there stays there while rows come and go above it. */

import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { rowHeight } from "../app-state/layout";
import type { LazyTree } from "./lazy-tree";
import { pinnedHeight } from "./pinned-rows";
import { type Place, positionNear } from "./place";
import { ScrollScale } from "./scroll-scale";

export interface Sight {
  /** Height of a row, in px. */
  readonly height: number;
  /** Height of the window on the rows, in px; 0 until it is known. */
  readonly viewport: ReadonlySignal<number>;
  readonly scale: ScrollScale;
  /** The rows to draw: `first … end`. */
  readonly first: number;
  readonly end: number;
  /** The uppermost row in sight. */
  readonly topRow: number;
  onScroll(): void;
  /** Scrolls as little as brings a row into sight. */
  bring(position: number): void;
}

/** Rows drawn beyond each edge, so that scrolling finds them there. */
const overscan = 8;

/** After this long (ms) without a scroll event, scrolling is over. */
const restingTime = 150;

/** How high the window of the last grid of a kind was: the next one draws its rows at once. */
const lastHeights = new Map<string, number>();

/** `onResize` is called when the scroller has another size, `onReorder` when the rows come in a new order. */
export function useSight<Row>(
  kind: string,
  tree: LazyTree<Row>,
  scroller: RefObject<HTMLElement | null>,
  onResize: () => void,
  onReorder: () => void,
): Sight {
  const height = rowHeight.value;
  const scale = useScrollScale(tree, height);
  const viewport = useSignal(lastHeights.get(kind) ?? 0);
  const scrolls = useSignal(0);
  const anchor = useRef<{ place: Place<Row>; within: number } | null>(null);

  // Rows that appear above the window must not push what is in it.
  const version = tree.version.value;
  const lastVersion = useRef(version);
  scale.resize(tree.size * height, viewport.value);
  if (lastVersion.current !== version && anchor.current && scale.top > 0) {
    const { place, within } = anchor.current;
    const position = positionNear(place);
    if (position * height + within !== scale.top) scale.goTo(position * height + within);
  }
  lastVersion.current = version;
  void scrolls.value;

  const top = scale.top;
  const first = Math.max(0, Math.floor(top / height) - overscan);
  const end = Math.min(tree.size, Math.ceil((top + viewport.value) / height) + overscan);
  const topRow = Math.min(tree.size - 1, Math.floor(top / height));
  anchor.current = { place: tree.root.locate(topRow), within: top - topRow * height };
  tree.reading.top = top;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const move = scale.takeMove();
    if (move !== null) element.scrollTop = move;
    if (viewport.value > 0) tree.show(first, end);
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      viewport.value = Math.max(0, element.clientHeight - rowHeight.value);
      lastHeights.set(kind, viewport.peek());
      onResize();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, viewport, onResize, kind]);

  const seenReorders = useRef(tree.reorders.peek());
  useSignalEffect(() => {
    if (tree.reorders.value === seenReorders.current) return;
    seenReorders.current = tree.reorders.value;
    // A new order is read from its top.
    scale.goTo(0);
    onReorder();
    scrolls.value = scrolls.peek() + 1;
  });

  const resting = useRef(0);
  useEffect(() => () => clearTimeout(resting.current), []);

  return {
    height,
    viewport,
    scale,
    first,
    end,
    topRow,
    onScroll() {
      scale.scrolled(scroller.current?.scrollTop ?? 0);
      scrolls.value += 1;
      clearTimeout(resting.current);
      resting.current = window.setTimeout(() => {
        scale.settle();
        scrolls.value += 1;
      }, restingTime);
    },
    bring(position) {
      const start = position * height;
      const covered = pinnedHeight(tree.rowAt(position).level, height);
      if (start - covered < scale.top) scale.goTo(start - covered);
      else if (start + height > scale.top + viewport.value) scale.goTo(start + height - viewport.value);
      scrolls.value += 1;
    },
  };
}

/** A scale that starts where the tree was last left. */
function useScrollScale<Row>(tree: LazyTree<Row>, height: number): ScrollScale {
  const scale = useRef<ScrollScale | null>(null);
  if (!scale.current) {
    scale.current = new ScrollScale();
    scale.current.resize(tree.size * height, 0);
    scale.current.goTo(tree.reading.top);
  }
  return scale.current;
}
