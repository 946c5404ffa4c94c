/** The nodes of one snapshot that a search finds, the biggest first: as many as were looked at, and the rest on demand. */

import { batch, signal } from "@preact/signals";
import type { Failure, NodeRow } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";

export interface SearchWish {
  text: string;
  regex: boolean;
  match_case: boolean;
}

const pageSize = 50;

export class NodeSearch {
  readonly wish = signal<SearchWish>({ text: "", regex: false, match_case: false });
  /** Null while it is not known. */
  readonly total = signal<number | null>(null);
  readonly rows = signal<readonly NodeRow[]>([]);
  readonly failure = signal<Failure | null>(null);
  /** Which match is selected; null for none. */
  readonly at = signal<number | null>(null);
  #request = new AbortController();
  #loadingMore = false;

  constructor(private readonly engine: Engine) {}

  /** The newest wish wins: what older ones find is not shown. */
  async find(wish: SearchWish): Promise<void> {
    const { text, regex, match_case } = this.wish.peek();
    if (wish.text === text && wish.regex === regex && wish.match_case === match_case) return;
    this.#request.abort();
    this.#request = new AbortController();
    this.#loadingMore = false;
    batch(() => {
      this.wish.value = wish;
      this.total.value = null;
      this.failure.value = null;
      this.at.value = null;
      if (wish.text === "") this.rows.value = [];
    });
    if (wish.text === "") return;
    const page = await this.#ask(0, pageSize, this.#request.signal);
    if (page) {
      batch(() => {
        this.total.value = page.total;
        this.rows.value = page.rows;
      });
    } else if (this.failure.value) this.rows.value = [];
  }

  /** Loads the rows after those that are there. */
  async more(): Promise<void> {
    const have = this.rows.peek().length;
    if (this.#loadingMore || this.total.peek() === null || have >= (this.total.peek() ?? 0)) return;
    this.#loadingMore = true;
    const { signal } = this.#request;
    const page = await this.#ask(have, pageSize, signal);
    if (signal.aborted) return;
    this.#loadingMore = false;
    if (page) this.rows.value = [...this.rows.peek(), ...page.rows];
  }

  /** The match so many after the selected one, round and round; it is the selected one then. */
  async step(by: 1 | -1): Promise<NodeRow | null> {
    const total = this.total.peek() ?? 0;
    if (total === 0) return null;
    const before = this.at.peek();
    const next = before === null ? (by > 0 ? 0 : total - 1) : (before + by + total) % total;
    this.at.value = next;
    const known = this.rows.peek()[next];
    if (known) return known;
    const page = await this.#ask(next, 1, this.#request.signal);
    return this.at.peek() === next ? (page?.rows[0] ?? null) : null;
  }

  async #ask(start: number, count: number, signal: AbortSignal) {
    const wish = this.wish.peek();
    const sort = { by: "retained", descending: true } as const;
    try {
      const page = await this.engine.ask("search", { ...wish, in: "both", sort, start, count }, signal);
      return signal.aborted ? null : page;
    } catch (error) {
      if (!signal.aborted) this.failure.value = asFailure(error);
      return null;
    }
  }
}
