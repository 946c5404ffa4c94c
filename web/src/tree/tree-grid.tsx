/** A tree grid: only the rows in sight are in the document, however many there are. */

import { untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Sort } from "../../../worker/protocol";
import { copyText } from "../app-state/clipboard";
import type { Column } from "./column";
import { type CopyFormat, copied } from "./copied-rows";
import { grids } from "./grid-handle";
import { GridHead } from "./grid-head";
import { identity } from "./identity";
import type { LazyTree } from "./lazy-tree";
import { MarkedLine } from "./marked-line";
import { MarkedRows } from "./marked-rows";
import { PinnedRows, pinnedAncestors } from "./pinned-rows";
import { positionNear } from "./place";
import { handleMarkKey, handleTreeKey } from "./tree-keys";
import { TreeRow } from "./tree-row";
import { useColumns } from "./use-columns";
import { useSight } from "./use-sight";

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

export function TreeGrid<Row, SortKey extends string>(props: TreeGridProps<Row, SortKey>): JSX.Element {
  const { tree } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, tracks, measure } = useColumns(props.kind, props.columns, scroller);
  const marked = useMemo(() => new MarkedRows(tree), [tree]);
  const active = useSignal(tree.reading.active);
  tree.reading.active = active.value;
  const sight = useSight(props.kind, tree, scroller, measure, () => {
    active.value = { branch: tree.root, index: 0 };
    marked.clear();
  });
  const { height, viewport, scale, first, end } = sight;

  const activePosition = useComputed(() => {
    void tree.version.value;
    return positionNear(active.value);
  }).value;

  useEffect(() => {
    const focused = document.activeElement;
    if (props.autoFocus && (!focused || focused === document.body))
      scroller.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);

  const moveTo = (position: number) => {
    active.value = tree.root.locate(position);
    sight.bring(position);
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

  let isBusy = tree.root.total === null;
  const rows: JSX.Element[] = [];
  for (let position = first; position < end; position += 1) {
    const shown = tree.rowAt(position);
    isBusy ||= tree.isOutdated(shown);
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
        aria-busy={isBusy}
        aria-activedescendant={activeShown ? `${id}-${activePosition}` : undefined}
        tabIndex={0}
        onScroll={sight.onScroll}
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
        <PinnedRows columns={columns} rows={pinnedAncestors(tree, sight.topRow)} />
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

function positionOfElement(element: Element): number | null {
  const row = element.closest<HTMLElement>("[data-position]");
  return row ? Number(row.dataset.position) : null;
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}
