/** The Python console: what is typed, and what comes of it. */

import type { NodeRow } from "./rows";

export interface GroupRow {
  /** What the nodes of the group have in common; null if nothing is known, or if it is a node. */
  key: string | number | null;
  node: NodeRow | null;
  count: number;
  shallow: number;
  retained: number;
}

interface Result<Kind, Row> {
  kind: Kind;
  /** More rows are asked for by this number. */
  number: number;
  total: number;
  /** Of all its nodes, in bytes. */
  shallow: number;
  retained: number;
  /** The first of them. */
  rows: Row[];
}

export type NodesResult = Result<"nodes", NodeRow>;
export type GroupsResult = Result<"groups", GroupRow> & { by: string };
export type ConsoleValue = { kind: "text"; text: string } | NodesResult | GroupsResult;

export interface ConsoleOutcome {
  /** `incomplete`: nothing was run, there is more to type. */
  status: "done" | "incomplete" | "error";
  output: string;
  /** As Python shows it. */
  error: string;
  value: ConsoleValue | null;
}

export interface ConsoleMethods {
  console_run: { params: { source: string; whole: boolean }; result: ConsoleOutcome };
  console_rows: {
    params: { number: number; start: number; count: number };
    result: { rows: NodeRow[] | GroupRow[] };
  };
  /** `source` is what stands before the cursor; the choices take the place of it from `start` on. */
  console_complete: { params: { source: string }; result: { start: number; choices: string[] } };
}
