/** What a process's log says (`heapglass.triage.answer`). Sizes are bytes, times seconds. */

export type Phrase = (string | { code: string })[];

export type Clock = "epoch" | "elapsed" | "samples";

/** A straight line through a series, fitted so that outliers do not count. */
export interface Trend {
  start: number;
  end: number;
  first: number;
  last: number;
  /** Bytes a second. */
  slope: number;
  confidence: number;
  shape: string;
}

export interface LogSeries {
  measure: string;
  track: string;
  label_parts: Phrase;
  clock: Clock;
  /** The verdict speaks of it. */
  main: boolean;
  count: number;
  first: number;
  last: number;
  least: number;
  most: number;
  time: number[];
  value: number[];
  trend: Trend | null;
  grows: boolean;
}

export interface LogCollections {
  track: string;
  clock: Clock;
  count: number;
  time: number[];
  full: boolean[];
}

export interface Verdict {
  kind: string;
  confidence: number;
  title: string;
  title_parts: Phrase;
  /** What it means, and then the evidence. */
  text_parts: Phrase[];
  next_parts: Phrase[];
}

export interface ProcessSize {
  heap_used: number | null;
  heap_total: number | null;
  external: number | null;
  rss: number | null;
}

export interface LogProcess {
  name: string;
  platform: string;
  clock: Clock;
  /** The time zero, in seconds since 1970; null if the log has no dates. */
  origin: number | null;
  series: LogSeries[];
  collections: LogCollections[];
  size: ProcessSize;
  verdict: Verdict;
}

export interface Triage {
  name: string;
  size: number;
  line_count: number;
  formats: { format: string; records: number }[];
  unread: { count: number; shown: { line: number; format: string; text: string }[] };
  remarks: { key: string; line: number; text_parts: Phrase }[];
  title: string;
  text: string;
  processes: LogProcess[];
}

export interface TriageOptions {
  language: string;
  /** What the process may have, in bytes, where the log does not say. */
  limit: number | null;
}

export interface Reconciliation {
  whole: number;
  explained: number;
  share: number;
  title: string;
  text: string;
  parts: { part: string; label: string; bytes: number }[];
}

export interface TriageMethods {
  reconciliation: { params: { size: ProcessSize; language: string }; result: Reconciliation | null };
}
