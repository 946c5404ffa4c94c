/** A small heap, drawn: whichever object is chosen tells its sizes, its distance or its dominator. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatSize } from "../../format/numbers";
import { t } from "../../language/words";
import type { Sketch } from "./sketches";

const step = { x: 116, y: 54 };
const box = { width: 88, height: 30 };
const margin = 8;

export function HeapSketch({ sketch, plain }: { sketch: Sketch; plain: string }): JSX.Element {
  const chosen = useSignal(sketch.chosen);
  const pointed = useSignal<number | null>(null);
  const at = pointed.value ?? chosen.value;
  const { nodes, edges } = sketch;
  const distances = distancesFrom(sketch);
  const lit = litBy(sketch, at, distances);
  const columns = 1 + Math.max(...nodes.map(({ x }) => x));
  const rows = 1 + Math.max(...nodes.map(({ y }) => y));
  const width = (columns - 1) * step.x + box.width + 2 * margin;
  const height = (rows - 1) * step.y + box.height + 2 * margin;
  const left = (node: number) => margin + (nodes[node]?.x ?? 0) * step.x;
  const top = (node: number) => margin + (nodes[node]?.y ?? 0) * step.y;
  const move = (by: number) => {
    chosen.value = (chosen.value + by + nodes.length) % nodes.length;
  };
  return (
    <figure class="sketch" data-sketch={sketch.shows}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={plain}
        onPointerLeave={() => {
          pointed.value = null;
        }}
      >
        <defs>
          <marker
            id="sketch-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {edges.map(([from, to]) => (
          <path
            key={`${from} ${to}`}
            class={`sketch-edge ${lit.has(from) && lit.has(to) ? "lit" : ""}`}
            d={lineOf([left(from), top(from)], [left(to), top(to)])}
            marker-end="url(#sketch-arrow)"
          />
        ))}
        {nodes.map(({ name, isGone }, number) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the two buttons below do the same for keys
          <g
            key={number}
            class={`sketch-node ${number === at ? "chosen" : ""} ${lit.has(number) ? "lit" : ""} ${isGone ? "gone" : ""}`}
            data-node={number}
            onPointerEnter={() => {
              pointed.value = number;
            }}
            onClick={() => {
              chosen.value = number;
            }}
          >
            <rect x={left(number)} y={top(number)} width={box.width} height={box.height} rx="6" />
            <text x={left(number) + box.width / 2} y={top(number) + 19} text-anchor="middle">
              {sketch.shows === "distance" ? `${name} · ${distances[number] ?? "−"}` : name}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <button type="button" class="plain" aria-label={t("help.previous")} onClick={() => move(-1)}>
          ‹
        </button>
        <button type="button" class="plain" aria-label={t("help.next")} onClick={() => move(1)}>
          ›
        </button>
        <span role="status">{told(sketch, at, lit, distances)}</span>
      </figcaption>
    </figure>
  );
}

function told(
  sketch: Sketch,
  at: number,
  lit: ReadonlySet<number>,
  distances: readonly (number | null)[],
): string {
  const { nodes, shows } = sketch;
  const name = nodes[at]?.name ?? "";
  if (at === 0) return t("help.isRoot");
  if (shows === "distance") return t("help.isAt", { name, count: distances[at] ?? 0 });
  if (shows === "dominator")
    return t("help.isDominated", { name, dominator: nodes[dominatorOf(sketch, at)]?.name });
  const shallow = nodes[at]?.size ?? 0;
  const retained = [...lit].reduce((sum, node) => sum + (nodes[node]?.size ?? 0), 0);
  const others = [...lit].filter((node) => node !== at).map((node) => nodes[node]?.name ?? "");
  const sizes = { name, shallow: formatSize(shallow), retained: formatSize(retained) };
  if (others.length === 0) return t("help.retainsItself", sizes);
  return t("help.retains", { ...sizes, others: others.join(t("help.and")) });
}

/** What is marked when a node is chosen. */
function litBy(sketch: Sketch, at: number, distances: readonly (number | null)[]): ReadonlySet<number> {
  if (sketch.shows === "retained") return retainedBy(sketch, at);
  if (sketch.shows === "dominator") return new Set(at === 0 ? [0] : [at, dominatorOf(sketch, at)]);
  const way = new Set([at]);
  let node = at;
  while ((distances[node] ?? 0) > 0) {
    const from = sketch.edges.find(
      ([one, to]) => to === node && distances[one] === (distances[node] ?? 0) - 1,
    )?.[0];
    if (from === undefined) break;
    way.add(from);
    node = from;
  }
  return way;
}

/** What cannot be reached any more once a node is gone; itself included. */
function retainedBy({ nodes, edges }: Sketch, gone: number): ReadonlySet<number> {
  const before = reachable(edges, null);
  const after = gone === 0 ? new Set<number>() : reachable(edges, gone);
  return new Set(nodes.map((_, at) => at).filter((at) => at === gone || (before.has(at) && !after.has(at))));
}

/** The nearest one without which it cannot be reached. */
function dominatorOf(sketch: Sketch, at: number): number {
  const distances = distancesFrom(sketch);
  const all = sketch.nodes
    .map((_, node) => node)
    .filter((node) => node !== at && retainedBy(sketch, node).has(at));
  return all.sort((one, other) => (distances[other] ?? 0) - (distances[one] ?? 0))[0] ?? 0;
}

function reachable(edges: Sketch["edges"], without: number | null): Set<number> {
  const found = new Set([0]);
  for (const from of found) {
    for (const [one, to] of edges) if (one === from && to !== without) found.add(to);
  }
  return found;
}

function distancesFrom({ nodes, edges }: Sketch): (number | null)[] {
  const distances: (number | null)[] = nodes.map((_, at) => (at === 0 ? 0 : null));
  for (const _ of nodes) {
    for (const [from, to] of edges) {
      const way = distances[from];
      if (way !== null && way !== undefined && (distances[to] ?? Number.POSITIVE_INFINITY) > way + 1) {
        distances[to] = way + 1;
      }
    }
  }
  return distances;
}

type Corner = readonly [x: number, y: number];

/** From the edge of one box to the edge of another. */
function lineOf([x, y]: Corner, [toX, toY]: Corner): string {
  const [middle, toMiddle] = [y + box.height / 2, toY + box.height / 2];
  if (toX > x) return `M${x + box.width} ${middle}L${toX} ${toMiddle}`;
  if (toX < x) return `M${x} ${middle}L${toX + box.width} ${toMiddle}`;
  const centre = x + box.width / 2;
  return toY > y
    ? `M${centre} ${y + box.height}L${centre} ${toY}`
    : `M${centre} ${y}L${centre} ${toY + box.height}`;
}
