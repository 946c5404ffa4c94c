/** How the picture looks: the page's own colours, for Cytoscape and for SVG alike. */

import type { StylesheetJson } from "cytoscape";
import { type Look, mix } from "../charts/look";
import type { NodeKind } from "../format/node-kinds";
import type { EdgeKind } from "./graph-elements";

export interface EdgeLook {
  colour: string;
  dash: "solid" | "dashed" | "dotted";
}

export function edgeLooks(look: Look): Record<EdgeKind, EdgeLook> {
  return {
    property: { colour: look.quiet, dash: "solid" },
    context: { colour: look.accent, dash: "solid" },
    internal: { colour: look.quiet, dash: "dotted" },
    weak: { colour: look.quiet, dash: "dashed" },
    dominates: { colour: look.lineStrong, dash: "dashed" },
  };
}

export const fillOf = (kind: NodeKind, look: Look) => mix(look.kinds[kind], look.surface, 0.22);

export const labelSize = 13;
export const edgeLabelSize = 12;

export function styleOf(look: Look): StylesheetJson {
  const edges = Object.entries(edgeLooks(look)).map(([kind, { colour, dash }]) => ({
    selector: `edge[kind = "${kind}"]`,
    style: { "line-color": colour, "target-arrow-color": colour, "line-style": dash },
  }));
  const kinds = (Object.keys(look.kinds) as NodeKind[]).map((kind) => ({
    selector: `node[kind = "${kind}"]`,
    style: { "background-color": fillOf(kind, look), "border-color": look.kinds[kind] },
  }));
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        label: "data(label)",
        "font-family": look.mono,
        "font-size": labelSize,
        color: look.text,
        "text-wrap": "wrap",
        "text-valign": "bottom",
        "text-margin-y": 3,
        "border-width": 1.5,
        "min-zoomed-font-size": 5,
        "text-background-color": look.surface,
        "text-background-opacity": 0.8,
        "overlay-opacity": 0,
      },
    },
    ...kinds,
    {
      selector: "edge",
      style: {
        width: 1.2,
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        label: "data(label)",
        "font-family": look.mono,
        "font-size": edgeLabelSize,
        color: look.textSoft,
        "text-background-color": look.surface,
        "text-background-opacity": 0.85,
        "min-zoomed-font-size": 6,
        "overlay-opacity": 0,
      },
    },
    ...edges,
    { selector: "node[?onPath]", style: { "border-width": 3, "border-color": look.warm } },
    {
      selector: "edge[?onPath]",
      style: { width: 2.6, "line-color": look.warm, "target-arrow-color": look.warm },
    },
    {
      selector: "node[?isMore]",
      style: {
        shape: "round-rectangle",
        width: 78,
        height: 24,
        "text-valign": "center",
        "text-margin-y": 0,
        "text-background-opacity": 0,
        "background-color": look.raised,
        "border-color": look.lineStrong,
        "border-width": 1,
      },
    },
    { selector: ".faint", style: { opacity: 0.25 } },
    {
      selector: ".chosen",
      style: { "underlay-color": look.accent, "underlay-opacity": 0.3, "underlay-padding": 7 },
    },
    {
      selector: ".focused",
      style: { "outline-color": look.accent, "outline-width": 3, "outline-offset": 3 },
    },
  ] as StylesheetJson;
}
