/** Where each node of the picture goes: in columns from left to right, each held by what is left of it. */

import type { GraphPicture } from "../../../worker/protocol";

export interface Place {
  x: number;
  y: number;
}

const columnWidth = 190;
/** Columns stand farther apart where there is room for it: names of edges can be read then. */
const farthestApart = 2.2;
const gap = 44;
const mostColumns = 7;
/** How often nodes move towards the middle of those they are connected with. */
const rounds = 6;

/** `sizes`: of each node (by its key), in px; `shape`: width to height of the room for it. */
export function layered(
  columns: ReadonlyMap<string, number>,
  pairs: readonly [string, string][],
  sizes: ReadonlyMap<string, number>,
  shape: number,
): Map<string, Place> {
  const byColumn = new Map<number, string[]>();
  for (const [key, column] of columns) byColumn.set(column, [...(byColumn.get(column) ?? []), key]);
  const neighbours = new Map<string, string[]>();
  for (const [from, to] of pairs) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const places = new Map<string, Place>();
  const numbers = [...byColumn.keys()].sort((a, b) => a - b);
  const stack = (column: number) => {
    const keys = byColumn.get(column) ?? [];
    const heights = keys.map((key) => (sizes.get(key) ?? 0) + gap);
    let top = -heights.reduce((sum, height) => sum + height, 0) / 2;
    keys.forEach((key, at) => {
      const height = heights[at] ?? 0;
      places.set(key, { x: column * columnWidth, y: top + height / 2 });
      top += height;
    });
  };
  for (const column of numbers) stack(column);
  for (let round = 0; round < rounds; round += 1) {
    for (const column of round % 2 === 0 ? numbers : numbers.toReversed()) {
      const middle = new Map(
        byColumn.get(column)?.map((key) => {
          const others = (neighbours.get(key) ?? []).flatMap((other) => {
            const place = places.get(other);
            return place && columns.get(other) !== column ? [place.y] : [];
          });
          const mean = others.reduce((sum, y) => sum + y, 0) / others.length;
          return [key, others.length > 0 ? mean : (places.get(key)?.y ?? 0)];
        }),
      );
      byColumn.get(column)?.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      stack(column);
    }
  }
  const isChain = numbers.length > mostColumns;
  return spread(isChain ? folded(places, columns, sizes) : broken(numbers, byColumn, sizes, shape), shape);
}

/** A column that is too high for the room goes on beside itself: of all ways to break them, the one that is seen largest. */
function broken(
  numbers: readonly number[],
  byColumn: ReadonlyMap<number, readonly string[]>,
  sizes: ReadonlyMap<string, number>,
  shape: number,
): Map<string, Place> {
  const heightOf = (keys: readonly string[]) =>
    keys.reduce((sum, key) => sum + (sizes.get(key) ?? 0) + gap, 0);
  const breakInto = (most: number) =>
    numbers.flatMap((column) => {
      const keys = byColumn.get(column) ?? [];
      const parts = Math.ceil(keys.length / most);
      // In turn, so that each stays at the height of what it is connected with.
      return Array.from({ length: parts }, (_, part) => keys.filter((_, at) => at % parts === part));
    });
  const longest = Math.max(1, ...[...byColumn.values()].map(({ length }) => length));
  let best: string[][] = [];
  let largest = 0;
  for (let most = longest; most >= 1; most -= 1) {
    const stacks = breakInto(most);
    const scale = Math.min(shape / (stacks.length * columnWidth), 1 / Math.max(...stacks.map(heightOf)));
    if (scale > largest) [best, largest] = [stacks, scale];
  }
  const places = new Map<string, Place>();
  for (const [at, keys] of best.entries()) {
    let top = -heightOf(keys) / 2;
    for (const key of keys) {
      const height = (sizes.get(key) ?? 0) + gap;
      places.set(key, { x: at * columnWidth, y: top + height / 2 });
      top += height;
    }
  }
  return places;
}

function spread(places: Map<string, Place>, shape: number): Map<string, Place> {
  const all = [...places.values()];
  const across = (axis: "x" | "y") =>
    columnWidth + Math.max(...all.map((place) => place[axis])) - Math.min(...all.map((place) => place[axis]));
  const wider = Math.min(farthestApart, (shape * across("y")) / across("x"));
  if (!(wider > 1)) return places;
  return new Map([...places].map(([key, { x, y }]) => [key, { x: x * wider, y }]));
}

/** A chain of many columns goes on below, like the lines of a text. */
function folded(
  places: Map<string, Place>,
  columns: ReadonlyMap<string, number>,
  sizes: ReadonlyMap<string, number>,
): Map<string, Place> {
  const bands = new Map<number, string[]>();
  for (const [key, column] of columns) {
    const band = Math.floor(column / mostColumns);
    bands.set(band, [...(bands.get(band) ?? []), key]);
  }
  let top = 0;
  for (const [band, keys] of [...bands].sort(([a], [b]) => a - b)) {
    const half = (key: string) => (sizes.get(key) ?? 0) / 2 + gap / 2;
    const above = Math.min(...keys.map((key) => (places.get(key)?.y ?? 0) - half(key)));
    const below = Math.max(...keys.map((key) => (places.get(key)?.y ?? 0) + half(key)));
    for (const key of keys) {
      const { x, y } = places.get(key) ?? { x: 0, y: 0 };
      places.set(key, { x: x - band * mostColumns * columnWidth, y: y - above + top });
    }
    top += below - above + 2 * gap;
  }
  return places;
}

/** The column of each node: its level, or, where all are asked for at once, how many of the others hold it. */
export function columnsOf({ nodes, edges, links }: GraphPicture): Map<number, number> {
  const columns = new Map(nodes.map(({ ordinal, level }) => [ordinal, level]));
  if (nodes.some(({ level }) => level !== 0)) return columns;
  const heldBy = new Map<number, number>();
  // What retains more comes first, so that a reference back does not count.
  const rank = new Map(nodes.map(({ ordinal }, at) => [ordinal, at]));
  for (const { from, to } of [...links, ...edges]) {
    if ((rank.get(from) ?? 0) < (rank.get(to) ?? 0) && !heldBy.has(to)) heldBy.set(to, from);
  }
  for (const { ordinal } of nodes) {
    const holder = heldBy.get(ordinal);
    if (holder !== undefined) columns.set(ordinal, (columns.get(holder) ?? 0) + 1);
  }
  return columns;
}
