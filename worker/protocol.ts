/** What the page and the worker say to each other: the requests of `heapglass.service`, typed. */

export type Param = string | number;

/** Something that did not work, as data: the page has its own words for each `code`, and `message` for the rest. */
export interface Failure {
  code: string;
  kind: string;
  params: Record<string, Param>;
  /** One or two complete English sentences. */
  message: string;
  /** For bug reports only; empty unless something unforeseen happened. */
  details: string;
}

export type Reply<T> = { ok: true; result: T } | { ok: false; error: Failure };

export interface Progress {
  phase: string;
  done: number;
  total: number;
}

/** What opening a file would take. */
export interface Estimate {
  /** Of WebAssembly memory, at the peak. */
  bytes: number;
}

export type BootStep = "runtime" | "core";

export interface SnapshotInfo {
  name: string;
  file_size: number;
  node_count: number;
  edge_count: number;
  string_count: number;
  total_size: number;
  extra_native_bytes: number;
}

export interface ClassRow {
  class_index: number;
  key: string;
  name: string;
  count: number;
  distance: number;
  shallow: number;
  retained: number;
}

export interface NodeRow {
  ordinal: number;
  id: number;
  name: string;
  type: string;
  class_name: string;
  distance: number;
  shallow: number;
  retained: number;
  self_size: number;
  edge_count: number;
  /** 0 unknown, 1 attached, 2 detached. */
  detachedness: number;
}

export interface EdgeRow {
  edge: number;
  edge_type: string;
  name_or_index: string | number;
  /** The other end: where a reference leads, or, among retainers, who holds it. */
  node: NodeRow;
}

export interface Location {
  script_id: number;
  script_name: string | null;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
}

export interface NodeDetail extends NodeRow {
  /** Retained size / self size; null when the self size is 0. */
  pt: number | null;
  /** Retained size in percent of the whole heap. */
  percent: number;
  constructor: string | null;
  location: Location | null;
  dominator: NodeRow | null;
}

export interface Page<Row> {
  total: number;
  rows: Row[];
}

export interface SummaryPage extends Page<ClassRow> {
  /** How many classes there are without the filter. */
  unfiltered: number;
  total_size: number;
}

export interface Sort<Key extends string> {
  by: Key;
  descending: boolean;
}

export type ClassSortKey = "retained" | "shallow" | "count" | "distance" | "name";
export type InstanceSortKey = "retained" | "shallow" | "distance" | "id" | "name";
export type ReferenceSortKey = "retained" | "shallow" | "distance" | "name";

export interface Filter {
  text: string;
  regex?: boolean;
  match_case?: boolean;
}

interface Window {
  start: number;
  count: number;
}

/** A piece of a sentence: text, a node by its name, or a name in the program. */
export type Part = string | { node: number; id: number; text: string } | { code: string };
export type Sentence = Part[];

export type Severity = "critical" | "warning" | "notice";

/** Something that probably leaks, in words (`heapglass.report.data`). */
export interface Finding {
  kind: string;
  severity: Severity;
  bytes: number;
  /** Of the whole heap, from 0 to 1. */
  share: number;
  node: { ordinal: number; id: number };
  title_parts: Sentence;
  text_parts: Sentence[];
  /** From the object to a GC root. */
  path_parts: Sentence[];
  advice: string;
}

export interface Report {
  findings: Finding[];
}

export type ComparisonSortKey =
  | "name"
  | "added_count"
  | "removed_count"
  | "count_delta"
  | "added_size"
  | "removed_size"
  | "size_delta";

/** What came and went of one class since the base: counts of objects, shallow bytes. */
export type ComparedClass = Record<Exclude<ComparisonSortKey, "name">, number> & {
  key: string;
  name: string;
};

export interface ComparisonTotals {
  classes: number;
  added_count: number;
  removed_count: number;
  added_size: number;
  removed_size: number;
}

export type ComparisonPage = Page<ComparedClass> & ComparisonTotals & { unfiltered: number };

export interface ComparedNodes {
  total: number;
  ordinals: number[];
  /** Null for removed nodes: the base knows what those were. */
  rows: NodeRow[] | null;
}

/** All that another worker needs to compare its snapshot with this one; the header is plain JSON. */
export interface ComparisonSide {
  header: unknown;
  buffers: ArrayBuffer[];
}

/** Asks for what came since the base (whose file's name is given) instead of all that there is. */
interface Since {
  compare?: boolean;
  base_name?: string;
}

/** Every question, with its parameters and its answer. */
export interface Methods {
  summary: { params: Window & { sort: Sort<ClassSortKey>; filter: Filter }; result: SummaryPage };
  instances: {
    params: Window & { class_index: number; sort: Sort<InstanceSortKey> };
    result: Page<NodeRow>;
  };
  references: { params: Window & { ordinal: number; sort: Sort<ReferenceSortKey> }; result: Page<EdgeRow> };
  retainers: { params: Window & { ordinal: number }; result: Page<EdgeRow> };
  node: { params: { ordinal: number } | { id: number }; result: NodeDetail };
  findings: { params: Since & { language: string }; result: Report };
  report: {
    params: Since & { language: string; format: "html" | "markdown" };
    result: { text: string };
  };
  comparison: {
    params: Window & { sort: Sort<ComparisonSortKey>; filter: Filter };
    result: ComparisonPage;
  };
  compared_nodes: {
    params: Window & { class_key: string; side: "added" | "removed" };
    result: ComparedNodes;
  };
  nodes: { params: { ordinals: number[] }; result: { rows: NodeRow[] } };
}

export type Method = keyof Methods;

/** What the worker offers the page (through Comlink). */
export interface HeapWorker {
  /**
   * Loads Python and the core from `runtime` (an absolute address ending in "/"). Call it once, first. The worker holds
   * the lock named `life` until its end.
   */
  boot(runtime: string, life: string, report: (step: BootStep) => void): Promise<Reply<null>>;
  /** Looks at the beginning of a file only. */
  estimate(file: File): Promise<Reply<Estimate>>;
  /** Reads and analyses a file. One worker reads one file. */
  open(file: File, report: (progress: Progress) => void): Promise<Reply<SnapshotInfo>>;
  /** What a base of a comparison with this snapshot has to class its objects by. */
  shapes(): Promise<Reply<unknown>>;
  /** This snapshot as a base, for one with those shapes. */
  exportSide(shapes: unknown): Promise<Reply<ComparisonSide>>;
  /** Compares this snapshot with the base that such a side is of. */
  setBase(side: ComparisonSide): Promise<Reply<ComparisonTotals>>;
  ask<M extends Method>(method: M, params: Methods[M]["params"]): Promise<Reply<Methods[M]["result"]>>;
}
