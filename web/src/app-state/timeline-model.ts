/** When the objects of a recording were allocated, and by which functions. */

import { signal } from "@preact/signals";
import type { AllocationTop, Failure, Timeline } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { asNodes, type ListRow, listSource } from "../heap/list-rows";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import { choiceField } from "./address-field";
import { nodeFilterField } from "./node-filter";
import { objects } from "./query";

/** More columns would be thinner than what one can point at. */
const mostSpans = 240;

/** Below the columns: the objects of the chosen time, or the functions that allocated. */
export const timelineParts = ["objects", "functions"] as const;
export const timelinePart = signal<(typeof timelineParts)[number]>("objects");

const always = signal(null);

keepInAddress(
  choiceField("timeline", "show", timelinePart, timelineParts),
  nodeFilterField("timeline", objects),
);

export class TimelineModel {
  readonly timeline = signal<Timeline | null>(null);
  readonly failure = signal<Failure | null>(null);
  /** The functions that allocated, most bytes first; each opens into what is left of it. */
  readonly tops: FollowedTree<ListRow<AllocationTop>, null>;

  constructor(engine: Engine) {
    engine.ask("timeline", { buckets: mostSpans }).then(
      (timeline) => {
        this.timeline.value = timeline;
      },
      (error) => {
        this.failure.value = asFailure(error);
      },
    );
    this.tops = new FollowedTree<ListRow<AllocationTop>, null>(always, () =>
      listSource<AllocationTop>(engine, {
        key: ({ row }) => row,
        nodeOf: () => null,
        canOpen: ({ live_count }) => live_count > 0,
        things: (start, count, signal) => engine.ask("allocation_tops", { start, count }, signal),
        below: async ({ row }, start, count, signal) => {
          const sort = { by: "retained", descending: true } as const;
          return asNodes(await engine.ask("allocated", { row, sort, start, count }, signal));
        },
      }),
    );
  }
}
