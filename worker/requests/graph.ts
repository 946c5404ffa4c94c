/** The picture of the graph: few nodes, with the edges between them. */

import type { NodeRow } from "./rows";

export type CodeOwner = "program" | "library" | "runtime" | "engine";

export interface GraphNode extends NodeRow {
  /** 0 for what was asked for, 1, 2 … what it leads to, -1, -2 … what holds it. */
  level: number;
  owner: CodeOwner;
  /** It dominates the node that was asked for, or is it. */
  on_path: boolean;
  /** How many more could be drawn. */
  more_references: number;
  more_retainers: number;
  /** How many lead to nodes (come from some) that are left out as not the program's own. */
  hidden_references: number;
  hidden_retainers: number;
}

export interface GraphEdge {
  edge: number;
  edge_type: string;
  name_or_index: string | number;
  from: number;
  to: number;
}

export interface GraphPicture {
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** One dominates the other, and no edge drawn says so. */
  links: { from: number; to: number }[];
}

export interface GraphLimits {
  nodes: number;
  references: number;
  /** Without what is not the program's own. */
  own: boolean;
}

export interface GraphMethods {
  neighbourhood: {
    params: GraphLimits & { id: number; depth: number; wider: [ordinal: number, edges: number][] };
    result: GraphPicture;
  };
  biggest: { params: GraphLimits & { text: string }; result: GraphPicture & { total: number } };
}
