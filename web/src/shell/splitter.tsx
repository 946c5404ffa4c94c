/** The line between two panes: drag it, or focus it and use the arrow keys. */

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type Pane, paneSizes, panes, resizePane } from "../app-state/layout";
import { t } from "../language/words";

interface Props {
  pane: Pane;
  /** Which way the line runs. */
  orientation: "vertical" | "horizontal";
  /** 1 when the pane grows as the line moves right or down, -1 when it shrinks. */
  direction: 1 | -1;
}

/** In px, for each press of an arrow key. */
const step = 16;

export function Splitter({ pane, orientation, direction }: Props): JSX.Element {
  const start = useRef<{ at: number; size: number } | null>(null);
  const along = (event: PointerEvent) => (orientation === "vertical" ? event.clientX : event.clientY);
  const { min, max, initial } = paneSizes[pane];
  return (
    <div
      class={`splitter ${orientation} ${pane}-splitter`}
      role="separator"
      tabIndex={0}
      aria-label={t(`pane.${pane}`)}
      aria-orientation={orientation}
      aria-valuenow={panes[pane].value}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        start.current = { at: along(event), size: panes[pane].value };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        resizePane(pane, start.current.size + direction * (along(event) - start.current.at));
      }}
      onLostPointerCapture={() => {
        start.current = null;
      }}
      onDblClick={() => resizePane(pane, initial)}
      onKeyDown={(event) => {
        const size = sizeFor(event.key, orientation, panes[pane].value, direction, pane);
        if (size === null) return;
        event.preventDefault();
        resizePane(pane, size);
      }}
    />
  );
}

function sizeFor(
  key: string,
  orientation: Props["orientation"],
  size: number,
  direction: 1 | -1,
  pane: Pane,
): number | null {
  const [less, more] = orientation === "vertical" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  if (key === less) return size - direction * step;
  if (key === more) return size + direction * step;
  if (key === "Home") return paneSizes[pane].min;
  if (key === "End") return paneSizes[pane].max;
  return key === "Enter" ? paneSizes[pane].initial : null;
}
