/** The picture as elements to be drawn: nodes with their places, sizes and words, and the edges between them. */

import type { GraphEdge, GraphNode, GraphPicture } from "../../../worker/protocol";
import { canvasText } from "../charts/canvas-text";
import { kindOf, type NodeKind } from "../format/node-kinds";
import { formatSize } from "../format/numbers";
import { t } from "../language/words";
import { columnsOf, layered, type Place } from "./layers";

export type EdgeKind = "property" | "context" | "internal" | "weak" | "dominates";

export interface DrawnNode extends Place {
  key: string;
  node: GraphNode;
  kind: NodeKind;
  size: number;
  label: string;
  /** Of the "+N more" beside a node, how many. */
  more: number;
  matches: boolean;
}

export interface DrawnEdge {
  key: string;
  from: string;
  to: string;
  kind: EdgeKind;
  label: string;
  onPath: boolean;
}

export interface Drawing {
  nodes: DrawnNode[];
  edges: DrawnEdge[];
}

const smallest = 16;
const largest = 64;
const longestName = 20;
/** More names than these would only hide each other. */
const mostEdgeNames = 60;

const edgeKinds = new Map<string, EdgeKind>([
  ["property", "property"],
  ["element", "property"],
  ["context", "context"],
  ["weak", "weak"],
]);

export function edgeKindOf(type: string): EdgeKind {
  return edgeKinds.get(type) ?? "internal";
}

/** `shape`: width to height of the room for it. */
export function drawingOf(picture: GraphPicture, text: string, shape: number): Drawing {
  const most = Math.max(1, ...picture.nodes.map(({ retained }) => retained));
  const columns = columnsOf(picture);
  const byKey = new Map<string, number>();
  const sizes = new Map<string, number>();
  const drawn: Omit<DrawnNode, "x" | "y">[] = [];
  const extra: DrawnEdge[] = [];
  for (const node of picture.nodes) {
    const key = String(node.ordinal);
    const column = columns.get(node.ordinal) ?? 0;
    // The area is what it retains.
    const size = Math.max(smallest, Math.sqrt(node.retained / most) * largest);
    const common = { node, kind: kindOf(node.type), matches: matches(node, text) };
    drawn.push({ ...common, key, size, label: labelOf(node), more: 0 });
    byKey.set(key, column);
    sizes.set(key, size);
    const more = node.level < 0 ? node.more_retainers : node.more_references;
    if (more === 0) continue;
    const moreKey = `${key}+`;
    const label = t("graph.more", { count: more });
    drawn.push({ ...common, key: moreKey, size: smallest, label, more });
    byKey.set(moreKey, column + (node.level < 0 ? -1 : 1));
    sizes.set(moreKey, smallest);
    const [from, to] = node.level < 0 ? [moreKey, key] : [key, moreKey];
    extra.push({ key: `${key}…`, from, to, kind: "internal", label: "", onPath: false });
  }
  const named = picture.edges.length <= mostEdgeNames;
  const onPath = new Set(picture.nodes.filter((node) => node.on_path).map(({ ordinal }) => ordinal));
  const edges: DrawnEdge[] = [
    ...merged(picture.edges).map((edge) => ({
      key: `e${edge.edge}`,
      from: String(edge.from),
      to: String(edge.to),
      kind: edgeKindOf(edge.edge_type),
      label: named ? edgeName(edge) : "",
      onPath: onPath.has(edge.from) && onPath.has(edge.to),
    })),
    ...picture.links.map(({ from, to }) => ({
      key: `d${from}-${to}`,
      from: String(from),
      to: String(to),
      kind: "dominates" as const,
      label: "",
      onPath: onPath.has(from) && onPath.has(to),
    })),
    ...extra,
  ];
  const pairs = edges.map(({ from, to }): [string, string] => [from, to]);
  const places = layered(byKey, pairs, sizes, shape);
  return { nodes: drawn.map((node) => ({ ...node, ...(places.get(node.key) ?? { x: 0, y: 0 }) })), edges };
}

export function edgeName({ name_or_index: name }: GraphEdge): string {
  return shortened(typeof name === "number" ? `[${name}]` : name);
}

/** Cut in the middle: what tells names apart is often at the end. */
function shortened(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= longestName) return canvasText(name);
  return canvasText(`${letters.slice(0, longestName - 8).join("")}…${letters.slice(-7).join("")}`);
}

/** Of several edges from one node to another, the first. */
function merged(edges: readonly GraphEdge[]): GraphEdge[] {
  return [...new Map(edges.toReversed().map((edge) => [`${edge.from} ${edge.to}`, edge])).values()].reverse();
}

function labelOf(node: GraphNode): string {
  const name = node.name || (node.type === "closure" ? t("node.anonymous") : node.class_name);
  return `${shortened(name)}\n${formatSize(node.retained)}`;
}

/** By name or class, or `@id`. */
function matches({ name, class_name, id }: GraphNode, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === "" || wanted === `@${id}`) return true;
  return name.toLowerCase().includes(wanted) || class_name.toLowerCase().includes(wanted);
}
