/** The sets of nodes of one snapshot that were given a name; they outlive the worker in which they were made. */

import { batch, computed, signal } from "@preact/signals";
import type { NamedSet, NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { type ListRow, listSource } from "../heap/list-rows";
import { t } from "../language/words";
import { FollowedTree } from "../tree/followed-tree";
import { keepInAddress } from "./address";
import type { OpenSnapshot } from "./open-snapshot";
import { snapshots } from "./snapshots";
import { did } from "./undo";
import { view } from "./view";
import { instanceOrders, viewSort } from "./view-sort";

/** The name of the set on show. */
export const shownSet = signal("");

export const setSort = viewSort("set", instanceOrders);

keepInAddress(
  {
    view: "set",
    name: "name",
    isStep: true,
    read(value) {
      shownSet.value = value ?? "";
    },
    write: () => shownSet.value || null,
  },
  setSort.field,
);

export function showSet(name: string): void {
  batch(() => {
    shownSet.value = name;
    view.value = "set";
  });
}

export class NamedSets {
  readonly sets = signal<readonly NamedSet[]>([]);
  /** What each is made of. */
  readonly #kept = new Map<string, { version: number; ordinals: string }>();
  readonly #ready = new WeakMap<Engine, Promise<void>>();

  /** Done when a worker has all that were named before it was there. */
  ready(engine: Engine): Promise<void> {
    const known = this.#ready.get(engine);
    if (known) return known;
    const made = this.#restore(engine);
    this.#ready.set(engine, made);
    return made;
  }

  /** What the worker has now. */
  async take(engine: Engine, sets: readonly NamedSet[]): Promise<void> {
    this.sets.value = sets;
    for (const { name, version } of sets) {
      if (this.#kept.get(name)?.version === version) continue;
      const { ordinals } = await engine.ask("set_ordinals", { name });
      this.#kept.set(name, { version, ordinals });
    }
    for (const name of this.#kept.keys()) if (!sets.some((set) => set.name === name)) this.#kept.delete(name);
  }

  async save(engine: Engine, number: number, name: string): Promise<void> {
    const { sets } = await engine.ask("save_set", { number, name });
    await this.take(engine, sets);
  }

  async rename(engine: Engine, name: string, to: string): Promise<void> {
    await this.ready(engine);
    const { sets } = await engine.ask("rename_set", { name, to });
    const at = this.sets.peek().findIndex((set) => set.name === name);
    batch(() => {
      if (shownSet.peek() === name) shownSet.value = sets[at]?.name ?? to;
      this.sets.value = sets;
    });
    await this.take(engine, sets);
  }

  async remove(engine: Engine, name: string): Promise<void> {
    await this.ready(engine);
    const ordinals = this.#kept.get(name)?.ordinals;
    const { sets } = await engine.ask("remove_set", { name });
    await this.take(engine, sets);
    if (ordinals === undefined) return;
    const undo = async () => {
      const back = await engine.ask("restore_sets", { sets: [{ name, ordinals }] });
      await this.take(engine, back.sets);
    };
    did({ done: t("sets.removed", { name }), undo, of: engine });
  }

  async #restore(engine: Engine): Promise<void> {
    const sets = [...this.#kept].map(([name, { ordinals }]) => ({ name, ordinals }));
    if (sets.length === 0) return;
    await engine.loadLibrary();
    await this.take(engine, (await engine.ask("restore_sets", { sets })).sets);
  }
}

const ofSnapshots = new WeakMap<OpenSnapshot, NamedSets>();

export function namedSetsOf(snapshot: OpenSnapshot): NamedSets {
  const made = ofSnapshots.get(snapshot) ?? new NamedSets();
  ofSnapshots.set(snapshot, made);
  return made;
}

const query = computed(() => ({ name: shownSet.value, sort: setSort.sort.value }));

/** The nodes of the set on show. */
export class SetList extends FollowedTree<ListRow<NodeRow>, typeof query.value> {
  constructor(engine: Engine) {
    super(query, (shown) =>
      listSource<NodeRow>(engine, {
        key: ({ ordinal }) => ordinal,
        nodeOf: (row) => row,
        things: async (start, count, signal) => {
          const snapshot = snapshots.peek().find(({ loaded }) => loaded?.engine === engine);
          if (snapshot) await namedSetsOf(snapshot).ready(engine);
          return engine.ask("set_nodes", { ...shown(), start, count }, signal);
        },
      }),
    );
  }
}
