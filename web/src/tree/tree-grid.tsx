/** A tree grid: only the rows in sight are in the document, however many there are. */

import { untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Sort } from "../../../worker/protocol";
import { copyText } from "../app-state/clipboard";
import { rowHeight } from "../app-state/layout";
import type { Column } from "./column";
import { type CopyFormat, copied } from "./copied-rows";
import { grids } from "./grid-handle";
import { GridHead } from "./grid-head";
import { identity, type LazyTree, type Place } from "./lazy-tree";
import { MarkedLine } from "./marked-line";
import { MarkedRows } from "./marked-rows";
import { PinnedRows, pinnedAncestors, pinnedHeight } from "./pinned-rows";
import { ScrollScale } from "./scroll-scale";
import { handleMarkKey, handleTreeKey, parentOf } from "./tree-keys";
import { TreeRow } from "./tree-row";
import { useColumns } from "./use-columns";

export interface TreeGridProps<Row, SortKey extends string> {
  /** The accessible name. */
  label: string;
  /** Sets the column widths (in CSS). */
  kind: string;
  tree: LazyTree<Row>;
  columns: readonly Column<Row, SortKey>[];
  sort?: Sort<SortKey>;
  onSort?: (by: SortKey) => void;
  /** Hooks for tests and styles, such as `data-node-id`. */
  attributes(row: Row): Record<string, string | number>;
  isSelected(row: Row): boolean;
  /** Returns false for rows that cannot be selected; they open instead. */
  onSelect(row: Row): boolean;
  textOf(row: Row): string;
  /** What one placeholder row says where an opened row has no children. */
  noneText: string;
  autoFocus?: boolean;
}

/** Rows drawn beyond each edge, so that scrolling finds them there. */
const overscan = 8;

/** After this long (ms) without a scroll event, scrolling is over. */
const restingTime = 150;

