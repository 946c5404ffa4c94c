/** The numbers of a chart, to read. */

import type { JSX } from "preact";

export interface TableOfChart {
  /** The first column names the row. */
  heads: readonly string[];
  rows: readonly {
    key: string | number;
    cells: readonly string[];
    /** In full, for those that are rounded: what pointing at a cell shows. */
    exact?: readonly (string | undefined)[];
    /** What clicking its datum does. */
    onPick?: () => void;
    /** What its menu is about: a node, by its id, or a class. */
    id?: number | undefined;
    className?: string | undefined;
  }[];
}

export function ChartTable({ label, table }: { label: string; table: TableOfChart }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too
    <section class="chart-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.heads.map((head, at) => (
              <th key={head} scope="col" class={at > 0 ? "numeric" : ""}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells, exact, onPick, id, className }) => (
            <tr key={key} data-key={key} data-node-id={id} data-class={className}>
              <th scope="row">
                {onPick ? (
                  <button type="button" class="link" onClick={onPick}>
                    {cells[0]}
                  </button>
                ) : (
                  cells[0]
                )}
              </th>
              {cells.slice(1).map((cell, at) => (
                <td key={table.heads[at + 1]} class="numeric" title={exact?.[at + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
