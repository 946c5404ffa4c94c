/** The guided tour of the example: five steps from "something leaks" to the line that leaks. */

import { batch, effect, signal } from "@preact/signals";
import type { NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { chosenBase, comparisonFilter, comparisonMode } from "./comparison-query";
import type { Loaded, OpenSnapshot } from "./open-snapshot";
import { current, show, snapshots } from "./snapshots";
import { view } from "./view";

export const tourSteps = ["finding", "comparison", "class", "retainers", "source"] as const;

export type TourStep = (typeof tourSteps)[number];

/** The one it is at; null when there is no tour. */
export const tourStep = signal<TourStep | null>(null);

interface Guided {
  base: OpenSnapshot;
  last: OpenSnapshot;
  loaded: Loaded;
  thing: Promise<Found>;
}

/** One of the things that pile up, and the method that keeps the one before it. */
interface Found {
  thing: NodeRow;
  method: NodeRow;
}

let guided: Guided | null = null;
let stopWaiting = () => {};

/** Begins when the first and the last of these snapshots are there to be compared. */
export function startTour(opened: readonly OpenSnapshot[]): void {
  const [base, last] = [opened[0], opened.at(-1)];
  if (!base || !last) return;
  endTour();
  stopWaiting = effect(() => {
    const isOpen = snapshots.value.includes(base) && snapshots.value.includes(last);
    if (!isOpen) queueMicrotask(endTour);
    else if (!guided && base.loaded && last.loaded) {
      guided = { base, last, loaded: last.loaded, thing: findThing(last.loaded.engine) };
      queueMicrotask(() => goTo("finding"));
    }
  });
}

export function endTour(): void {
  stopWaiting();
  guided = null;
  tourStep.value = null;
}

export function goTo(step: TourStep): void {
  if (!guided) return;
  batch(() => {
    if (current.value !== guided?.last) show(guided?.last as OpenSnapshot);
    tourStep.value = step;
    arrange(step, guided as Guided);
  });
}

/** Brings on show what a step is about. */
function arrange(step: TourStep, { base, loaded, thing }: Guided): void {
  const { selection, overview } = loaded;
  chosenBase.value = base.letter;
  if (step === "finding") {
    selection.clear();
    overview.chosenScope.value = "since";
    view.value = "overview";
    return;
  }
  view.value = "comparison";
  comparisonMode.value = "classes";
  comparisonFilter.value = step === "comparison" ? "" : thingClass;
  if (step === "comparison") selection.clear();
  else void thing.then((found) => select(step, found));

  function select(at: TourStep, found: Found): void {
    if (tourStep.value === at) selection.select(at === "source" ? found.method : found.thing);
  }
}

const thingClass = "{longStr, someMethod}";

/** Not the newest of them, which is in use, but one that should be gone. */
async function findThing(engine: Engine): Promise<Found> {
  const sort = { by: "retained", descending: true } as const;
  const classes = await engine.ask("summary", { filter: { text: thingClass }, sort, start: 0, count: 1 });
  const class_index = classes.rows[0]?.class_index ?? 0;
  const instances = await engine.ask("instances", { class_index, sort, start: 0, count: 4 });
  const thing = instances.rows.at(-1) as NodeRow;
  const { ordinal } = thing;
  const references = await engine.ask("references", { ordinal, sort, start: 0, count: 20 });
  const method = references.rows.find((edge) => edge.name_or_index === "someMethod");
  return { thing, method: method?.node ?? thing };
}
