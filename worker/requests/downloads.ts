/** Files that the page offers to keep (`heapglass.service.downloads`). */

export interface RedactOptions {
  keep: "names" | "shapes";
  values: "stable" | "uniform";
  paths: "keep" | "hide";
}

export interface ExportOptions {
  ordinals: number[];
  depth?: number;
  references?: number;
}

export type DownloadWish =
  /** Of a file that need not be open. */
  | { kind: "redact"; file: File; options: RedactOptions }
  /** Of the open snapshot. */
  | { kind: "save"; options: { strings: boolean } }
  | { kind: "nodes"; options: ExportOptions };

/** Strings of a kind that can still be read. */
export interface StillClear {
  count: number;
  examples: string[];
}

/** What was replaced, and what is still in the clear (`heapglass.redact.report`). */
export interface RedactionReport {
  keep: string;
  strings: number;
  /** Strings that were replaced as a whole. */
  values: number;
  clear: Record<string, StillClear>;
  paths: StillClear;
  urls: StillClear;
  families: Record<string, StillClear>;
  dropped: string[];
}