export function TreeGrid<Row, SortKey extends string>(props: TreeGridProps<Row, SortKey>): JSX.Element {
  const { tree } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, tracks, measure } = useColumns(props.kind, props.columns, scroller);
  const marked = useMemo(() => new MarkedRows(tree), [tree]);
  const scale = useScrollScale(tree, rowHeight.value);
  const viewport = useSignal(0);
  const scrolls = useSignal(0);
  const active = useSignal(tree.reading.active);
  const anchor = useRef<{ place: Place<Row>; within: number } | null>(null);
  const height = rowHeight.value;

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
  const topPlace = tree.root.locate(topRow);
  anchor.current = { place: topPlace, within: top - topRow * height };
  tree.reading.top = top;
  tree.reading.active = active.value;

  const activePosition = useComputed(() => {
    void tree.version.value;
    return positionNear(active.value);
  }).value;

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
      measure();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [viewport, measure]);

  const resting = useRef(0);
  useEffect(() => () => clearTimeout(resting.current), []);
  const onScroll = () => {
    scale.scrolled(scroller.current?.scrollTop ?? 0);
    scrolls.value += 1;
    clearTimeout(resting.current);
    resting.current = window.setTimeout(() => {
      scale.settle();
      scrolls.value += 1;
    }, restingTime);
  };

  const seenReorders = useRef(tree.reorders.peek());
  useSignalEffect(() => {
    if (tree.reorders.value === seenReorders.current) return;
    seenReorders.current = tree.reorders.value;
    // A new order is read from its top.
    scale.goTo(0);
    active.value = { branch: tree.root, index: 0 };
    marked.clear();
    scrolls.value = scrolls.peek() + 1;
  });

  useEffect(() => {
    const focused = document.activeElement;
    if (props.autoFocus && (!focused || focused === document.body))
      scroller.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);

  const moveTo = (position: number) => {
    active.value = tree.root.locate(position);
    const start = position * height;
    const covered = pinnedHeight(tree.rowAt(position).level, height);
    if (start - covered < scale.top) scale.goTo(start - covered);
    else if (start + height > scale.top + viewport.value) scale.goTo(start + height - viewport.value);
    scrolls.value += 1;
  };

  useSignalEffect(() => {
    const place = tree.destination.value;
    if (!place || viewport.value === 0) return;
    tree.destination.value = null;
    untracked(() => {
      marked.clear();
      moveTo(positionNear(place));
    });
  });

  const toggle = (position: number) => {
    const row = tree.rowAt(position);
    if (row.open) tree.close(row);
    else if (row.canOpen) void tree.open(row);
  };

  const activate = (position: number) => {
    const row = tree.rowOf(tree.root.locate(position));
    if (row !== undefined && !props.onSelect(row)) toggle(position);
  };

  const rowsFor = (position: number): Row[] => {
    const place = tree.root.locate(position);
    if (marked.has(place)) return [...marked.rows.peek().values()];
    const row = tree.rowOf(place);
    return row === undefined ? [] : [row];
  };
  const textOfRows = (rows: readonly Row[], format: CopyFormat) =>
    copied(rows, columns, format, props.textOf);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    if (isCopyKey(event)) {
      event.preventDefault();
      void copyText(textOfRows(rowsFor(activePosition), "text"));
      return;
    }
    const pageRows = Math.max(2, Math.floor(viewport.value / height));
    const before = active.value;
    const move = (position: number) => {
      moveTo(position);
      if (event.shiftKey) void marked.extend(position, before);
      else marked.clear(active.value);
    };
    const cursor = { tree, position: activePosition, pageRows, moveTo: move, activate, textOf: props.textOf };
    const isMarking = handleMarkKey(event, marked, active.value, tree.size);
    if (!isMarking && !handleTreeKey(event, cursor)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    grids.set(element, {
      rowsAt: (position) => rowsFor(position).length,
      copy: (position, format) => textOfRows(rowsFor(position), format),
      activeRow: () => document.getElementById(`${id}-${activePosition}`),
      activate: (position) => {
        if (!marked.has(tree.root.locate(position))) marked.clear();
        active.value = tree.root.locate(position);
      },
    });
  });

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const position = positionOfElement(target);
    if (position === null) return;
    if (target.closest("[data-pinned]")) {
      moveTo(position);
      return;
    }
    const before = active.value;
    active.value = tree.root.locate(position);
    const row = tree.rowOf(active.value);
    if (event.shiftKey) {
      void marked.extend(position, before);
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      marked.toggle(active.value, before);
      return;
    }
    marked.clear(active.value);
    if (target.closest(".twisty")) toggle(position);
    else if (row !== undefined && event.detail < 2 && !props.onSelect(row) && isTouch(event))
      toggle(position);
  };

  const onDblClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const position = positionOfElement(target);
    if (position !== null && !target.closest(".twisty, [data-pinned]")) toggle(position);
  };

  const rows: JSX.Element[] = [];
  for (let position = first; position < end; position += 1) {
    const shown = tree.rowAt(position);
    rows.push(
      <TreeRow
        key={`${identity(shown.branch)}/${shown.index}`}
        id={`${id}-${position}`}
        shown={shown}
        top={position * height - scale.offset}
        columns={columns}
        active={position === activePosition}
        selected={shown.content.kind === "row" && (props.isSelected(shown.content.row) || marked.has(shown))}
        attributes={shown.content.kind === "row" ? props.attributes(shown.content.row) : undefined}
        noneText={props.noneText}
      />,
    );
  }
  const activeShown = activePosition >= first && activePosition < end;

  return (
    <>
      <div
        ref={scroller}
        class={`tree-grid ${props.kind}`}
        style={tracks === null ? undefined : { "--columns-left": tracks }}
        role="treegrid"
        aria-multiselectable="true"
        aria-label={props.label}
        aria-rowcount={tree.root.total === null ? -1 : tree.size + 1}
        aria-colcount={columns.length}
        aria-busy={tree.root.total === null}
        aria-activedescendant={activeShown ? `${id}-${activePosition}` : undefined}
        tabIndex={0}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDblClick={onDblClick}
        onMouseDown={keepTextUnmarked}
      >
        <GridHead
          kind={props.kind}
          columns={columns}
          all={props.columns}
          canChoose={tracks !== null}
          sort={props.sort}
          onSort={props.onSort}
        />
        <PinnedRows columns={columns} rows={pinnedAncestors(tree, topRow)} />
        <div class="body" role="rowgroup" style={{ blockSize: `${scale.height}px` }}>
          {rows}
        </div>
      </div>
      <MarkedLine
        marked={marked}
        columns={columns}
        onCopy={(format) => void copyText(textOfRows([...marked.rows.peek().values()], format))}
      />
    </>
  );
}

/** Text that is marked on the page is the browser's to copy. */
function isCopyKey(event: KeyboardEvent): boolean {
  const isKey = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "c";
  return isKey && getSelection()?.isCollapsed !== false;
}

/** Clicking with Shift marks rows; it must not mark the text between two clicks as well. */
function keepTextUnmarked(event: MouseEvent): void {
  if (event.shiftKey) event.preventDefault();
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

/** Where a place is now; where it is gone (an ancestor was closed), the nearest ancestor that is left. */
function positionNear<Row>(place: Place<Row>): number {
  const length = place.branch.length;
  const position = place.branch.positionOf(Math.min(place.index, length - 1));
  if (position !== null) return position;
  const parent = parentOf(place);
  return parent ? positionNear(parent) : 0;
}

function positionOfElement(element: Element): number | null {
  const row = element.closest<HTMLElement>("[data-position]");
  return row ? Number(row.dataset.position) : null;
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}
