/** What each key does in a tree grid, as in Chrome DevTools. */

import type { LazyTree } from "./lazy-tree";
import type { MarkedRows } from "./marked-rows";
import { type Place, parentOf } from "./place";

export interface TreeCursor<Row> {
  readonly tree: LazyTree<Row>;
  /** Position of the active row. */
  readonly position: number;
  /** Rows that fit the window. */
  readonly pageRows: number;
  moveTo(position: number): void;
  activate(position: number): void;
  /** What a row's name begins with, for typing ahead. */
  textOf(row: Row): string;
}

/** Ctrl-A marks all rows, Ctrl-Space one more, Escape none. Returns whether the key was for that. */
export function handleMarkKey<Row>(
  event: KeyboardEvent,
  marked: MarkedRows<Row>,
  active: Place<Row>,
  size: number,
): boolean {
  const withCtrl = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (withCtrl && event.key.toLowerCase() === "a") {
    void marked.range(0, size - 1);
    return true;
  }
  if (withCtrl && event.key === " ") {
    marked.toggle(active, active);
    return true;
  }
  if (event.key !== "Escape" || marked.rows.peek().size < 2) return false;
  marked.clear(active);
  return true;
}

/** Returns whether the key was for the tree. */
export function handleTreeKey<Row>(event: KeyboardEvent, cursor: TreeCursor<Row>): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { tree, position, pageRows } = cursor;
  const last = tree.size - 1;
  switch (event.key) {
    case "ArrowDown":
      return moved(cursor, Math.min(last, position + 1));
    case "ArrowUp":
      return moved(cursor, Math.max(0, position - 1));
    case "PageDown":
      return moved(cursor, Math.min(last, position + pageRows - 1));
    case "PageUp":
      return moved(cursor, Math.max(0, position - pageRows + 1));
    case "Home":
      return moved(cursor, 0);
    case "End":
      return moved(cursor, last);
    case "ArrowRight":
      return inward(cursor);
    case "ArrowLeft":
      return outward(cursor);
    case "Enter":
    case " ":
      if (event.key === " " && isTypingAhead()) break;
      cursor.activate(position);
      return true;
  }
  return typeAhead(event, cursor);
}

function moved<Row>(cursor: TreeCursor<Row>, position: number): true {
  cursor.moveTo(position);
  return true;
}

function inward<Row>({ tree, position, moveTo }: TreeCursor<Row>): true {
  const row = tree.rowAt(position);
  if (row.canOpen && !row.open) void tree.open(row);
  else if (row.open && row.branch.childAt(row.index)) moveTo(position + 1);
  return true;
}

function outward<Row>({ tree, position, moveTo }: TreeCursor<Row>): true {
  const row = tree.rowAt(position);
  if (row.open) tree.close(row);
  else {
    const parent = parentOf(row);
    const at = parent?.branch.positionOf(parent.index);
    if (at != null) moveTo(at);
  }
  return true;
}

/** Letters typed within this time (ms) of each other make one word. */
const typingPause = 1000;

/** These start an action of the page. A word that has begun goes on through them, but for help. */
const shortcuts = /^[orgdc0-9/.[\]]$/;

const typed = { text: "", at: Number.NEGATIVE_INFINITY };

function isTypingAhead(): boolean {
  return typed.text !== "" && performance.now() - typed.at < typingPause;
}

function typeAhead<Row>(event: KeyboardEvent, cursor: TreeCursor<Row>): boolean {
  const going = isTypingAhead();
  if (event.key.length !== 1 || event.key === "?") return false;
  if (!going && (shortcuts.test(event.key) || event.key === " ")) return false;
  typed.text = (going ? typed.text : "") + event.key.toLowerCase();
  typed.at = performance.now();
  const { tree, position } = cursor;
  const { branch, index } = tree.root.locate(position);
  const length = branch.total ?? 0;
  // A new word is looked for below the active row; one that goes on may stay where it is.
  const from = typed.text.length > 1 ? index : index + 1;
  const stepsTo = (candidate: number) => (candidate - from + length) % length;
  let nearest = -1;
  for (const [candidate, row] of branch.loadedRows()) {
    if (!cursor.textOf(row).toLowerCase().startsWith(typed.text)) continue;
    if (nearest < 0 || stepsTo(candidate) < stepsTo(nearest)) nearest = candidate;
  }
  const found = nearest < 0 ? null : branch.positionOf(nearest);
  if (found !== null) cursor.moveTo(found);
  return true;
}
