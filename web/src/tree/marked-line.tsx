/** Below a tree grid while several rows are marked: how many there are, and what they add up to. */

import type { JSX } from "preact";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";
import type { Column } from "./column";
import { type CopyFormat, copyFormats } from "./copied-rows";
import { type MarkedRows, mostMarked } from "./marked-rows";

interface Props<Row, Key extends string> {
  marked: MarkedRows<Row>;
  columns: readonly Column<Row, Key>[];
  onCopy(format: CopyFormat): void;
}

export function MarkedLine<Row, Key extends string>({
  marked,
  columns,
  onCopy,
}: Props<Row, Key>): JSX.Element | null {
  const rows = [...marked.rows.value.values()];
  if (rows.length < 2) return null;
  return (
    <div class="marked-line" data-panel="marked">
      <span role="status">
        <strong>{t("rows.marked", { count: rows.length, formatted: formatCount(rows.length) })}</strong>
        {marked.cut.value && ` ${t("rows.cut", { most: formatCount(mostMarked) })}`}
        {columns.map(({ id, title, sums, value }) => {
          if (!sums || !value) return null;
          const known = rows.map((row) => value(row)).filter((each) => typeof each === "number");
          if (known.length === 0) return null;
          const sum = known.reduce((all, each) => all + each, 0);
          const meaning = sums === "overlapping bytes" ? t("rows.overlap") : undefined;
          return (
            <span
              key={id}
              class="sum"
              data-sum={id}
              data-value={sum}
              data-tip={meaning}
              aria-description={meaning}
            >
              {" · "}
              {t(title)}{" "}
              <span
                class="figures"
                title={
                  sums === "count" ? undefined : t("size.exact", { count: sum, bytes: formatCount(sum) })
                }
              >
                {sums === "count" ? formatCount(sum) : formatSize(sum)}
              </span>
              {meaning && "*"}
            </span>
          );
        })}
      </span>
      <span class="marked-actions">
        {copyFormats.map((format) => (
          <button
            key={format}
            type="button"
            class="link"
            data-action={`copy-${format}`}
            onClick={() => onCopy(format)}
          >
            {t(`rows.copy.${format}`)}
          </button>
        ))}
      </span>
    </div>
  );
}
