/** The Python console: what is typed, and what comes of it. */

import type { InstanceSortKey, NodeRow, Page, Sort, Window } from "./rows";

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
/** References, ways to the root, rows of a summary …: whatever has columns. */
export interface TableResult {
  kind: "table";
  title: string;
  heads: string[];
  kinds: ("node" | "text" | "path" | "number" | "bytes")[];
  rows: (NodeRow | string | number | boolean | null)[][];
  total: number;
}
export type ConsoleValue = { kind: "text"; text: string } | NodesResult | GroupsResult | TableResult;

export interface ConsoleOutcome {
  /** `incomplete`: nothing was run, there is more to type. */
  status: "done" | "incomplete" | "error";
  output: string;
  /** As Python shows it. */
  error: string;
  value: ConsoleValue | null;
  sets: NamedSet[];
}

/** A set of nodes that a person gave a name to. */
export interface NamedSet {
  name: string;
  /** Another one for another set under the same name. */
  version: number;
  total: number;
  shallow: number;
  retained: number;
}

/** Ordinals as base64 of uint32: what outlives the worker that made the set. */
export interface KeptSet {
  name: string;
  ordinals: string;
}

export interface ConsoleMethods {
  console_run: { params: { source: string; whole: boolean }; result: ConsoleOutcome };
  console_rows: {
    params: { number: number; start: number; count: number };
    result: { rows: NodeRow[] | GroupRow[] };
  };
  /** `source` is what stands before the cursor; the choices take the place of it from `start` on. */
  console_complete: { params: { source: string }; result: { start: number; choices: string[] } };
  /** What stands at the end of `source`, in words; null if nothing is known of it. */
  console_describe: { params: { source: string }; result: { title: string | null; text: string | null } };
  save_set: { params: { number: number; name: string }; result: { sets: NamedSet[] } };
  rename_set: { params: { name: string; to: string }; result: { sets: NamedSet[] } };
  remove_set: { params: { name: string }; result: { sets: NamedSet[] } };
  set_nodes: { params: Window & { name: string; sort: Sort<InstanceSortKey> }; result: Page<NodeRow> };
  set_ordinals: { params: { name: string }; result: { ordinals: string } };
  restore_sets: { params: { sets: KeptSet[] }; result: { sets: NamedSet[] } };
}
