/** Why nodes of one snapshot are kept: the shortest way to a root in words, and the retainers the user ignores. */

import { batch, signal } from "@preact/signals";
import type { KeptBy, NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { t } from "../language/words";
import { did } from "./undo";

/** The words for one node, as long as it is looked at. */
export class KeptWords {
  readonly told = signal<KeptBy | null>(null);
  #asked = "";

  constructor(private readonly engine: Engine) {}

  /** Asks, unless the same is told or asked already; `round` changes when other retainers are ignored. */
  async follow(node: NodeRow | null, language: string, round: number): Promise<void> {
    const wanted = node ? what(node.ordinal, language, round) : "";
    if (this.#asked === wanted) return;
    const isOther = this.#asked.split(" ")[0] !== wanted.split(" ")[0];
    this.#asked = wanted;
    if (isOther) this.told.value = null;
    if (!node) return;
    try {
      const told = await this.engine.ask("kept_by", { ordinal: node.ordinal, language });
      if (this.#asked === wanted) this.told.value = told;
    } catch {
      // The tree of retainers says what went wrong; a missing sentence is not missed.
      if (this.#asked === wanted) this.told.value = null;
    }
  }

  tell(ordinal: number, language: string, round: number, words: KeptBy): void {
    this.#asked = what(ordinal, language, round);
    this.told.value = words;
  }
}

function what(ordinal: number, language: string, round: number): string {
  return `${ordinal} ${language} ${round}`;
}

export class Retaining {
  /** The nodes that are left out as retainers. */
  readonly ignored = signal<readonly NodeRow[]>([]);
  /** Counts the changes of that. */
  readonly round = signal(0);
  /** Of the selected node, and of the one whose retainers are on show. */
  readonly selected: KeptWords;
  readonly kept: KeptWords;

  constructor(private readonly engine: Engine) {
    this.selected = new KeptWords(engine);
    this.kept = new KeptWords(engine);
  }

  /** Takes in what came together with other news of the selected node. */
  tell(ordinal: number, language: string, round: number, words: KeptBy, isKept: boolean): void {
    this.selected.tell(ordinal, language, round, words);
    if (isKept) this.kept.tell(ordinal, language, round, words);
  }

  isIgnored(id: number): boolean {
    return this.ignored.value.some((node) => node.id === id);
  }

  async ignore(node: NodeRow): Promise<void> {
    await this.#change("ignore", node);
    did({
      done: t("retaining.hasIgnored", { name: named(node) }),
      undo: () => this.#change("unignore", node),
      of: this.engine,
    });
  }

  async restore(node: NodeRow): Promise<void> {
    await this.#change("unignore", node);
    did({
      done: t("retaining.hasRestored", { name: named(node) }),
      undo: () => this.#change("ignore", node),
      of: this.engine,
    });
  }

  async restoreAll(): Promise<void> {
    const before = this.ignored.peek();
    if (before.length === 0) return;
    this.#set((await this.engine.ask("unignore_all", {})).rows);
    const undo = async () => {
      for (const node of before) await this.#change("ignore", node);
    };
    did({ done: t("retaining.hasRestoredAll"), undo, of: this.engine });
  }

  async #change(method: "ignore" | "unignore", { ordinal }: NodeRow): Promise<void> {
    this.#set((await this.engine.ask(method, { ordinal })).rows);
  }

  #set(rows: readonly NodeRow[]): void {
    batch(() => {
      this.ignored.value = rows;
      this.round.value += 1;
    });
  }
}

function named({ class_name, id }: NodeRow): string {
  return `${class_name} @${id}`;
}
