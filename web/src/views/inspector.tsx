/** Beside the main view: everything about the selected node. */

import { computed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { frame } from "../app-state/layout";
import type { Loaded } from "../app-state/open-snapshot";
import { view } from "../app-state/view";
import { formatShare, formatSize, shareOf } from "../format/numbers";
import { t } from "../language/words";
import { CloseIcon } from "../shell/icons";
import { AllocationStack } from "./allocation-stack";
import { FailureText } from "./failure-panel";
import { IgnoredRetainers } from "./ignored-retainers";
import { KeptBy } from "./kept-by";
import { NodeChip } from "./node-chip";
import { NodeFacts } from "./node-facts";
import { ReferencesTree, RetainersTree } from "./node-trees";

export function Inspector({ loaded }: { loaded: Loaded | null }): JSX.Element {
  const selection = loaded?.selection;
  const failure = selection?.failure.value;
  const node = selection?.seen.value;
  const id = selection?.id.value ?? null;
  const isOpen = id !== null;
  const panel = useRef<HTMLElement>(null);
  // A click changes it at once, what is shown a moment later: only the attribute is to be drawn.
  const busy = useMemo(
    () => computed(() => selection?.node.value?.ordinal !== selection?.seen.value?.ordinal),
    [selection],
  );
  useSheetFocus(panel, isOpen && frame.value === "narrow");
  return (
    <aside
      ref={panel}
      class={`inspector ${isOpen ? "open" : ""}`}
      data-panel="inspector"
      aria-label={t("inspector.label")}
      aria-busy={busy}
      tabIndex={-1}
    >
      {isOpen && (
        <header class="inspector-head">
          <div class="inspector-node">{node ? <NodeChip node={node} /> : `@${id}`}</div>
          <button
            type="button"
            class="plain icon close"
            data-action="close-inspector"
            aria-label={t("action.close")}
            onClick={() => selection?.clear()}
          >
            <CloseIcon />
          </button>
        </header>
      )}
      {!isOpen && (
        <div class="pane-note">
          <p>{t("inspector.nothing")}</p>
          <p class="quiet">{t("inspector.nothingNext")}</p>
          {loaded && view.value !== "overview" && (
            <p>
              <button
                type="button"
                class="link"
                data-action="begin"
                onClick={() => {
                  view.value = "overview";
                }}
              >
                {t("inspector.begin")}
              </button>
            </p>
          )}
        </div>
      )}
      {failure && <FailureText failure={failure} />}
      {loaded && node && <InspectorBody loaded={loaded} />}
    </aside>
  );
}

const tabs = ["facts", "references", "retainers"] as const;

/** On a narrow page one part at a time; else facts and references below each other. */
function InspectorBody({ loaded }: { loaded: Loaded }): JSX.Element {
  const tab = useSignal<(typeof tabs)[number]>("facts");
  if (frame.value !== "narrow") {
    return (
      <>
        <div class="facts-pane">
          <Headline loaded={loaded} />
          <NodeFacts loaded={loaded} />
          <AllocationStack loaded={loaded} />
        </div>
        <section class="references-pane">
          <h2 class="bar bar-title">{t("inspector.references")}</h2>
          <ReferencesTree loaded={loaded} />
        </section>
      </>
    );
  }
  return (
    <>
      <Headline loaded={loaded} />
      <div class="tabs" role="tablist" aria-label={t("inspector.label")}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab.value === name}
            aria-controls="inspector-part"
            onClick={() => {
              tab.value = name;
            }}
          >
            {t(`inspector.${name}`)}
          </button>
        ))}
      </div>
      <div class="tab-panel" id="inspector-part" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        {tab.value === "facts" && (
          <>
            <NodeFacts loaded={loaded} />
            <AllocationStack loaded={loaded} />
          </>
        )}
        {tab.value === "references" && <ReferencesTree loaded={loaded} />}
        {tab.value === "retainers" && (
          <>
            <IgnoredRetainers selection={loaded.selection} />
            <RetainersTree loaded={loaded} />
          </>
        )}
      </div>
    </>
  );
}

/** The answer first: how much it keeps, and who keeps it. */
function Headline({ loaded: { selection, info } }: { loaded: Loaded }): JSX.Element | null {
  const node = selection.seen.value;
  if (!node) return null;
  const share = formatShare(shareOf(node.retained, info.total_size));
  return (
    <div class="headline">
      <p class="headline-size">{t("inspector.retained", { size: formatSize(node.retained), share })}</p>
      <KeptBy selection={selection} which="selected" phrases={3} />
    </div>
  );
}

/** A sheet that covers the page takes the focus, and gives it back. */
function useSheetFocus(panel: { current: HTMLElement | null }, isSheet: boolean): void {
  useEffect(() => {
    if (!isSheet) return;
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel, isSheet]);
}
