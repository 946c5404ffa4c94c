/** The columns of a grid that its reader has chosen, and the widths that belong to them. */

import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import type { Column } from "./column";
import { hiddenColumns, tracksLeft } from "./column-choice";

/** The `--columns` that the last grid of a kind had: the next one need not be drawn twice. */
const lastStyled = new Map<string, string>();

interface Chosen<Row, Key extends string> {
  columns: readonly Column<Row, Key>[];
  /** For `grid-template-columns`; null where there is no choice. */
  tracks: string | null;
  /** To be called when the grid has another size, and so other widths maybe. */
  measure(): void;
}

export function useColumns<Row, Key extends string>(
  kind: string,
  all: readonly Column<Row, Key>[],
  grid: RefObject<HTMLElement | null>,
): Chosen<Row, Key> {
  const hidden = hiddenColumns(kind).value;
  const styled = useSignal(lastStyled.get(kind) ?? "");
  const measure = useCallback(() => {
    if (!grid.current) return;
    styled.value = getComputedStyle(grid.current).getPropertyValue("--columns");
    lastStyled.set(kind, styled.peek());
  }, [grid, styled, kind]);
  const tracks = tracksLeft(
    styled.value,
    all.map(({ id }) => id),
    hidden,
  );
  const columns = useMemo(
    () =>
      tracks === null || hidden.length === 0
        ? all
        : all.filter(({ id }, at) => at === 0 || !hidden.includes(id)),
    [all, hidden, tracks],
  );
  return { columns, tracks, measure };
}
