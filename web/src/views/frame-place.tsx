/** A function in a stack: its name, and where it stands in the source. */

import type { JSX } from "preact";
import type { Frame } from "../../../worker/protocol";
import { t } from "../language/words";
import { MiddleCut } from "./node-chip";
import { SourcePlace } from "./source-place";

export function FrameName({ frame }: { frame: Frame }): JSX.Element {
  return (
    <span class="node-chip closure">
      <span class="glyph" aria-hidden="true">
        ƒ
      </span>
      {frame.function === "" ? (
        <span class="name nameless">{t("node.anonymous")}</span>
      ) : (
        <MiddleCut text={frame.function} />
      )}
    </span>
  );
}

/** Nothing for functions of V8's own, which have no source. */
export function FramePlace({ frame }: { frame: Frame }): JSX.Element | null {
  const { script, script_id, line, column } = frame;
  if (line === 0 && script === "") return null;
  return (
    <SourcePlace
      script={script === "" ? `#${script_id}` : script}
      at={line === 0 ? "" : `${line}:${column}`}
    />
  );
}
