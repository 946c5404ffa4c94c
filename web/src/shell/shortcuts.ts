/** Keys that work everywhere on the page, except while something is typed. */

import { currentLoaded } from "../app-state/snapshots";
import { type View, view, views } from "../app-state/view";
import { GraphModel } from "../graph/graph-model";
import { isAvailable } from "../views/catalogue";
import { chooseFiles } from "./file-picker";
import { keysShown } from "./keys-dialog";

const actions: Record<string, () => void> = {
  o: chooseFiles,
  "/": () => focus("[data-filter]"),
  ...Object.fromEntries(views.slice(0, 9).map((name, at) => [String(at + 1), () => show(name)])),
  r: () => focus(".tree-grid.retainers"),
  g: showGraph,
  "[": () => history.back(),
  "]": () => history.forward(),
  "?": () => {
    keysShown.value = true;
  },
};

export function startShortcuts(): void {
  addEventListener("keydown", (event) => {
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

function show(name: View): void {
  if (!isAvailable(name)) return;
  view.value = name;
  if (name !== "overview") requestAnimationFrame(() => focus(`.tree-grid.${name}`));
}

/** Of the selected node, if there is one. */
function showGraph(): void {
  const loaded = currentLoaded.value;
  if (!loaded) return;
  const node = loaded.selection.node.value;
  if (node) loaded.model(GraphModel).lookAt(node.ordinal);
  view.value = "graph";
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
