/** Everything the page can be told to do, by name. */

import { baseOf, canCompare, swap } from "../app-state/comparison-base";
import { language } from "../app-state/language";
import { namedSetsOf, showSet } from "../app-state/named-sets";
import { filter } from "../app-state/query";
import { close, current, show, snapshots } from "../app-state/snapshots";
import { theme, themes } from "../app-state/theme";
import { undo } from "../app-state/undo";
import { listedViews, type View, view } from "../app-state/view";
import { visible } from "../format/visible-text";
import { t } from "../language/words";
import { chooseFiles } from "../shell/file-picker";
import { commandKey } from "../shell/key-names";
import { keysShown } from "../shell/keys-dialog";
import { saveItems } from "../shell/snapshot-menu";
import { catalogue, isAvailable } from "../views/catalogue";
import type { Result } from "./results";

export function viewResults(): Result[] {
  const snapshot = current.value;
  const sets = snapshot ? namedSetsOf(snapshot).sets.value : [];
  return [
    ...listedViews.filter(isAvailable).map(viewResult),
    ...sets.map(({ name }) => ({
      id: `set-${name}`,
      label: visible(name),
      icon: catalogue.set.icon,
      choose: () => showSet(name),
    })),
  ];
}

function viewResult(name: View): Result {
  const at = listedViews.indexOf(name);
  return {
    id: `view-${name}`,
    label: t(`view.${name}`),
    icon: catalogue[name].icon,
    ...(at < 9 && { keys: String(at + 1) }),
    choose: () => {
      view.value = name;
    },
  };
}

export function snapshotResults(): Result[] {
  return snapshots.value
    .filter((snapshot) => snapshot !== current.value)
    .map((snapshot) => ({
      id: `snapshot-${snapshot.letter}`,
      label: `${snapshot.letter.toUpperCase()} · ${snapshot.name}`,
      choose: () => show(snapshot),
    }));
}

export function commandResults(): Result[] {
  const commands: (Result | false)[] = [
    { id: "open", label: t("search.command.open"), keys: "O", choose: chooseFiles },
    ...ofSnapshot(),
    filter.value.text !== "" && {
      id: "clear-filter",
      label: t("search.command.clearFilter"),
      choose: () => {
        filter.value = { ...filter.peek(), text: "" };
      },
    },
    { id: "undo", label: t("undo.undo"), keys: `${commandKey} Z`, choose: async () => void (await undo()) },
    ...themes.map((name) => ({
      id: `theme-${name}`,
      label: t("theme.label", { theme: t(`theme.${name}`) }),
      choose: () => {
        theme.value = name;
      },
    })),
    {
      id: "language",
      label: t("language.switchMeaning"),
      choose: () => {
        language.value = language.peek() === "zh" ? "en" : "zh";
      },
    },
    {
      id: "keys",
      label: t("keys.help"),
      keys: "?",
      choose: () => {
        keysShown.value = true;
      },
    },
  ];
  return commands.filter((command) => command !== false);
}

function ofSnapshot(): Result[] {
  const snapshot = current.value;
  if (!snapshot) return [];
  const base = snapshot.loaded && canCompare.value ? baseOf(snapshot) : null;
  const saving = saveItems(snapshot).map(({ id, label, run }) => ({
    id,
    label,
    also: t("search.alsoSaving"),
    choose: run,
  }));
  return [
    ...(base
      ? [
          {
            id: "compare",
            label: t("search.command.compare", { name: base.name }),
            keys: "C",
            choose: () => {
              view.value = "comparison";
            },
          },
          { id: "swap", label: t("comparison.swapMeaning"), choose: () => swap(snapshot) },
        ]
      : []),
    ...saving,
    ...(snapshot.loaded && snapshot.loaded.selection.retaining.ignored.value.length > 0
      ? [
          {
            id: "restore-all",
            label: t("retaining.restoreAll"),
            choose: () => snapshot.loaded?.selection.retaining.restoreAll(),
          },
        ]
      : []),
    {
      id: "close",
      label: t("action.closeSnapshot", { name: snapshot.name }),
      choose: () => close(snapshot),
    },
  ];
}
