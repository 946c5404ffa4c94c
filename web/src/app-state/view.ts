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
  "set",
  "help",
] as const;

export type View = (typeof views)[number];

/** Views of no snapshot. */
export const standaloneViews: ReadonlySet<View> = new Set<View>(["triage", "profile", "help"]);

/** Those that have a place of their own in the rail: of sets, there is one for each that was given a name. */
export const listedViews: readonly View[] = views.filter((name) => name !== "set");

export const initialView: View = "summary";

export const view = signal<View>(initialView);

export function viewNamed(name: string | undefined): View {
  return views.find((known) => known === name) ?? initialView;
}
