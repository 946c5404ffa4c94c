/** Which view of the snapshot is on show; the same for all snapshots. What each one is: `views/catalogue.tsx`. */

import { signal } from "@preact/signals";

export const views = [
  "overview",
  "summary",
  "comparison",
  "containment",
  "dominators",
  "statistics",
  "detached",
  "strings",
  "closures",
  "timeline",
  "triage",
  "profile",
  "graph",
  "console",
  "help",
] as const;

export type View = (typeof views)[number];

/** Views of no snapshot. */
export const standaloneViews: ReadonlySet<View> = new Set<View>(["triage", "profile", "help"]);

export const initialView: View = "summary";

export const view = signal<View>(initialView);

export function viewNamed(name: string | undefined): View {
  return views.find((known) => known === name) ?? initialView;
}
