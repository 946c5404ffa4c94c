/** Lists of one kind of thing: detached DOM nodes, duplicate strings, contexts and their variables. */

import type { EdgeRow, Filter, InstanceSortKey, Location, NodeRow, Page, Sort, Window } from "./rows";

/** A detached DOM node, and what keeps it. */
export interface DetachedRow extends NodeRow {
  /** No other detached node keeps it. */
  top: boolean;
  /** The nearest retainer that is not detached itself; null where none is within reach. */
  kept_by: EdgeRow | null;
  /** How many references lead from there to the node. */
  through: number;
}

export type StringSortKey = "wasted" | "count" | "length" | "value" | "shallow" | "retained";

/** Equal strings. */
export interface StringGroup {
  group: number;
  value: string;
  count: number;
  shallow: number;
  retained: number;
  wasted: number;
  /** In UTF-16 units; null where the file has cut the string and does not say. */
  length: number | null;
  truncated: boolean;
}

/** Where variables are declared, in characters from the script's start, as far as the file tells. */
export interface Scope {
  function: string | null;
  script: string | null;
  start: number | null;
  end: number | null;
}

/** The variables of one run of a function, and the functions that hold them. */
export interface ContextRow {
  node: NodeRow;
  scope: Scope;
  /** Of its first variables, those that keep most first. */
  names: (string | number)[];
  variable_total: number;
  unused_total: number;
  closures: NodeRow[];
  closure_total: number;
  location: Location | null;
}

/** `used` is null where the file does not say. */
export interface Variable {
  edge: number;
  name: string | number;
  node: NodeRow;
  used: boolean | null;
}

export type UnusedVariable = Variable & { context: NodeRow; scope: Scope };

export type ContextSortKey = "retained" | "shallow" | "distance";

export interface ListMethods {
  detached: {
    params: Window & { sort: Sort<InstanceSortKey>; top_only?: boolean };
    /** How many there are in all, how many of them no other one keeps, and what these keep together. */
    result: Page<DetachedRow> & { all: number; top_total: number; retained: number };
  };
  duplicate_strings: {
    params: Window & { sort: Sort<StringSortKey>; filter: Filter };
    result: Page<StringGroup> & { unfiltered: number; wasted: number };
  };
  duplicate_string_nodes: { params: Window & { group: number }; result: Page<NodeRow> };
  contexts: {
    params: Window & { sort: Sort<ContextSortKey>; filter: Filter & { unused?: boolean } };
    result: Page<ContextRow> & { unfiltered: number; known: number };
  };
  variables: {
    params: Window & { ordinal: number };
    result: { total: number; contexts: { variable_total: number; variables: Variable[] }[] };
  };
  unused_variables: { params: Window; result: Page<UnusedVariable> & { known: number } };
}
