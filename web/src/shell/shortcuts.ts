/** Keys that work everywhere on the page, except while something is typed. */

import { graphCentre } from "../app-state/graph-query";
import { NodeSearch } from "../app-state/node-search";
import { showSearch, stepThroughMatches, typeAhead } from "../app-state/search";
import { currentLoaded } from "../app-state/snapshots";
import { undo } from "../app-state/undo";
import { type View, view, views } from "../app-state/view";
import { showRetainers } from "../menu/node-menu";
import { catalogue, isAvailable } from "../views/catalogue";
import { chooseFiles } from "./file-picker";
import { keysShown } from "./keys-dialog";

const actions: Record<string, () => void> = {
  o: chooseFiles,
  "/": () => focus("[data-filter]"),
  ...Object.fromEntries(views.slice(0, 9).map((name, at) => [String(at + 1), () => show(name)])),
  r: goToRetainers,
  c: () => show("comparison"),
  d: () => reveal("dominators"),
  g: showGraph,
  "[": () => history.back(),
  "]": () => history.forward(),
  "?": () => {
    keysShown.value = true;
  },
};

export function startShortcuts(): void {
  startTypingAhead();
  addEventListener("keydown", (event) => {
    if (isCommand(event, "k") && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      showSearch();
      return;
    }
    if (event.key === "F3" && canStep()) {
      event.preventDefault();
      void stepThroughMatches(event.shiftKey ? -1 : 1);
      return;
    }
    if (isCommand(event, "z") && !event.defaultPrevented && !isTyping(event.target)) {
      event.preventDefault();
      void undo();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      currentLoaded.value?.selection.clear();
      return;
    }
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** Before anything else hears of it: what is typed after asking for the search is for the search. */
function startTypingAhead(): void {
  const listen = (event: KeyboardEvent) => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!typeAhead(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", listen, { capture: true });
}

function isCommand(event: KeyboardEvent, key: string): boolean {
  return (
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === key
  );
}

/** Without a search there is nothing to step through: the browser's own search has the key. */
function canStep(): boolean {
  return (currentLoaded.peek()?.model(NodeSearch).total.peek() ?? 0) > 0;
}

function show(name: View): void {
  if (!isAvailable(name)) return;
  view.value = name;
  focusView(name);
}

/** Frames in which a view that is looked at for the first time comes. */
const patience = 120;

/** What moves with the arrow keys in the view, as soon as it is there. */
function focusView(name: View, left = patience): void {
  requestAnimationFrame(() => {
    if (view.peek() !== name || left === 0) return;
    const found =
      document.querySelector<HTMLElement>(`.tree-grid.${name}`) ??
      document.querySelector<HTMLElement>("main .view [tabindex='0']:not(.tree-grid)");
    if (found) found.focus({ preventScroll: true });
    else focusView(name, left - 1);
  });
}

/** Of the selected node, if there is one. */
function showGraph(): void {
  const loaded = currentLoaded.value;
  if (!loaded) return;
  const node = loaded.selection.node.value;
  if (node) graphCentre.value = node.id;
  show("graph");
}

function goToRetainers(): void {
  const loaded = currentLoaded.peek();
  const node = loaded?.selection.node.peek();
  if (loaded && node) void showRetainers(loaded, node);
  else focus(".tree-grid.retainers");
}

/** Shows the selected node in a view. */
function reveal(name: View): void {
  show(name);
  const loaded = currentLoaded.peek();
  const node = loaded?.selection.node.peek();
  if (!loaded || !node || view.peek() !== name) return;
  // A picture may have stood in the place of the rows.
  void Promise.resolve(catalogue[name].reveal?.(loaded, node)).then(() => focusView(name));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches("input:not([type=file]), textarea, select, [contenteditable]")
  );
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
