/** A place in the source: the file, cut where there is no room, and the position, which never is. */

import type { JSX } from "preact";
import { shortScriptName } from "../format/script-name";

/** `at` is `line:column`, say; empty where it is not known. */
export function SourcePlace({ script, at }: { script: string; at: string }): JSX.Element {
  return (
    <span class="source-place" title={at ? `${script}:${at}` : script}>
      <span class="script">{shortScriptName(script)}</span>
      {at && <span class="at">:{at}</span>}
    </span>
  );
}
