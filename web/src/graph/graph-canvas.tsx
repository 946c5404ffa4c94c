/** The picture itself, drawn by Cytoscape: point, click, move it about, or walk from node to node with the arrow keys. */

import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import type { JSX, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { GraphNode } from "../../../worker/protocol";
import { inTurn } from "../charts/in-turn";
import { currentLook } from "../charts/look";
import { t } from "../language/words";
import { openMenuOf } from "../menu/context-menu";
import type { Drawing, DrawnNode } from "./graph-elements";
import { styleOf } from "./graph-style";

interface Props {
  drawing: Drawing;
  selected: number | null;
  /** For whoever takes a picture of it. */
  core: { current: Core | null };
  onSelect: (node: GraphNode) => void;
  onOpen: (node: GraphNode) => void;
  onMore: (node: GraphNode) => void;
  /** What is pointed at or walked to, and where on the page. */
  onPoint: (at: { node: GraphNode; x: number; y: number; by: "mouse" | "key" } | null) => void;
}

/** No nearer than this at first, however few nodes there are. */
const nearest = 1.25;
/** Names are not readable from farther away. */
const farthest = 0.42;

/** Whoever has moved the picture about keeps what is looked at when its room changes. */
const moved = "moved";

export function GraphCanvas(props: Props): JSX.Element {
  const { drawing, selected, core } = props;
  const place = useRef<HTMLDivElement>(null);
  const focused = useRef<string | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const look = currentLook();
  // What is drawn is brought up to date below.
  useEffect(() => {
    const made = cytoscape({
      container: place.current,
      boxSelectionEnabled: false,
      autoungrabify: true,
      minZoom: 0.1,
      maxZoom: 4,
    });
    core.current = made;
    listen(made, latest);
    made.on("scrollzoom dragpan pinchzoom", () => made.scratch(moved, true));
    const resized = new ResizeObserver(() => {
      made.resize();
      // What was selected must not be covered.
      if (!made.scratch(moved)) fit(made, latest.current.drawing);
      else bringIntoSight(made, made.nodes(".chosen").first());
    });
    if (place.current) resized.observe(place.current);
    return () => {
      resized.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => {
    core.current?.style(styleOf(look));
  }, [look, core]);
  useEffect(() => {
    const made = core.current;
    if (!made) return;
    let isOutdated = false;
    const isWanted = () => !isOutdated && !made.destroyed();
    focused.current = null;
    made.scratch(moved, false);
    void bringIn(made, drawing, isWanted).then(() => {
      if (isWanted() && place.current) place.current.dataset.nodes = String(drawing.nodes.length);
    });
    return () => {
      isOutdated = true;
    };
  }, [drawing, core]);
  useEffect(() => {
    core.current?.nodes().removeClass("chosen");
    if (selected !== null) core.current?.getElementById(String(selected)).addClass("chosen");
  }, [selected, drawing, core]);
  return (
    <div class="graph-place">
      {/* Cytoscape would otherwise write a style sheet into the page, which the page's policy forbids. */}
      <span id="__________cytoscape_stylesheet" hidden />
      <div
        ref={place}
        class="graph-canvas"
        data-graph
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked through with the arrow keys
        tabIndex={0}
        role="application"
        aria-label={t("graph.canvas")}
        aria-describedby="graph-keys"
        onKeyDown={(event) => walk(event, core.current, focused, latest.current)}
        onBlur={() => {
          core.current?.nodes().removeClass("focused");
          latest.current.onPoint(null);
        }}
      />
      <p id="graph-keys" class="visually-hidden">
        {t("graph.keys")}
      </p>
    </div>
  );
}

function elementsOf({ nodes, edges }: Drawing): cytoscape.ElementDefinition[] {
  return [
    ...nodes.map((drawn) => ({
      group: "nodes" as const,
      data: {
        id: drawn.key,
        kind: drawn.kind,
        size: drawn.size,
        label: drawn.label,
        onPath: drawn.more === 0 && drawn.node.on_path,
        isMore: drawn.more > 0,
        drawn,
      },
      position: { x: drawn.x, y: drawn.y },
      classes: drawn.matches ? "" : "faint",
    })),
    ...edges.map(({ key, from, to, kind, label, onPath }) => ({
      group: "edges" as const,
      data: { id: key, source: from, target: to, kind, label, onPath },
    })),
  ];
}

/** So many in a frame: more at once would hold the page up. */
const atOnce = 12;

/** Replaces what is drawn by another drawing, a few elements at a time, each at its place from the start. */
async function bringIn(core: Core, drawing: Drawing, isWanted: () => boolean): Promise<void> {
  core.elements().remove();
  fit(core, drawing);
  const elements = elementsOf(drawing);
  for (let start = 0; start < elements.length; start += atOnce) {
    await inTurn(() => isWanted() && core.add(elements.slice(start, start + atOnce)));
  }
}

/** Around a node, for its name; and around everything. */
const room = { x: 64, y: 24, around: 16 };

function fit(core: Core, { nodes }: Drawing): void {
  const [first] = nodes;
  if (!first) return;
  const xs = nodes.map(({ x }) => x);
  const ys = nodes.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - room.x, Math.min(...ys) - room.y];
  const [width, height] = [Math.max(...xs) + room.x - left, Math.max(...ys) + 2 * room.y - top];
  const [wide, high] = [core.width() - 2 * room.around, core.height() - 2 * room.around];
  const zoom = Math.min(nearest, Math.max(farthest, Math.min(wide / width, high / height)));
  const pan = {
    x: core.width() / 2 - (left + width / 2) * zoom,
    y: core.height() / 2 - (top + height / 2) * zoom,
  };
  // On a small screen one part at a time, from the node that was asked for, or the one that retains most.
  if (width * zoom > wide) pan.x = Math.min(core.width() / 2 - first.x * zoom, room.around - left * zoom);
  if (height * zoom > high) pan.y = Math.min(core.height() / 2 - first.y * zoom, room.around - top * zoom);
  core.viewport({ zoom, pan });
}

const drawnOf = (element: NodeSingular): DrawnNode => element.data("drawn") as DrawnNode;

function listen(core: Core, latest: { current: Props }): void {
  core.on("tap", "node", ({ target }) => act(drawnOf(target), latest.current));
  core.on("dbltap", "node", ({ target }) => {
    const { node, more } = drawnOf(target);
    if (!more) latest.current.onOpen(node);
  });
  core.on("cxttap", "node", ({ target, originalEvent: { clientX: x, clientY: y } }) => {
    openMenu(target, { x, y });
  });
  core.on("mouseover", "node", ({ target }) => point(target, latest.current, "mouse"));
  core.on("mouseout pan zoom", () => latest.current.onPoint(null));
}

function act({ node, more }: DrawnNode, { onSelect, onMore }: Props): void {
  if (more) onMore(node);
  else onSelect(node);
}

function openMenu(element: NodeSingular, at: { x: number; y: number }): void {
  const { node, more } = drawnOf(element);
  const place = element.cy().container();
  if (!more && place) openMenuOf({ id: node.id }, at, place);
}

function point(element: NodeSingular, { onPoint }: Props, by: "mouse" | "key"): void {
  const { node, more } = drawnOf(element);
  if (more) return;
  const { x2, y1 } = element.renderedBoundingBox({ includeLabels: false });
  onPoint({ node, x: x2, y: y1, by });
}

const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function walk(
  event: TargetedKeyboardEvent<HTMLElement>,
  core: Core | null,
  focused: { current: string | null },
  props: Props,
): void {
  if (!core || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = focused.current === null ? null : core.getElementById(focused.current);
  const direction = directions[event.key];
  if (direction) {
    event.preventDefault();
    const next = here?.nonempty() ? nextTo(core, here, direction) : first(core, props.selected);
    if (!next) return;
    core.nodes().removeClass("focused");
    next.addClass("focused");
    focused.current = next.id();
    bringIntoSight(core, next);
    point(next, props, "key");
  } else if (here?.nonempty() && event.key === "Enter") {
    event.preventDefault();
    act(drawnOf(here), props);
  } else if (here?.nonempty() && event.key === " ") {
    event.preventDefault();
    if (!drawnOf(here).more) props.onOpen(drawnOf(here).node);
  } else if (here?.nonempty() && (event.key === "." || event.key === "ContextMenu")) {
    event.preventDefault();
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const { x2, y1 } = here.renderedBoundingBox({ includeLabels: false });
    openMenu(here, { x: left + x2, y: top + y1 });
  } else if (event.key === "+" || event.key === "-") {
    event.preventDefault();
    const level = core.zoom() * (event.key === "+" ? 1.25 : 0.8);
    core.scratch(moved, true);
    core.zoom({ level, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });
  } else if (event.key === "0") {
    event.preventDefault();
    event.stopPropagation();
    core.scratch(moved, false);
    fit(core, props.drawing);
  }
}

function bringIntoSight(core: Core, node: NodeSingular): void {
  if (node.empty()) return;
  const { x1, y1, x2, y2 } = node.renderedBoundingBox({ includeLabels: false });
  if (x1 < 0 || y1 < 0 || x2 > core.width() || y2 > core.height()) core.center(node);
}

function first(core: Core, selected: number | null): NodeSingular | null {
  const chosen = selected === null ? null : core.getElementById(String(selected));
  return chosen?.nonempty() ? chosen : (core.nodes().first() ?? null);
}

/** The nearest in that direction: what lies straight ahead counts as nearer. */
function nextTo(core: Core, from: NodeSingular, [dx, dy]: [number, number]): NodeSingular | null {
  const here = from.position();
  let best: NodeSingular | null = null;
  let least = Number.POSITIVE_INFINITY;
  core.nodes().forEach((node) => {
    const { x, y } = node.position();
    const ahead = (x - here.x) * dx + (y - here.y) * dy;
    if (ahead <= 1) return;
    const aside = Math.abs((x - here.x) * dy + (y - here.y) * dx);
    if (ahead + 2 * aside >= least) return;
    least = ahead + 2 * aside;
    best = node;
  });
  return best;
}
