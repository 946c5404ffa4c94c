/** The picture as an SVG file. Names are put in as text, so that nothing in a snapshot becomes markup. */

import type { Look } from "../charts/look";
import type { Drawing, DrawnNode } from "./graph-elements";
import { edgeLabelSize, edgeLooks, fillOf, labelSize } from "./graph-style";

const margin = 70;
const namespace = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number>;

export function svgOf(drawing: Drawing, look: Look): string {
  const svg = document.implementation.createDocument(namespace, "svg");
  const root = svg.documentElement;
  const add = (name: string, attributes: Attributes, text = "") => {
    const element = svg.createElementNS(namespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    root.append(element);
  };
  const across = drawing.nodes.map(({ x }) => x);
  const down = drawing.nodes.map(({ y }) => y);
  const [left, top] = [Math.min(...across) - margin, Math.min(...down) - margin];
  const [width, height] = [Math.max(...across) + margin - left, Math.max(...down) + margin - top];
  const rounded = (value: number) => Math.round(value * 10) / 10;
  root.setAttribute("viewBox", [left, top, width, height].map(rounded).join(" "));
  root.setAttribute("width", String(rounded(width)));
  root.setAttribute("height", String(rounded(height)));
  add("rect", {
    x: rounded(left),
    y: rounded(top),
    width: rounded(width),
    height: rounded(height),
    fill: look.surface,
  });
  const places = new Map(drawing.nodes.map((node) => [node.key, node]));
  const looks = edgeLooks(look);
  for (const { from, to, kind, label, onPath } of drawing.edges) {
    const ends = [places.get(from), places.get(to)];
    if (!ends[0] || !ends[1]) continue;
    const [a, b] = shortened(ends[0], ends[1]);
    const { colour, dash } = looks[kind];
    const stroke = onPath ? look.warm : colour;
    const dashes = { solid: "none", dashed: "6 4", dotted: "2 3" }[dash];
    const line = { x1: rounded(a.x), y1: rounded(a.y), x2: rounded(b.x), y2: rounded(b.y) };
    add("line", { ...line, stroke, "stroke-width": onPath ? 2.6 : 1.2, "stroke-dasharray": dashes });
    add("path", { d: arrow(a, b), fill: stroke });
    const middle = { x: rounded((a.x + b.x) / 2), y: rounded((a.y + b.y) / 2) };
    if (label) add("text", { ...middle, ...words(look.mono, edgeLabelSize, look.textSoft) }, label);
  }
  for (const { x, y, size, kind, label, more, node } of drawing.nodes) {
    const stroke = more ? look.lineStrong : node.on_path ? look.warm : look.kinds[kind];
    const round = { cx: rounded(x), cy: rounded(y), r: rounded(size / 2) };
    if (!more)
      add("circle", { ...round, fill: fillOf(kind, look), stroke, "stroke-width": node.on_path ? 3 : 1.5 });
    label.split("\n").forEach((line, at) => {
      const below = more ? 4 : size / 2 + 13 + at * 13;
      add("text", { x: rounded(x), y: rounded(y + below), ...words(look.mono, labelSize, look.text) }, line);
    });
  }
  return new XMLSerializer().serializeToString(svg);
}

function words(family: string, size: number, fill: string): Attributes {
  return { "font-family": family, "font-size": size, fill, "text-anchor": "middle" };
}

interface Point {
  x: number;
  y: number;
}

/** From edge to edge of the two circles. */
function shortened(a: DrawnNode, b: DrawnNode): [Point, Point] {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const [from, to] = [a.size / 2 + 2, b.size / 2 + 3];
  return [
    { x: a.x + dx * from, y: a.y + dy * from },
    { x: b.x - dx * to, y: b.y - dy * to },
  ];
}

function arrow(a: Point, b: Point): string {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const corner = (side: number) =>
    `${(b.x - dx * 7 + side * dy * 3.5).toFixed(1)} ${(b.y - dy * 7 - side * dx * 3.5).toFixed(1)}`;
  return `M${b.x.toFixed(1)} ${b.y.toFixed(1)}L${corner(1)}L${corner(-1)}Z`;
}
