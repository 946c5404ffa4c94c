/** In which calls the selected object was allocated, the innermost first. */

import { signal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Frame } from "../../../worker/protocol";
import type { Loaded } from "../app-state/open-snapshot";
import { t } from "../language/words";
import { FrameName, FramePlace } from "./frame-place";

export function AllocationStack({ loaded }: { loaded: Loaded }): JSX.Element | null {
  const [state] = useState(() => signal<{ ordinal: number; frames: Frame[] | null } | null>(null));
  const { selection, engine, info } = loaded;
  useSignalEffect(() => {
    const ordinal = selection.node.value?.ordinal;
    if (ordinal === undefined || !info.has_stacks || state.peek()?.ordinal === ordinal) return;
    engine.ask("allocation_stack", { ordinal }).then(
      ({ frames }) => {
        if (selection.node.peek()?.ordinal === ordinal) state.value = { ordinal, frames };
      },
      // The worker is gone: the page says so elsewhere.
      () => {},
    );
  });
  const node = selection.node.value;
  const known = state.value;
  if (!info.has_stacks || !node || known?.ordinal !== node.ordinal) return null;
  return (
    <section class="allocation-stack" data-panel="allocation-stack" aria-label={t("stack.title")}>
      <h2 class="stack-title">{t("stack.title")}</h2>
      {known.frames === null || known.frames.length === 0 ? (
        <p class="quiet">{t("stack.none")}</p>
      ) : (
        <ol>
          {known.frames.map((frame, at) => (
            <li key={at} data-function={frame.function}>
              <FrameName frame={frame} /> <FramePlace frame={frame} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
