/** A tree of any size whose rows come in pages when they are looked at, in an order that can change. */

import { signal } from "@preact/signals";
import type { Failure, Page } from "../../../worker/protocol";
import { asFailure } from "../engine/failed";
import { Branch, type Child, pageSize } from "./branch";
import { identity } from "./identity";
import type { Place } from "./place";

export interface TreeSource<Row> {
  /** Rows `start … start + count` below `path` (from the top down; empty: the top). */
  load(path: readonly Row[], start: number, count: number, signal: AbortSignal): Promise<Page<Row>>;
  /** Tells a row from its siblings, whatever their order. */
  key(row: Row): string;
  canOpen(row: Row, path: readonly Row[]): boolean;
}

export interface ShownRow<Row> extends Place<Row> {
  readonly position: number;
  readonly level: number;
  /** How many siblings it has, itself included; -1 while that is not known. */
  readonly setSize: number;
  readonly canOpen: boolean;
  readonly open: boolean;
  readonly content:
    | { kind: "row"; row: Row }
    | { kind: "loading" }
    | { kind: "none" }
    | { kind: "failed"; failure: Failure };
}

const pagesKept = 300;

/** An opened row keeps its children back this long (ms) for their first page, rather than flash a placeholder. */
const patience = 80;

export class LazyTree<Row> {
  /** Changes with everything that can be seen. */
  readonly version = signal(0);
  /** Counts the times that the rows came back in a new order, or filtered anew. */
  readonly reorders = signal(0);
  readonly root = new Branch<Row>(null, null, "", 1);
  /** Where its reader is, kept while it is not on show. */
  readonly reading: { top: number; active: Place<Row> } = { top: 0, active: { branch: this.root, index: 0 } };

  /** The row that its reader is to be taken to. */
  readonly destination = signal<Place<Row> | null>(null);

  /** Tells trees apart. */
  readonly number = identity(this);

  #generation = 0;
  #clock = 0;
  /** How many rows are in sight. */
  #inSight = 0;
  /** Pages that somebody waits for though nobody looks at them. */
  readonly #awaited = new Set<string>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(readonly source: TreeSource<Row>) {}

  get size(): number {
    return this.root.size;
  }

  /** Loads the first page, so that it can be shown at once. */
  async prepare(): Promise<void> {
    if (!this.root.pages.has(0)) await this.#load(this.root, 0);
  }

