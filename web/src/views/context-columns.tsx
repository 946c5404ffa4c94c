/** The columns of contexts, and of variables that nothing can use. */

import type { JSX } from "preact";
import type { ContextRow, ContextSortKey, Location, Scope, UnusedVariable } from "../../../worker/protocol";
import type { Loaded } from "../app-state/open-snapshot";
import { formatCount } from "../format/numbers";
import type { ListRow } from "../heap/list-rows";
import { t } from "../language/words";
import type { Column } from "../tree/column";
import { factColumn, sizeColumns, thingColumn } from "./list-columns";
import { MiddleCut, NodeChip } from "./node-chip";
import { SourcePlace } from "./source-place";

export function contextColumns(total: number): Column<ListRow<ContextRow>, ContextSortKey>[] {
  return [
    thingColumn<ContextRow, ContextSortKey>(
      { id: "tree", title: "contexts.holder", meaning: "contexts.holderMeaning", sortKey: null },
      (row) => <Holders row={row} />,
    ),
    factColumn<ContextRow, ContextSortKey>(
      { id: "names", title: "contexts.variables", meaning: "contexts.variablesMeaning", sortKey: null },
      (row) => <Names row={row} />,
      ({ names }) => names.join(", "),
    ),
    factColumn<ContextRow, ContextSortKey>(
      { id: "place", title: "contexts.place", meaning: "contexts.placeMeaning", sortKey: null },
      (row) => <Place location={row.location} scope={row.scope} />,
      ({ location, scope }) => placeName(location, scope),
    ),
    ...sizeColumns<ContextRow, ContextSortKey>(
      total,
      ({ node }) => node,
      (which) => which,
    ),
  ];
}

export function unusedColumns(loaded: Loaded): Column<ListRow<UnusedVariable>, string>[] {
  return [
    thingColumn(
      { id: "tree", title: "contexts.variable", meaning: "contexts.variableMeaning", sortKey: null },
      (row) => (
        <span class="edge">
          <span class="edge-label">
            <MiddleCut text={String(row.name)} />
          </span>{" "}
          <NodeChip node={row.node} />
        </span>
      ),
    ),
    factColumn(
      { id: "names", title: "contexts.heldBy", meaning: "contexts.heldByMeaning", sortKey: null },
      ({ context, scope }) => (
        <button
          type="button"
          class="link"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            loaded.selection.select(context);
          }}
        >
          {scope.function ? (
            <FunctionName name={scope.function} id={context.id} />
          ) : (
            <NodeChip node={context} />
          )}
        </button>
      ),
      ({ context, scope }) => `${scope.function || context.name} @${context.id}`,
    ),
    factColumn(
      { id: "place", title: "contexts.place", meaning: "contexts.placeMeaning", sortKey: null },
      ({ scope }) => <Place location={null} scope={scope} />,
      ({ scope }) => placeName(null, scope),
    ),
    ...sizeColumns<UnusedVariable, string>(
      loaded.info.total_size,
      ({ node }) => node,
      () => null,
    ),
  ];
}

function FunctionName({ name, id }: { name: string; id: number }): JSX.Element {
  return (
    <span class="node-chip closure">
      <span class="glyph" aria-hidden="true">
        ƒ
      </span>
      <MiddleCut text={name} /> <span class="node-id">@{id}</span>
    </span>
  );
}

/** A context has no name of its own: it is known by the function it is of, and by the functions that hold it. */
function Holders({ row }: { row: ContextRow }): JSX.Element {
  const { node, scope, closures, closure_total } = row;
  const [first] = closures;
  return (
    <span class="edge">
      {scope.function ? (
        <FunctionName name={scope.function} id={node.id} />
      ) : first ? (
        <FunctionName name={first.name || t("node.anonymous")} id={node.id} />
      ) : (
        <NodeChip node={node} />
      )}{" "}
      {closure_total > 1 && (
        <span class="tag" title={closures.map(({ name }) => name || t("node.anonymous")).join(", ")}>
          {t("contexts.closures", { count: closure_total, formatted: formatCount(closure_total) })}
        </span>
      )}
    </span>
  );
}

function Names({ row: { names, variable_total, unused_total } }: { row: ContextRow }): JSX.Element {
  if (variable_total === 0) return <span class="quiet">{t("contexts.noVariables")}</span>;
  const more = variable_total - names.length;
  return (
    <span class="variable-names">
      {unused_total > 0 && (
        <span class="tag unused">{t("contexts.unusedTag", { formatted: formatCount(unused_total) })}</span>
      )}
      <span class="names-text">
        {names.join(", ")}
        {more > 0 && ` ${t("contexts.more", { formatted: formatCount(more) })}`}
      </span>
    </span>
  );
}

function Place({ location, scope }: { location: Location | null; scope: Scope }): JSX.Element | null {
  const place = placeOf(location, scope);
  return place && <SourcePlace {...place} />;
}

/** As it is copied. */
function placeName(location: Location | null, scope: Scope): string {
  const place = placeOf(location, scope);
  return place ? `${place.script}:${place.at}` : "";
}

function placeOf(location: Location | null, scope: Scope): { script: string; at: string } | null {
  const script = location?.script_name ?? scope.script ?? (location ? `#${location.script_id}` : null);
  if (script === null) return null;
  const at = location ? `${location.line}:${location.column}` : scope.start === null ? "" : `+${scope.start}`;
  return { script, at };
}
