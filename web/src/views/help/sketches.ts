/** Small heaps that explain a word each. */

export interface SketchNode {
  /** Names are the program's: they are in no language. */
  name: string;
  size: number;
  x: number;
  y: number;
  /** Another look: what the program has let go of. */
  isGone?: boolean;
}

export interface Sketch {
  /** What choosing a node shows. */
  shows: "retained" | "distance" | "dominator";
  /** The first one is the root. */
  nodes: readonly SketchNode[];
  /** From, to. */
  edges: readonly (readonly [number, number])[];
  /** Chosen at first. */
  chosen: number;
}

const node = (name: string, size: number, x: number, y: number, isGone = false): SketchNode => ({
  name,
  size,
  x,
  y,
  isGone,
});

export const sketches: Readonly<Record<string, Sketch>> = {
  retained: {
    shows: "retained",
    chosen: 2,
    nodes: [
      node("root", 0, 0, 1),
      node("cache", 200, 1, 0),
      node("session", 400, 2, 0),
      node("body", 60_000, 3, 0),
      node("config", 300, 1, 2),
      node("logger", 2_000, 3, 2),
    ],
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 4],
      [4, 5],
      [2, 5],
    ],
  },
  distance: {
    shows: "distance",
    chosen: 4,
    nodes: [
      node("root", 0, 0, 0),
      node("app", 100, 1, 0),
      node("queue", 100, 2, 0),
      node("job", 100, 3, 0),
      node("job", 100, 4, 0),
      node("job", 100, 5, 0),
    ],
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ],
  },
  dominators: {
    shows: "dominator",
    chosen: 4,
    nodes: [
      node("root", 0, 0, 1),
      node("a", 100, 1, 1),
      node("b", 200, 2, 0),
      node("c", 300, 2, 2),
      node("d", 5_000, 3, 1),
    ],
    edges: [
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 4],
    ],
  },
  detached: {
    shows: "retained",
    chosen: 3,
    nodes: [
      node("root", 0, 0, 1),
      node("document", 500, 1, 0),
      node("body", 400, 2, 0),
      node("rows", 100, 1, 2),
      node("<tr>", 200, 2, 2),
      node("<table>", 300, 3, 1, true),
      node("<tr> …", 90_000, 3, 2, true),
    ],
    edges: [
      [0, 1],
      [1, 2],
      [0, 3],
      [3, 4],
      [4, 5],
      [5, 4],
      [5, 6],
    ],
  },
  closures: {
    shows: "retained",
    chosen: 2,
    nodes: [
      node("root", 0, 0, 1),
      node("timer", 100, 1, 1),
      node("tick()", 64, 2, 1),
      node("context", 32, 3, 1),
      node("hugeReport", 800_000, 4, 1),
      node("report()", 64, 3, 2, true),
    ],
    edges: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [5, 3],
    ],
  },
};
