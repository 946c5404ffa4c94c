/** What one can do with an open snapshot: rename it, compare with it, make files of it, close it. */

import { signal } from "@preact/signals";
import { markedBase } from "../app-state/comparison-base";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { mostExported, saveAnalysis, saveNodes, saveReport } from "../app-state/saving";
import { close } from "../app-state/snapshots";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";
import type { MenuGroup, MenuItem } from "../menu/menu-state";

/** The snapshot whose name is being written. */
export const renamed = signal<OpenSnapshot | null>(null);

/** The snapshot that the dialog about redacting is open for. */
export const redacted = signal<OpenSnapshot | null>(null);

export function snapshotMenu(snapshot: OpenSnapshot): MenuGroup[] {
  const isBase = markedBase.value === snapshot;
  return [
    [
      {
        id: "rename",
        label: t("saving.rename"),
        hint: "F2",
        run: () => {
          renamed.value = snapshot;
        },
      },
      {
        id: "base",
        label: t("saving.base"),
        checked: isBase,
        disabled: !snapshot.loaded,
        run: () => {
          markedBase.value = isBase ? null : snapshot;
        },
      },
    ],
    saveItems(snapshot),
    [{ id: "close", label: t("action.close"), run: () => close(snapshot) }],
  ];
}

/** The files that can be made of it. */
export function saveItems(snapshot: OpenSnapshot): MenuItem[] {
  const loaded = snapshot.loaded;
  if (!loaded) return [];
  const selected = loaded.selection.node.value;
  const nodes = selected
    ? t("saving.nodesOf", { id: selected.id })
    : t("saving.nodes", { most: formatCount(mostExported) });
  return [
    { id: "save-analysis", label: t("saving.analysis"), run: () => saveAnalysis(snapshot, loaded) },
    {
      id: "redact",
      label: t("saving.redacted"),
      // A saved analysis has no text of a snapshot to redact.
      disabled: loaded.info.name.toLowerCase().endsWith(".heapglass"),
      run: () => {
        redacted.value = snapshot;
      },
    },
    { id: "save-nodes", label: nodes, run: () => saveNodes(snapshot, loaded) },
    {
      id: "report-html",
      label: t("saving.report", { format: "HTML" }),
      run: () => saveReport(snapshot, loaded, "html"),
    },
    {
      id: "report-markdown",
      label: t("saving.report", { format: "Markdown" }),
      run: () => saveReport(snapshot, loaded, "markdown"),
    },
    {
      id: "report-json",
      label: t("saving.report", { format: "JSON" }),
      run: () => saveReport(snapshot, loaded, "json"),
    },
  ];
}
