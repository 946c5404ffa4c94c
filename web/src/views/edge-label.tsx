/** The name of an edge, as its type reads: `.items`, `[3]`, a closure's variable, an internal step. */

import type { JSX } from "preact";
import type { EdgeRow } from "../../../worker/protocol";
import { t, wordsFor } from "../language/words";
import { MiddleCut } from "./node-chip";

/** Edge types that a program's author did not write. */
const internal = new Set(["internal", "hidden", "shortcut"]);

type NamedEdge = Pick<EdgeRow, "edge_type" | "name_or_index">;

export function EdgeLabel({ edge }: { edge: NamedEdge }): JSX.Element {
  const type = edge.edge_type;
  return (
    <span
      class={`edge-label ${internal.has(type) ? "internal" : ""}`}
      title={wordsFor(`edge.${type}`) ?? type}
    >
      <MiddleCut text={edgeName(edge)} /> {type === "weak" && <span class="tag">{t("edge.weakTag")}</span>}
    </span>
  );
}

export function edgeName({ name_or_index: name }: NamedEdge): string {
  if (typeof name === "number") return `[${name}]`;
  return name === "" ? '""' : name;
}
