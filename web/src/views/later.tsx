/** Components whose code is downloaded when they are first shown. */

import { signal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../language/words";

type State<Props> = { kind: "coming" } | { kind: "there"; Show: ComponentType<Props> } | { kind: "failed" };

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const state = signal<State<Props> | null>(null);
  const fetch = async () => {
    state.value = { kind: "coming" };
    try {
      state.value = { kind: "there", Show: await load() };
    } catch {
      state.value = { kind: "failed" };
    }
  };
  return function Later(props: Props): JSX.Element {
    // Whoever comes back after it failed asks for it anew.
    useState(() => {
      if (state.peek()?.kind === "failed") state.value = null;
    });
    if (state.value === null) queueMicrotask(fetch);
    if (state.value?.kind === "there") {
      const { Show } = state.value;
      return <Show {...props} />;
    }
    if (state.value?.kind === "failed") {
      return (
        <div class="empty-note" role="alert">
          <p>{t("later.failed")}</p>
          <button type="button" class="primary" onClick={fetch}>
            {t("later.again")}
          </button>
        </div>
      );
    }
    return <div class="view" aria-busy="true" />;
  };
}
