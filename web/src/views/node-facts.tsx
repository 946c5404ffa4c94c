/** The fields of a node, exact. */

import type { ComponentChildren, JSX } from "preact";
import type { Location, NodeDetail, NodeRow } from "../../../worker/protocol";
import type { Loaded } from "../app-state/open-snapshot";
import { formatCount, formatDistance, formatPercent, formatRatio, formatSize } from "../format/numbers";
import { t, type WordKey } from "../language/words";
import { MiddleCut, NodeChip } from "./node-chip";

type Field =
  | "node_type"
  | "name"
  | "id"
  | "class_name"
  | "retained_size"
  | "shallow_size"
  | "size"
  | "percent"
  | "pt"
  | "edge_count"
  | "distance"
  | "constructor"
  | "source_position"
  | "detachedness"
  | "dominator";

const meanings: Partial<Record<Field, WordKey>> & { constructor: WordKey } = {
  retained_size: "meaning.retained",
  shallow_size: "meaning.shallow",
  size: "meaning.selfSize",
  percent: "meaning.percent",
  pt: "meaning.pt",
  edge_count: "meaning.edgeCount",
  distance: "meaning.distance",
  constructor: "meaning.madeBy",
  source_position: "meaning.sourcePosition",
  detachedness: "meaning.detachedness",
  dominator: "meaning.dominator",
};

const detachednessWords = ["inspector.unknown", "inspector.attached", "inspector.detached"] as const;

export function NodeFacts({ loaded }: { loaded: Loaded }): JSX.Element | null {
  const { selection } = loaded;
  const node = selection.seen.value;
  const detail = selection.detail.value;
  if (!node) return null;
  return (
    <dl class="facts">
      <Sizes node={node} detail={detail} />
      <Fact field="distance" value={node.distance}>
        {formatDistance(node.distance)}
      </Fact>
      <Fact field="edge_count" value={node.edge_count}>
        {formatCount(node.edge_count)}
      </Fact>
      <Fact field="node_type" value={node.type}>
        {node.type}
      </Fact>
      <Fact field="name" value={detail?.name ?? node.name}>
        <span class="long-text">{detail?.name ?? node.name}</span>
      </Fact>
      <Fact field="class_name" value={node.class_name}>
        <MiddleCut text={node.class_name} />
      </Fact>
      <Fact field="id" value={node.id}>
        @{node.id}
      </Fact>
      {detail && <Origins detail={detail} />}
      <Fact field="detachedness" value={node.detachedness}>
        {t(detachednessWords[node.detachedness] ?? "inspector.unknown")}
      </Fact>
      {detail && (
        <Fact field="dominator" value={detail.dominator?.id ?? null}>
          {detail.dominator ? (
            <button
              type="button"
              class="link"
              onClick={() => detail.dominator && selection.select(detail.dominator)}
            >
              <NodeChip node={detail.dominator} />
            </button>
          ) : (
            t("inspector.none")
          )}
        </Fact>
      )}
    </dl>
  );
}

function Sizes({ node, detail }: { node: NodeRow; detail: NodeDetail | null }): JSX.Element {
  return (
    <>
      <SizeFact field="retained_size" bytes={node.retained} />
      <SizeFact field="shallow_size" bytes={node.shallow} />
      <SizeFact field="size" bytes={node.self_size} />
      {detail && (
        <>
          <Fact field="percent" value={detail.percent}>
            {formatPercent(detail.percent)}
          </Fact>
          <Fact field="pt" value={detail.pt}>
            {detail.pt === null ? t("inspector.none") : formatRatio(detail.pt)}
          </Fact>
        </>
      )}
    </>
  );
}

function Origins({ detail }: { detail: NodeDetail }): JSX.Element {
  const place = detail.location && sourcePosition(detail.location);
  return (
    <>
      <Fact field="constructor" value={detail.constructor}>
        {detail.constructor ? <MiddleCut text={detail.constructor} /> : t("inspector.none")}
      </Fact>
      <Fact field="source_position" value={place}>
        {place ? <MiddleCut text={place} /> : t("inspector.none")}
      </Fact>
    </>
  );
}

/** `server.js:7:12`; the script's id where the heap does not hold its name. */
function sourcePosition({ script_id, script_name, line, column }: Location): string {
  return `${script_name ?? `#${script_id}`}:${line}:${column}`;
}

function SizeFact({ field, bytes }: { field: Field; bytes: number }): JSX.Element {
  return (
    <Fact field={field} value={bytes}>
      {formatSize(bytes)}
      {bytes >= 1000 && (
        <span class="exact">{t("size.exact", { count: bytes, bytes: formatCount(bytes) })}</span>
      )}
    </Fact>
  );
}

interface FactProps {
  field: Field;
  /** Exact, for copying and for tests. */
  value: string | number | null;
  children: ComponentChildren;
}

function Fact({ field, value, children }: FactProps): JSX.Element {
  const meaning = meanings[field];
  return (
    <div class="fact">
      <dt data-tip={meaning && t(meaning)}>{t(`fact.${field}`)}</dt>
      <dd data-field={field} data-value={value ?? ""}>
        {children}
      </dd>
    </div>
  );
}
