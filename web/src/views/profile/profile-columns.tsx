/** The columns of a profile's tables. */

import type { ProfileRow, ProfileShape, ProfileSortKey } from "../../../../worker/protocol";
import { formatCount, formatSize } from "../../format/numbers";
import { t } from "../../language/words";
import type { Column } from "../../tree/column";
import { Signed, signed } from "../comparison-columns";
import { Size, spokenSize } from "../heap-columns";
import { FunctionName, functionText, placeText } from "./function-name";

type ProfileColumn = Column<ProfileRow, ProfileSortKey>;

/** `whole` is the profile's size, and its base's. */
export function profileColumns(shape: ProfileShape, whole: readonly [number, number?]): ProfileColumn[] {
  const isCompared = whole[1] !== undefined;
  // Who calls: its sizes are those of what is called, and total and self are one.
  const figures = shape === "callers" ? (["self"] as const) : (["self", "total"] as const);
  const largest = Math.max(1, Math.abs(whole[0] - (whole[1] ?? 0)));
  return [
    {
      id: "tree",
      title: shape === "scripts" ? "profile.script" : "profile.function",
      meaning: `profile.meaning.${shape}`,
      numeric: false,
      sortKey: "name",
      cell: (row) => <FunctionName row={row} />,
      value: (row) => [functionText(row), placeText(row)].filter(Boolean).join(" "),
    },
    ...figures.flatMap((figure) => [
      sizeColumn(figure, whole[0]),
      ...(isCompared ? [changeColumn(figure, largest)] : []),
    ]),
    ...(isCompared ? [] : [samplesColumn]),
  ];
}

function sizeColumn(figure: "self" | "total", whole: number): ProfileColumn {
  return {
    id: figure,
    title: `profile.${figure}`,
    meaning: `profile.meaning.${figure}`,
    numeric: true,
    sortKey: figure,
    cell: (row) => <Size bytes={row[figure][0]} total={whole} />,
    spoken: (row) => spokenSize(row[figure][0], whole),
    value: (row) => row[figure][0],
    sums: figure === "self" ? "bytes" : "overlapping bytes",
  };
}

const changes = { self: "profile.selfChange", total: "profile.totalChange" } as const;

function changeColumn(figure: "self" | "total", largest: number): ProfileColumn {
  const change = (row: ProfileRow) => row[figure][0] - (row[figure][1] ?? 0);
  return {
    id: `${figure}_delta`,
    title: changes[figure],
    meaning: `profile.meaning.${figure}Change`,
    numeric: true,
    sortKey: `${figure}_delta`,
    cell: (row) => <Signed value={change(row)} of={formatSize} largest={largest} />,
    spoken: (row) => {
      const count = change(row);
      const exact = t("size.exact", { count: Math.abs(count), bytes: formatCount(count) });
      return `${signed(count, formatSize)}: ${exact}`;
    },
    value: change,
    sums: figure === "self" ? "bytes" : "overlapping bytes",
  };
}

const samplesColumn: ProfileColumn = {
  id: "samples",
  title: "profile.samples",
  meaning: "profile.meaning.samples",
  numeric: true,
  sortKey: "samples",
  cell: (row) => formatCount(row.samples[0]),
  value: (row) => row.samples[0],
  sums: "count",
};
