/** A set of nodes, or groups of them, as a table: text only, each node to be clicked. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { GroupRow, GroupsResult, NodeRow, NodesResult, TableResult } from "../../../worker/protocol";
import { namedSetsOf, showSet } from "../app-state/named-sets";
import type { Loaded, OpenSnapshot } from "../app-state/open-snapshot";
import type { Engine } from "../engine/engine";
import { asFailure } from "../engine/failed";
import { formatCount, formatDistance, formatSize } from "../format/numbers";
import { visible } from "../format/visible-text";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";
import { NameForm } from "../views/name-form";
import { MiddleCut, NodeChip } from "../views/node-chip";

const step = 200;

interface Props {
  result: NodesResult | GroupsResult;
  engine: Engine;
  snapshot: OpenSnapshot;
  loaded: Loaded;
}

export function ResultTable({ result, engine, snapshot, loaded }: Props): JSX.Element {
  const added = useSignal<(NodeRow | GroupRow)[]>([]);
  const problem = useSignal("");
  const rows = [...result.rows, ...added.value];
  const left = result.total - rows.length;
  const more = async () => {
    try {
      const { number } = result;
      const found = await engine.ask("console_rows", { number, start: rows.length, count: step });
      added.value = [...added.value, ...found.rows];
    } catch (error) {
      problem.value = failureMessage(asFailure(error));
    }
  };
  const totals = {
    count: result.total,
    formatted: formatCount(result.total),
    retained: formatSize(result.retained),
  };
  return (
    <figure class="console-table" data-result={result.kind} data-total={result.total}>
      <figcaption>
        {t(result.kind === "nodes" ? "console.nodes" : "console.groups", totals)}
        {result.kind === "nodes" && result.total > 0 && (
          <SaveAs number={result.number} engine={engine} snapshot={snapshot} />
        )}
      </figcaption>
      {rows.length > 0 && (
        <section class="console-scroller" aria-label={t("console.log")}>
          <table data-table={result.kind}>
            {result.kind === "nodes" ? (
              <Nodes rows={rows as NodeRow[]} loaded={loaded} />
            ) : (
              <Groups rows={rows as GroupRow[]} by={result.by} loaded={loaded} />
            )}
          </table>
        </section>
      )}
      {left > 0 && (
        <button type="button" data-action="console-more" onClick={more}>
          {t("console.more", { count: Math.min(step, left), left: formatCount(left) })}
        </button>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
    </figure>
  );
}

/** Gives the set a name, and by it a view. */
function SaveAs({
  number,
  engine,
  snapshot,
}: {
  number: number;
  engine: Engine;
  snapshot: OpenSnapshot;
}): JSX.Element {
  const saved = useSignal("");
  const asking = useSignal(false);
  const problem = useSignal("");
  const save = async (name: string) => {
    asking.value = false;
    try {
      await namedSetsOf(snapshot).save(engine, number, name);
      saved.value = name;
    } catch (error) {
      problem.value = failureMessage(asFailure(error));
    }
  };
  if (problem.value) return <span role="alert">{problem.value}</span>;
  if (saved.value) {
    return (
      <span role="status">
        {t("sets.saved", { name: visible(saved.value) })}{" "}
        <button type="button" class="link" data-action="set-open" onClick={() => showSet(saved.value)}>
          {t("sets.open")}
        </button>
      </span>
    );
  }
  if (asking.value) {
    const cancel = () => {
      asking.value = false;
    };
    return (
      <NameForm label={t("sets.name")} value="" done={t("sets.saveDone")} onDone={save} onCancel={cancel} />
    );
  }
  return (
    <button
      type="button"
      class="link"
      data-action="set-save"
      onClick={() => {
        asking.value = true;
      }}
    >
      {t("sets.save")}
    </button>
  );
}

