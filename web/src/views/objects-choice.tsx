/** Which objects the Summary is about: the filters of DevTools. */

import type { JSX } from "preact";
import { type Span, spans } from "../app-state/allocated-spans";
import { filterKinds, nameOfNodeFilter, nodeFilterNamed } from "../app-state/node-filter";
import { objects } from "../app-state/query";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";

export function ObjectsChoice(): JSX.Element {
  const chosen = nameOfNodeFilter(objects.value);
  const allocated = spans.value;
  const isKnown =
    objects.value.kind !== "id_range" || allocated.some(({ filter }) => nameOfNodeFilter(filter) === chosen);
  return (
    <select
      class="objects-choice"
      data-objects={chosen}
      aria-label={t("objects.label")}
      data-tip={t(`objects.meaning_${objects.value.kind}`)}
      value={chosen}
      onChange={(event) => {
        objects.value = nodeFilterNamed(event.currentTarget.value);
      }}
    >
      {filterKinds.map((kind) => (
        <option key={kind} value={kind}>
          {t(`objects.${kind}`)}
        </option>
      ))}
      {allocated.map((span) => (
        <option key={span.to} value={nameOfNodeFilter(span.filter)}>
          {nameOfSpan(span)}
        </option>
      ))}
      {!isKnown && <option value={chosen}>{nameOfRange()}</option>}
    </select>
  );
}

function nameOfSpan({ from, to }: Span): string {
  const names = { from: from?.toUpperCase(), to: to.toUpperCase() };
  return from === null ? t("objects.before", names) : t("objects.between", names);
}

/** A span of a timeline, or what an address asks for. */
function nameOfRange(): string {
  const range = objects.value;
  if (range.kind !== "id_range") return "";
  const { min_id: first, max_id: last } = range;
  return t("objects.id_range", { first: formatCount(first), last: formatCount(last) });
}
