/** The findings, and reports of them. */

import type { Statistics } from "./statistics";

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
  /** Of what is about many objects: their paths laid over one another, from the objects on. */
  tree: Branch[];
  count: number;
  advice: string;
}

/** A place through which so many objects are kept; what is behind it comes closer to the roots. */
export interface Branch {
  count: number;
  parts: Sentence;
  children: Branch[];
}

/** What came since the base, by cause and by class. */
export interface GrowthSplit {
  parts: { cause: "leak" | "churn" | "warming" | "code" | "noise"; bytes: number; count: number }[];
  classes: { key: string; name: string; added_count: number; removed_count: number; size_delta: number }[];
}

/** Something that grew in every step: an object, or all those of a class (then with counts). Sizes are bytes. */
export interface Series {
  name: string;
  counts: number[] | null;
  sizes: number[];
  /** Of the object. */
  id: number | null;
  per_step: number;
  per_second: number | null;
}

/** What grew in every step of three snapshots or more. */
export interface HeapTrend {
  totals: number[];
  limit: number;
  per_step: number;
  per_second: number | null;
  classes: Series[];
  containers: Series[];
  /** Until the limit is reached; null unless the whole heap grew in every step. */
  steps_left: number | null;
  seconds_left: number | null;
}

export interface Report {
  /** A few sentences on the whole heap. */
  opening_parts: Sentence[];
  statistics: Statistics;
  growth: GrowthSplit | null;
  trend: HeapTrend | null;
  findings: Finding[];
}

/**
 * Asks for what came since the base (whose file's name is given), or for the trend over earlier snapshots (by name),
 * instead of all that there is. The limit is the heap's, in bytes.
 */
export interface Since {
  compare?: boolean;
  base_name?: string;
  earlier?: string[];
  heap_limit?: number;
}

/** What is looked at next for the findings, one of several steps. */
export interface LookStep {
  phase: "ways" | "chains" | "detached" | "collections" | "strings" | "parts" | "accumulation" | "paths";
  done: number;
  total: number;
}

export interface ReportMethods {
  look: { params: Since; result: LookStep | null };
  findings: { params: Since & { language: string }; result: Report };
  report: {
    params: Since & { language: string; format: "html" | "markdown" };
    result: { text: string };
  };
}
