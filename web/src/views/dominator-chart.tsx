/** The dominator tree as a picture: click into it, go up by the path above it or with Backspace. */

import type { JSX } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import type { MapRow } from "../../../worker/protocol";
import type { DominatorPicture, DominatorsModel } from "../app-state/dominators-model";
import { byClass, shape, shapeWords, top } from "../app-state/dominators-query";
import type { Loaded } from "../app-state/open-snapshot";
import { Chart, type ChartItem, type Look, type Room } from "../charts/chart";
import { rowOf, rowText, sunburst, treemap } from "../charts/dominator-picture";
import { formatCount, formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import { type Meant, openMenuOf } from "../menu/context-menu";
import { DominatorCrumbs } from "./dominator-crumbs";
import { FailureText } from "./failure-panel";

interface Props {
  loaded: Loaded;
  model: DominatorsModel;
  /** Shows a node in the tree instead. */
  onTree: (ordinal: number) => void;
}

export function DominatorChart({ loaded, model, onTree }: Props): JSX.Element {
  const picture = model.picture.value;
  const failure = model.failure.value;
  useUpKey(picture, loaded);
  if (failure) return <FailureText failure={failure} />;
  if (!picture) return <div class="chart" aria-busy="true" />;
  return (
    <>
      <DominatorCrumbs picture={picture} onUp={(node) => goUp(node, loaded)} />
      <Picture loaded={loaded} picture={picture} onTree={onTree} />
    </>
  );
}

function Picture({
  loaded,
  picture,
  onTree,
}: {
  loaded: Loaded;
  picture: DominatorPicture;
  onTree: (ordinal: number) => void;
}): JSX.Element {
  const { rows } = picture;
  const { selection, info } = loaded;
  const kind = shape.value === "sunburst" ? "sunburst" : "treemap";
  const selected = selection.node.value?.ordinal ?? null;
  const option = useCallback(
    (look: Look, room: Room) => (kind === "sunburst" ? sunburst : treemap)(rows, selected, look, room),
    [rows, selected, kind],
  );
  const pick = (row: MapRow | null) => {
    if (!row) return;
    const node = nodeAbove(row, rows);
    if (!node) return;
    if (row.kind === "rest" && row.parent === 0) {
      onTree(node.ordinal);
      return;
    }
    if (row.kind === "class") {
      top.value = { id: node.id, classIndex: row.class_row?.class_index ?? null };
      return;
    }
    selection.select(node);
    if (row.kind !== "self" && node.retained > node.shallow) top.value = { id: node.id, classIndex: null };
  };
  const first = rows[0] as MapRow;
  const inside = rows.filter(({ parent }) => parent === 0);
  return (
    <Chart
      key={kind}
      kind={kind}
      parts={kind === "sunburst" ? ["sunburst", "ring"] : ["treemap"]}
      label={t(shapeWords[kind])}
      description={t("dominators.seen", {
        name: rowText(first),
        size: formatSize(first.retained),
        count: inside.length,
      })}
      option={option}
      table={{
        heads: [t("column.object"), t("column.shallow"), t("column.retained"), t("fact.percent")],
        rows: inside.map((row, at) => ({
          key: row.node?.id ?? `${row.kind} ${row.class_row?.key ?? at}`,
          cells: [
            row.node ? `${rowText(row)} @${row.node.id}` : rowText(row),
            formatSize(row.shallow),
            formatSize(row.retained),
            formatShare(shareOf(row.retained, info.total_size)),
          ],
          exact: [
            undefined,
            t("size.exact", { count: row.shallow, bytes: formatCount(row.shallow) }),
            t("size.exact", { count: row.retained, bytes: formatCount(row.retained) }),
          ],
          onPick: () => pick(row),
          ...meantBy(row, rows),
        })),
      }}
      fileName={`${info.name}.${kind}`}
      onPick={(item: ChartItem) => pick(rowOf(item, rows))}
      onMenu={(item, { clientX: x, clientY: y }, element) => {
        const row = rowOf(item, rows);
        if (row) openMenuOf(meantBy(row, rows), { x, y }, element);
      }}
    >
      <span class="quiet">{t(byClass.value ? "dominators.hintByClass" : "dominators.hint")}</span>
    </Chart>
  );
}

/** What the menu of a row is about. */
function meantBy(row: MapRow, rows: readonly MapRow[]): Meant {
  return row.kind === "class" ? { className: row.class_row?.name } : { id: nodeAbove(row, rows)?.id };
}

/** The node of a row; of other rows, the one that they are below. */
function nodeAbove(row: MapRow, rows: readonly MapRow[]): MapRow["node"] {
  for (let at: MapRow | undefined = row; at; at = rows[at.parent]) if (at.node) return at.node;
  return null;
}

function goUp(node: { id: number; ordinal: number }, loaded: Loaded): void {
  top.value = node.ordinal === loaded.info.root ? null : { id: node.id, classIndex: null };
}

/** Backspace goes up, wherever the focus is but in a field. */
function useUpKey(picture: DominatorPicture | null, loaded: Loaded): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Backspace" || event.defaultPrevented || !picture) return;
      const target = event.target as Element | null;
      if (target?.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      const [own, above] = picture.path;
      const next = top.value?.classIndex != null ? own : above;
      if (next) goUp(next, loaded);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [picture, loaded]);
}