/** Whatever has columns: references, ways to the root, rows of a summary. */
export function AnyTable({ result, loaded }: { result: TableResult; loaded: Loaded }): JSX.Element {
  return (
    <figure class="console-table" data-result="table" data-total={result.total}>
      <figcaption>{result.title}</figcaption>
      <section class="console-scroller" aria-label={t("console.log")} hidden={result.rows.length === 0}>
        <table data-table="any">
          <thead>
            <tr>
              {result.heads.map((head, at) => (
                <th key={head} scope="col" class={result.kinds[at]}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row, number) => (
              <tr key={number}>
                {row.map((cell, at) => (
                  <Cell
                    key={result.heads[at]}
                    kind={result.kinds[at] ?? "text"}
                    cell={cell}
                    loaded={loaded}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {result.total > result.rows.length && (
        <p class="quiet">{t("console.left", { left: formatCount(result.total - result.rows.length) })}</p>
      )}
    </figure>
  );
}

interface CellProps {
  kind: TableResult["kinds"][number];
  cell: TableResult["rows"][number][number];
  loaded: Loaded;
}

function Cell({ kind, cell, loaded }: CellProps): JSX.Element {
  if (cell === null) return <td class={kind}>−</td>;
  if (typeof cell === "object") {
    return (
      <td class="node" data-node-id={cell.id}>
        <NodeButton node={cell} loaded={loaded} />
      </td>
    );
  }
  if (kind === "bytes") return <Size bytes={Number(cell)} />;
  if (kind === "number") return <td class="number">{formatCount(Number(cell))}</td>;
  if (kind === "path") return <td class="path">{visible(String(cell))}</td>;
  return (
    <td class="text">
      <MiddleCut text={String(cell)} />
    </td>
  );
}

function Nodes({ rows, loaded }: { rows: NodeRow[]; loaded: Loaded }): JSX.Element {
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{t("console.column.node")}</th>
          <th scope="col">{t("console.column.class")}</th>
          <th scope="col">{t("console.column.distance")}</th>
          <th scope="col">{t("console.column.shallow")}</th>
          <th scope="col">{t("console.column.retained")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((node) => (
          <tr key={node.ordinal} data-node-id={node.id}>
            <td>
              <NodeButton node={node} loaded={loaded} />
            </td>
            <td class="text">
              <MiddleCut text={node.class_name} />
            </td>
            <td class="number">{formatDistance(node.distance)}</td>
            <Size bytes={node.shallow} />
            <Size bytes={node.retained} />
          </tr>
        ))}
      </tbody>
    </>
  );
}

function Groups({ rows, by, loaded }: { rows: GroupRow[]; by: string; loaded: Loaded }): JSX.Element {
  return (
    <>
      <thead>
        <tr>
          <th scope="col">{by}</th>
          <th scope="col">{t("console.column.count")}</th>
          <th scope="col">{t("console.column.shallow")}</th>
          <th scope="col">{t("console.column.retained")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, node, count, shallow, retained }, at) => (
          <tr key={`${at} ${key}`} data-key={node ? `@${node.id}` : (key ?? "")}>
            <td class="text">{node ? <NodeButton node={node} loaded={loaded} /> : <Key of={key} />}</td>
            <td class="number">{formatCount(count)}</td>
            <Size bytes={shallow} />
            <Size bytes={retained} />
          </tr>
        ))}
      </tbody>
    </>
  );
}

function Key({ of }: { of: string | number | null }): JSX.Element {
  if (of === null || of === "") return <span class="quiet">{t("console.nothing")}</span>;
  return typeof of === "number" ? <span>{formatCount(of)}</span> : <MiddleCut text={of} />;
}

function NodeButton({ node, loaded }: { node: NodeRow; loaded: Loaded }): JSX.Element {
  return (
    <button
      type="button"
      class="plain console-node"
      aria-current={loaded.selection.id.value === node.id}
      onClick={() => loaded.selection.select(node)}
    >
      <NodeChip node={node} />
    </button>
  );
}

function Size({ bytes }: { bytes: number }): JSX.Element {
  return (
    <td class="number" data-tip={t("size.exact", { count: bytes, bytes: formatCount(bytes) })}>
      {formatSize(bytes)}
    </td>
  );
}
