/** A function of a profile: what it is called, and where it stands. */

import type { JSX } from "preact";
import type { ProfileRow } from "../../../../worker/protocol";
import { t } from "../../language/words";
import { MiddleCut } from "../node-chip";
import { SourcePlace } from "../source-place";

/** A row without a place is a script, or V8's own. */
export function functionText({ name, url, line }: ProfileRow): string {
  if (name !== "") return name;
  if (line >= 0) return t("node.anonymous");
  return url || t("profile.native");
}

export function placeText({ url, line, column }: ProfileRow): string {
  return line < 0 ? "" : `${url}:${line + 1}:${column + 1}`;
}

export function FunctionName({ row }: { row: ProfileRow }): JSX.Element {
  const isFunction = row.name !== "" || row.line >= 0;
  return (
    <span class={`node-chip ${isFunction ? "closure" : "code"}`}>
      <span class="glyph" aria-hidden="true">
        {isFunction ? "ƒ" : "</>"}
      </span>
      {row.name === "" && (row.line >= 0 || row.url === "") ? (
        <span class="name nameless">{functionText(row)}</span>
      ) : (
        <MiddleCut text={functionText(row)} />
      )}{" "}
      {row.line >= 0 && <SourcePlace script={row.url} at={`${row.line + 1}:${row.column + 1}`} />}
    </span>
  );
}
