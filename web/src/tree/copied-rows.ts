/** Rows as text for the clipboard: as they read, for a spreadsheet, or for a program. */

import { t } from "../language/words";
import type { Column } from "./column";

export type CopyFormat = "text" | "csv" | "json";

export const copyFormats: readonly CopyFormat[] = ["text", "csv", "json"];

type Value = string | number | null;

export function copied<Row, Key extends string>(
  rows: readonly Row[],
  columns: readonly Column<Row, Key>[],
  format: CopyFormat,
  textOf: (row: Row) => string,
): string {
  const values = rows.map((row) =>
    columns.map((column, at) => exactValue(row, column, at === 0 ? textOf : null)),
  );
  switch (format) {
    case "text":
      return values
        .map((row) => row.map((value) => String(value ?? "").replace(/[\t\r\n]+/g, " ")).join("\t"))
        .join("\n");
    case "csv":
      return `${[columns.map(({ title }) => t(title)), ...values].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
    case "json": {
      const objects = values.map((row) =>
        Object.fromEntries(columns.map(({ id }, at) => [keyOf(id), row[at]])),
      );
      return JSON.stringify(objects, null, 2);
    }
  }
}

/** The first column is the tree; what is in it is a name. */
function keyOf(id: string): string {
  return id === "tree" ? "name" : id;
}

function exactValue<Row, Key extends string>(
  row: Row,
  column: Column<Row, Key>,
  textOf: ((row: Row) => string) | null,
): Value {
  if (column.value) return column.value(row);
  if (textOf) return textOf(row);
  const shown = column.cell(row, []);
  return typeof shown === "string" || typeof shown === "number" ? shown : (column.spoken?.(row) ?? null);
}

/** A spreadsheet would run these as formulas: names in a snapshot are somebody's data. */
const formula = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/;

/** What nobody sees: it would end a cell early for a program, or change the order of letters for a reader. */
const unseen = /(?![\t\r\n])[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu;

export function csvCell(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const legible = value.replace(unseen, "\ufffd");
  const safe = formula.test(legible) ? `'${legible}` : legible;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
