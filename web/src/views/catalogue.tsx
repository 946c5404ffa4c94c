/** What each view is: its icon, when there is something to see in it, and what shows it. */

import type { ComponentType, JSX } from "preact";
import type { NodeRow } from "../../../worker/protocol";
import { canCompare } from "../app-state/comparison-base";
import { comparisonMode } from "../app-state/comparison-query";
import { shape } from "../app-state/dominators-query";
import { graphCentre } from "../app-state/graph-query";
import { namedSetsOf } from "../app-state/named-sets";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import { current, currentLoaded } from "../app-state/snapshots";
import type { View } from "../app-state/view";
import {
  BookIcon,
  ClosuresIcon,
  ComparisonIcon,
  ConsoleIcon,
  ContainmentIcon,
  DetachedIcon,
  DominatorsIcon,
  FlameIcon,
  GraphIcon,
  LogIcon,
  OverviewIcon,
  SetIcon,
  StatisticsIcon,
  StringsIcon,
  SummaryIcon,
  TimelineIcon,
} from "../shell/icons";
import { later } from "./later";
import { OverviewView } from "./overview-view";
import { SummaryView } from "./summary-view";

/** What every view is given. */
export interface ViewProps {
  snapshot: OpenSnapshot;
  loaded: Loaded;
}

interface Entry {
  icon: () => JSX.Element;
  Show: ComponentType<ViewProps> | null;
  /** For a view that is of no snapshot. */
  ShowAlone?: ComponentType<object>;
  /** Whether there is something to see in it, rather than how to get there; without this, always. */
  isFilled?: (snapshot: OpenSnapshot) => boolean;
  /** Not a list: the room of the retainers is its own until an object is selected. */
  isPicture?: () => boolean;
  /** Shows a node in the view, for those that can; the view is on show then, and the node selected. */
  reveal?: (loaded: Loaded, node: NodeRow) => void | Promise<void>;
}

/** All but the first two come when they are first looked at, so that the page itself is small. */
export const catalogue: Record<View, Entry> = {
  overview: { icon: OverviewIcon, Show: OverviewView, isPicture: () => true },
  summary: {
    icon: SummaryIcon,
    Show: SummaryView,
    reveal: (loaded, node) => loaded.summary.reveal(node),
  },
  comparison: {
    icon: ComparisonIcon,
    isPicture: () => !canCompare.value || comparisonMode.value === "chart",
    Show: later(async () => (await import("./comparison-view")).ComparisonView),
    isFilled: () => canCompare.value,
  },
  containment: {
    icon: ContainmentIcon,
    Show: later(async () => (await import("./containment-view")).ContainmentView),
    reveal: async (loaded, node) => {
      const { ContainmentModel } = await import("../app-state/containment-model");
      await loaded.model(ContainmentModel).reveal(node.ordinal);
    },
  },
  dominators: {
    icon: DominatorsIcon,
    isPicture: () => shape.value !== "tree",
    Show: later(async () => (await import("./dominators-view")).DominatorsView),
    reveal: async (loaded, node) => {
      const { DominatorsModel } = await import("../app-state/dominators-model");
      await loaded.model(DominatorsModel).reveal(node.ordinal);
    },
  },
  statistics: {
    icon: StatisticsIcon,
    isPicture: () => true,
    Show: later(async () => (await import("./statistics-view")).StatisticsView),
  },
  detached: {
    icon: DetachedIcon,
    Show: later(async () => (await import("./detached-view")).DetachedView),
  },
  strings: {
    icon: StringsIcon,
    Show: later(async () => (await import("./strings-view")).StringsView),
  },
  closures: {
    icon: ClosuresIcon,
    Show: later(async () => (await import("./closures-view")).ClosuresView),
  },
  timeline: {
    icon: TimelineIcon,
    isPicture: () => !currentLoaded.value?.info.has_timeline,
    Show: later(async () => (await import("./timeline-view")).TimelineView),
    isFilled: ({ loaded }) => loaded?.info.has_timeline ?? false,
  },
  triage: {
    icon: LogIcon,
    Show: null,
    ShowAlone: later(async () => (await import("./triage/triage-view")).TriageView),
  },
  profile: {
    icon: FlameIcon,
    Show: null,
    ShowAlone: later(async () => (await import("./profile/profile-view")).ProfileView),
  },
  graph: {
    icon: GraphIcon,
    isPicture: () => true,
    Show: later(async () => (await import("./graph-view")).GraphView),
    reveal: (_, node) => {
      graphCentre.value = node.id;
    },
  },
  console: {
    icon: ConsoleIcon,
    isPicture: () => true,
    Show: later(async () => (await import("../console/console-view")).ConsoleView),
  },
  set: {
    icon: SetIcon,
    Show: later(async () => (await import("./set-view")).SetView),
    isFilled: (snapshot) => namedSetsOf(snapshot).sets.value.length > 0,
  },
  help: {
    icon: BookIcon,
    Show: null,
    ShowAlone: later(async () => (await import("./help/help-view")).HelpView),
  },
};

export function isAvailable(name: View): boolean {
  if (catalogue[name].ShowAlone) return true;
  const snapshot = current.value;
  return snapshot !== null && snapshot.stage.value.kind !== "part";
}

export function isFilled(name: View): boolean {
  if (catalogue[name].ShowAlone) return true;
  const snapshot = current.value;
  return snapshot !== null && (catalogue[name].isFilled?.(snapshot) ?? true);
}
