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

export interface Report {
  /** A few sentences on the whole heap. */
  opening_parts: Sentence[];
  statistics: Statistics;
  growth: GrowthSplit | null;
  findings: Finding[];
}

/** Asks for what came since the base (whose file's name is given) instead of all that there is. */
interface Since {
  compare?: boolean;
  base_name?: string;
}

export interface ReportMethods {
  findings: { params: Since & { language: string }; result: Report };
  report: {
    params: Since & { language: string; format: "html" | "markdown" };
    result: { text: string };
  };
}
