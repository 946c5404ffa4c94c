/** What one can do with a node, wherever it is shown. */

import type { NodeDetail, NodeRow } from "../../../worker/protocol";
import { copyText } from "../app-state/clipboard";
import { language } from "../app-state/language";
import { frame } from "../app-state/layout";
import type { Loaded } from "../app-state/open-snapshot";
import { notice } from "../app-state/undo";
import { view, views } from "../app-state/view";
import { asFailure } from "../engine/failed";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";
import { catalogue, isAvailable } from "../views/catalogue";
import { plainWords } from "../views/sentence";
import type { MenuGroup, MenuItem } from "./menu-state";

export function nodeMenu(loaded: Loaded, id: number): MenuGroup[] {
  const { retaining } = loaded.selection;
  const known = async (then: (node: NodeDetail) => unknown) => {
    try {
      await then(await loaded.engine.ask("node", { id }));
    } catch (error) {
      notice.value = { text: failureMessage(asFailure(error)), canUndo: false };
    }
  };
  const ignored = retaining.ignored.value.find((node) => node.id === id);
  return [
    reveals(loaded, known),
    [
      { id: "copy-id", label: t("menu.copyId"), hint: `@${id}`, run: () => copyText(`@${id}`) },
      {
        id: "copy-path",
        label: t("menu.copyPath"),
        run: () => known(async (node) => copyText(await path(loaded, node))),
      },
      { id: "copy-value", label: t("menu.copyValue"), run: () => known((node) => copyText(node.name)) },
    ],
    [
      ignored
        ? { id: "restore", label: t("menu.restore"), run: () => retaining.restore(ignored) }
        : { id: "ignore", label: t("menu.ignore"), run: () => known((node) => retaining.ignore(node)) },
    ],
  ];
}

type Known = (then: (node: NodeDetail) => unknown) => Promise<void>;

/** In which of the views there are a node can be shown. */
function reveals(loaded: Loaded, known: Known): MenuItem[] {
  const inViews = views
    .filter((name) => catalogue[name].reveal && isAvailable(name))
    .map((name) => ({
      id: `reveal-${name}`,
      label: t("menu.revealIn", { view: t(`view.${name}`) }),
      run: () =>
        known(async (node) => {
          view.value = name;
          loaded.selection.select(node);
          await catalogue[name].reveal?.(loaded, node);
          document.querySelector<HTMLElement>("#main .tree-grid")?.focus();
        }),
    }));
  const inRetainers = {
    id: "reveal-retainers",
    label: t("menu.revealIn", { view: t("retainers.title") }),
    hint: "R",
    run: () => known((node) => showRetainers(loaded, node)),
  };
  return [...inViews, inRetainers];
}

/** Selects a node and goes to the tree of its retainers. */
export async function showRetainers({ selection }: Loaded, node: NodeRow): Promise<void> {
  await selection.select(node);
  // Where there is no pane for them, they are a tab of the inspector.
  const target = frame.value === "narrow" ? "#tab-retainers" : ".tree-grid.retainers";
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(target);
    element?.focus();
    if (frame.value === "narrow") element?.click();
  });
}

/** The shortest way to a root in one line, the node first. */
async function path({ engine }: Loaded, node: NodeDetail): Promise<string> {
  const told = await engine.ask("kept_by", { ordinal: node.ordinal, language: language.value });
  const links = [...told.links, ...told.last_links].map(({ parts, steps }) =>
    parts ? plainWords(parts) : t("retaining.internal", { count: steps.length }),
  );
  const end = told.rooted ? told.root : t("retaining.notRooted");
  return [`${node.name || node.class_name} @${node.id}`, ...links, end].join(" ← ");
}
