/** The columns of a grid that its reader has chosen, and the widths that belong to them. */

import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import type { Column } from "./column";
import { hiddenColumns, tracksLeft } from "./column-choice";

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
  const styled = useSignal("");
  const measure = useCallback(() => {
    if (grid.current) styled.value = getComputedStyle(grid.current).getPropertyValue("--columns");
  }, [grid, styled]);
  const tracks = tracksLeft(
    styled.value,
    all.map(({ id }) => id),
    hidden,
  );
  const columns = useMemo(
    () => (tracks === null ? all : all.filter(({ id }, at) => at === 0 || !hidden.includes(id))),
    [all, hidden, tracks],
  );
  return { columns, tracks, measure };
}
