/**
 * Opens the menu of what is pointed at or active: by the right button, a long press, the menu key, or `.`. Views need do
 * nothing for it but mark what they show, with `data-node-id` or `data-chip` (a node's id) and `data-class` (a name).
 */

import { copyText } from "../app-state/clipboard";
import { current } from "../app-state/snapshots";
import { t } from "../language/words";
import { copyFormats } from "../tree/copied-rows";
import { grids } from "../tree/grid-handle";
import { classMenu } from "./class-menu";
import { type MenuGroup, openMenu, showMenu } from "./menu-state";
import { nodeMenu } from "./node-menu";

const marks = "[data-chip], [data-node-id], [data-class]";

/** In ms; as long as the systems' own. */
const longPress = 500;

export function startContextMenu(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  addEventListener(
    "contextmenu",
    (event) => {
      if (!(event.target instanceof Element) || event.target.closest("input, textarea, .menu")) return;
      // The menu key comes from the keyboard: it is for what is active.
      const byKey = event instanceof PointerEvent && event.pointerType === "" && event.button !== 2;
      const opened = byKey ? openForActive() : openFor(event.target, { x: event.clientX, y: event.clientY });
      if (opened) event.preventDefault();
    },
    { signal },
  );
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "." || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const target = event.target;
      if (target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]"))
        return;
      if (document.querySelector("dialog[open]") || openMenu.peek()) return;
      if (openForActive()) event.preventDefault();
    },
    { signal },
  );
  onLongPress(signal);
  return () => listening.abort();
}

/** For touch screens whose browser does not take a long press for a right click. */
function onLongPress(signal: AbortSignal): void {
  let timer = 0;
  let opened = false;
  const stop = () => clearTimeout(timer);
  addEventListener(
    "pointerdown",
    (event) => {
      stop();
      opened = false;
      const { target, clientX: x, clientY: y } = event;
      if (event.pointerType !== "touch" || !(target instanceof Element)) return;
      timer = window.setTimeout(() => {
        opened = openMenu.peek() === null && openFor(target, { x, y });
      }, longPress);
    },
    { signal },
  );
  for (const name of ["pointerup", "pointercancel", "scroll"])
    addEventListener(name, stop, { signal, capture: true });
  addEventListener("pointermove", (event) => (event.movementX || event.movementY) && stop(), { signal });
  // The finger's lifting is not also a click.
  addEventListener(
    "click",
    (event) => {
      if (!opened) return;
      opened = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal, capture: true },
  );
}

/** The active row of the grid that has the focus, the focused chip, or else the selected node. */
function openForActive(): boolean {
  const focused = document.activeElement;
  const grid = focused?.closest(".tree-grid");
  const row = grid && grids.get(grid)?.activeRow();
  const element =
    row ?? focused?.closest(marks) ?? document.querySelector("[data-panel=inspector] [data-chip]");
  if (!element) return false;
  const { left, bottom } = element.getBoundingClientRect();
  return openFor(element, { x: left + 24, y: bottom });
}

/** Of something in a picture, which has no element of its own; `element` has the focus after it. */
export function openMenuOf(what: Meant, at: { x: number; y: number }, element: Element): void {
  open({ ...what, isGone: false }, null, at, focusable(element));
}

/** What a menu can be about: a node, by its id, or a class. */
export interface Meant {
  id?: number | undefined;
  className?: string | undefined;
}

/** Returns false where there is nothing to open a menu of. */
function openFor(element: Element, at: { x: number; y: number }): boolean {
  const marked = element.closest<HTMLElement>(marks);
  const row = element.closest<HTMLElement>(".row[data-position]");
  if (!marked && !row) return false;
  const id = marked?.dataset.chip ?? marked?.dataset.nodeId;
  const meant = {
    id: id === undefined ? undefined : Number(id),
    className: marked?.dataset.class,
    // A removed node is not in this snapshot: there is nothing to go to.
    isGone: row?.dataset.side === "removed",
  };
  return open(meant, row, at, focusable(row?.closest<HTMLElement>(".tree-grid") ?? element));
}

function open(
  { id, className, isGone }: Meant & { isGone: boolean },
  row: HTMLElement | null,
  at: { x: number; y: number },
  returnTo: HTMLElement | null,
): boolean {
  const loaded = current.value?.loaded;
  if (!loaded) return false;
  const inRow = rowGroup(row);
  const groups = (): MenuGroup[] => {
    if (isGone) return [[{ id: "copy-id", label: t("menu.copyId"), run: () => copyText(`@${id}`) }], inRow];
    if (id !== undefined) return [...nodeMenu(loaded, id), inRow];
    return className === undefined ? [inRow] : [...classMenu(className), inRow];
  };
  if (groups().flat().length === 0) return false;
  showMenu({
    label: t("menu.label"),
    title: id === undefined ? (className ?? "") : `@${id}`,
    groups,
    at,
    returnTo,
  });
  return true;
}

/** Copying the row, or all marked ones if it is one of them. */
function rowGroup(row: HTMLElement | null): MenuGroup {
  const grid = row && grids.get(row.closest(".tree-grid") as Element);
  if (!row || !grid) return [];
  const position = Number(row.dataset.position);
  grid.activate(position);
  const count = grid.rowsAt(position);
  return copyFormats.map((format) => ({
    id: `copy-row-${format}`,
    label: t(`menu.copyRow.${format}`, { count }),
    run: () => copyText(grid.copy(position, format)),
  }));
}

function focusable(element: Element): HTMLElement | null {
  const found = element.closest<HTMLElement>("button, a, [tabindex]");
  return found ?? (document.activeElement instanceof HTMLElement ? document.activeElement : null);
}
