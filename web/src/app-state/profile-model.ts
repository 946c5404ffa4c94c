/** What is looked at of a sampling profile: its table, in one of four shapes, and its flame graph. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type {
  Failure,
  FlameRow,
  ProfileMethods,
  ProfileRow,
  ProfileShape,
  ProfileSortKey,
  Sort,
} from "../../../worker/protocol";
import { asFailure } from "../engine/failed";
import type { Branch } from "../tree/branch";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import { choiceField, textField } from "./address-field";
import { undoable } from "./filter-undo";
import { pythonForProfiles } from "./profiles";

export const profileShapes: readonly ProfileShape[] = ["functions", "callees", "callers", "scripts"];
export const profileShape = signal<ProfileShape>("functions");
export const profileText = signal("");

const sortKeys: readonly ProfileSortKey[] = ["total", "self", "samples", "name", "total_delta", "self_delta"];

/** How the tables are sorted; null for what suits each of them. */
export const profileSort = signal<Sort<ProfileSortKey> | null>(null);

/** The place in the call tree that is the widest in the flame graph; 0 is the root. */
export const flameRoot = signal(0);

keepInAddress(
  choiceField("profile", "by", profileShape, profileShapes),
  textField("profile", profileText),
  {
    view: "profile",
    name: "sort",
    read(value) {
      const [, sign, name] = /^(-?)(\w+)$/.exec(value ?? "") ?? [];
      const by = sortKeys.find((key) => key === name);
      profileSort.value = by ? { by, descending: sign === "-" } : null;
    },
    write: () => profileSort.value && `${profileSort.value.descending ? "-" : ""}${profileSort.value.by}`,
  },
  {
    view: "profile",
    name: "at",
    isStep: true,
    read(value) {
      flameRoot.value = /^\d{1,9}$/.test(value ?? "") ? Number(value) : 0;
    },
    write: () => (flameRoot.value > 0 ? String(flameRoot.value) : null),
  },
);

undoable(profileText, "profile filter");

const longestStart = 30;

export interface Sides {
  profile: number;
  base: number | null;
}

interface Query {
  sort: Sort<ProfileSortKey>;
  filter: { text: string };
}

/** One shape of one profile, or of two beside each other. */
export class ProfileTable extends FollowedTree<ProfileRow, Query> {
  readonly sort: ReadonlySignal<Sort<ProfileSortKey>>;
  #isUnfolded = false;

  constructor(
    sides: Sides,
    readonly shape: ProfileShape,
  ) {
    const by = shape === "callees" ? "total" : "self";
    const usual: Sort<ProfileSortKey> = { by: sides.base === null ? by : `${by}_delta`, descending: true };
    const sort = computed((): Sort<ProfileSortKey> => {
      const chosen = profileSort.value;
      return chosen && (sides.base !== null || !chosen.by.endsWith("_delta")) ? chosen : usual;
    });
    const query = computed(() => ({ sort: sort.value, filter: { text: profileText.value } }));
    super(query, (shown) => ({
      load: (path, start, count) =>
        pythonForProfiles().askProfile("profile_rows", {
          ...sides,
          ...shown(),
          shape,
          path: path.map(({ key }) => key),
          start,
          count,
        }),
      key: ({ key }) => String(key),
      canOpen: ({ can_open }) => can_open,
    }));
    this.sort = sort;
  }

  /** Opens the tree as far down as each has but one below it: a program's start is seldom what is looked for. */
  async unfold(): Promise<void> {
    if (this.shape !== "callees" || this.#isUnfolded) return;
    this.#isUnfolded = true;
    await this.tree.prepare();
    let branch: Branch<ProfileRow> | null = this.tree.root;
    for (let level = 0; branch && branch.total === 1 && level < longestStart; level += 1) {
      branch = await this.tree.open({ branch, index: 0 });
    }
  }

  sortBy(by: ProfileSortKey): void {
    const now = this.sort.value;
    profileSort.value = { by, descending: now.by === by ? !now.descending : by !== "name" };
  }
}

export type Flame = ProfileMethods["flame"]["result"];

/** More cannot be told apart, and would hold the page up. */
const most = 1500;
const least = 1 / 1200;

/** Which profiles `flameRoot` is a place in. */
let rootIsOf = "";

/** The flame graph of one profile, or of how it differs from another; what was clicked last fills its width. */
export class FlameModel {
  readonly shown = signal<Flame | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly root = flameRoot;
  #asked = -1;

  constructor(private readonly sides: Sides) {
    // A place is one in these profiles only.
    const which = `${sides.profile} ${sides.base}`;
    if (rootIsOf !== "" && rootIsOf !== which) flameRoot.value = 0;
    rootIsOf = which;
  }

  /** Asks for what is to be shown, unless it is there. */
  async follow(): Promise<void> {
    const root = this.root.value;
    if (root === this.#asked) return;
    this.#asked = root;
    try {
      const flame = await pythonForProfiles().askProfile("flame", { ...this.sides, root, most, least });
      if (this.#asked === root) this.shown.value = flame;
    } catch (error) {
      // Whoever wrote the address may have had another profile.
      if (this.#asked === root && root > 0) this.root.value = 0;
      else if (this.#asked === root) this.failure.value = asFailure(error);
    }
  }

  /** One caller up. */
  out(): void {
    this.root.value = this.shown.peek()?.above.at(-1)?.key ?? 0;
  }
}

/** Whether two rows are of the same function. */
export function isSameFunction(one: ProfileRow | null, other: ProfileRow | FlameRow): boolean {
  return (
    one !== null &&
    one.name === other.name &&
    one.url === other.url &&
    one.line === other.line &&
    one.column === other.column
  );
}