  /** Loads the top together with what its first row, the first of those and so on open to, and shows all of it at once. */
  async unfold(ask: (signal: AbortSignal) => Promise<readonly Page<Row>[]>): Promise<void> {
    await this.#request(this.root, 0, ask, (pages, generation) => {
      let branch = this.root;
      for (const [at, page] of pages.entries()) {
        this.#receive(branch, 0, page, generation);
        const row = page.rows[0];
        if (row === undefined || at === pages.length - 1) return;
        const key = this.source.key(row);
        const inner = new Branch(branch, row, key, branch.level + 1);
        branch.children.set(key, { key, branch: inner, index: 0, open: true });
        branch.place();
        branch = inner;
      }
    });
  }

  rowAt(position: number): ShownRow<Row> {
    const { branch, index } = this.root.locate(position);
    const row = this.rowOf({ branch, index });
    const common = { branch, index, position, level: branch.level, setSize: branch.total ?? -1 };
    if (row === undefined) {
      const content = this.#placeholder(branch);
      return { ...common, canOpen: false, open: false, content };
    }
    const child = branch.children.get(this.source.key(row));
    const canOpen = this.source.canOpen(row, branch.path);
    return { ...common, canOpen, open: child?.open ?? false, content: { kind: "row", row } };
  }

  rowOf({ branch, index }: Place<Row>): Row | undefined {
    return branch.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize];
  }

  /** Whether a row is from before the last change of order or filter: what comes in its place is on its way. */
  isOutdated({ branch, index }: Place<Row>): boolean {
    const page = branch.pages.get(Math.floor(index / pageSize));
    return page !== undefined && page.generation !== this.#generation;
  }

  /** Loads a row that nobody looks at yet; tells whether there is one. */
  async fetch({ branch, index }: Place<Row>): Promise<boolean> {
    const page = Math.floor(index / pageSize);
    const name = `${identity(branch)}/${page}`;
    this.#awaited.add(name);
    // A new order drops what was asked for: then it is asked for again.
    for (let attempt = 0; attempt < 5 && this.rowOf({ branch, index }) === undefined; attempt += 1) {
      await this.#load(branch, page);
    }
    this.#awaited.delete(name);
    return this.rowOf({ branch, index }) !== undefined;
  }

  /** Loads what rows `from … to` need, and lets go of what is no longer looked at. */
  show(from: number, to: number): void {
    this.#clock += 1;
    this.#inSight = to - from;
    const wanted = new Set<string>();
    const pages: [Branch<Row>, number][] = [];
    for (let position = from; position < Math.min(to, this.size); position += 1) {
      const { branch, index } = this.root.locate(position);
      const page = Math.floor(index / pageSize);
      const name = `${identity(branch)}/${page}`;
      if (wanted.has(name)) continue;
      wanted.add(name);
      pages.push([branch, page]);
    }
    for (const branch of this.root.openBranches()) {
      // A first page tells the branch's length: it is waited for.
      const isUnseen = (name: string) => !wanted.has(name) && !this.#awaited.has(name);
      branch.cancelLoads((page) => page > 0 && isUnseen(`${identity(branch)}/${page}`));
    }
    for (const [branch, page] of pages) {
      const loaded = branch.pages.get(page);
      if (loaded) loaded.lastSeen = this.#clock;
      if (loaded?.generation !== this.#generation && !branch.failure) void this.#load(branch, page);
    }
    this.#forget();
  }

  /** Opens a row; done when its children are known. */
  async open(place: Place<Row>): Promise<Branch<Row> | null> {
    const { branch, index } = place;
    const row = this.rowOf(place);
    if (row === undefined || !this.source.canOpen(row, branch.path)) return null;
    const key = this.source.key(row);
    const known = branch.children.get(key);
    const child: Child<Row> = known ?? {
      key,
      branch: new Branch(branch, row, key, branch.level + 1),
      index,
      open: true,
    };
    child.open = true;
    child.index = -1;
    branch.children.set(key, child);
    this.#touch();
    const appear = () => {
      const at = this.#indexOf(branch, key);
      if (!child.open || child.index >= 0 || at < 0) return;
      child.index = at;
      branch.place();
      this.#touch();
    };
    const timer = setTimeout(appear, patience);
    child.branch.failure = null;
    if (child.branch.pages.get(0)?.generation !== this.#generation) await this.#load(child.branch, 0);
    clearTimeout(timer);
    appear();
    return child.branch;
  }

  /** The rows at some positions, at most `most` of them, loaded where they are not yet. */
  async rowsBetween(from: number, to: number, most: number): Promise<ShownRow<Row>[]> {
    const places: Place<Row>[] = [];
    for (let at = from; at <= to && places.length < most; at += 1) places.push(this.root.locate(at));
    const rows: ShownRow<Row>[] = [];
    for (const place of places) {
      if (this.rowOf(place) === undefined) await this.fetch(place);
      const position = place.branch.positionOf(place.index);
      if (position !== null) rows.push(this.rowAt(position));
    }
    return rows.filter(({ content }) => content.kind === "row");
  }

  close({ branch, index }: Place<Row>): void {
    const row = this.rowOf({ branch, index });
    const child = row === undefined ? undefined : branch.children.get(this.source.key(row));
    if (!child) return;
    child.open = false;
    for (const inner of child.branch.openBranches()) inner.cancelLoads();
    branch.place();
    this.#touch();
  }

  /** Asks for everything again, in a new order or with a new filter. What is open stays open, what is shown stays until it is replaced. */
  async reload(): Promise<void> {
    this.#generation += 1;
    for (const branch of this.root.openBranches()) {
      branch.failure = null;
      branch.cancelLoads();
    }
    await this.#load(this.root, 0);
  }

  /** Ends every request that is under way. */
  dispose(): void {
    for (const branch of this.root.openBranches()) branch.cancelLoads();
  }

  #placeholder(branch: Branch<Row>): ShownRow<Row>["content"] {
    if (branch.failure) return { kind: "failed", failure: branch.failure };
    return branch.total === 0 ? { kind: "none" } : { kind: "loading" };
  }

  /** Done when the page is there, or its request has failed, whoever put it first. */
  #load(branch: Branch<Row>, page: number): Promise<void> {
    const name = `${identity(branch)}/${page}`;
    const known = this.#underWay.get(name);
    if (known && branch.loading.has(page)) return known;
    const load = this.#request(
      branch,
      page,
      (signal) => this.source.load(branch.path, page * pageSize, pageSize, signal),
      (answer, generation) => this.#receive(branch, page, answer, generation),
    );
    this.#underWay.set(name, load);
    return load;
  }

  async #request<Answer>(
    branch: Branch<Row>,
    page: number,
    ask: (signal: AbortSignal) => Promise<Answer>,
    receive: (answer: Answer, generation: number) => void,
  ): Promise<void> {
    if (branch.loading.has(page)) return;
    const request = new AbortController();
    const generation = this.#generation;
    branch.loading.set(page, request);
    try {
      const answer = await ask(request.signal);
      if (request.signal.aborted || generation !== this.#generation) return;
      receive(answer, generation);
    } catch (error) {
      if (request.signal.aborted || generation !== this.#generation) return;
      // What was there before stays readable.
      branch.failure = asFailure(error);
    } finally {
      if (branch.loading.get(page) === request) branch.loading.delete(page);
    }
    this.#touch();
  }

  #receive(branch: Branch<Row>, page: number, answer: Page<Row>, generation: number): void {
    const outdated = [...branch.pages.values()].some((loaded) => loaded.generation !== generation);
    if (outdated) {
      branch.pages.clear();
      for (const child of branch.children.values()) child.index = -1;
      if (branch === this.root) this.reorders.value += 1;
    }
    branch.setTotal(answer.total);
    branch.pages.set(page, { rows: answer.rows, generation, lastSeen: this.#clock });
    if (branch.children.size > 0) {
      answer.rows.forEach((row, at) => {
        const child = branch.children.get(this.source.key(row));
        if (child && (outdated || child.open)) child.index = page * pageSize + at;
      });
    }
    branch.place();
    // A new order is read from its top: what stands open there is asked for before its rows are drawn.
    if (outdated && branch === this.root) this.show(0, this.#inSight);
  }

  #indexOf(branch: Branch<Row>, key: string): number {
    for (const [index, row] of branch.loadedRows()) if (this.source.key(row) === key) return index;
    return -1;
  }

  #forget(): void {
    const all: { branch: Branch<Row>; page: number; lastSeen: number }[] = [];
    for (const branch of this.root.openBranches()) {
      for (const [page, { lastSeen }] of branch.pages) all.push({ branch, page, lastSeen });
    }
    if (all.length <= pagesKept) return;
    all.sort((a, b) => a.lastSeen - b.lastSeen);
    for (const { branch, page, lastSeen } of all.slice(0, all.length - pagesKept)) {
      if (lastSeen < this.#clock && page > 0) branch.pages.delete(page);
    }
  }

  #touch(): void {
    this.version.value += 1;
  }
}
