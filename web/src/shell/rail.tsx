/** The open snapshots and the views on them. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { SnapshotInfo } from "../../../worker/protocol";
import { markedBase } from "../app-state/comparison-base";
import type { LoadProgress } from "../app-state/load-progress";
import { namedSetsOf, shownSet, showSet } from "../app-state/named-sets";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { stemOf } from "../app-state/saving";
import { close, current, show, snapshots } from "../app-state/snapshots";
import { listedViews, view } from "../app-state/view";
import { formatRoughCount, formatSize, roundedSeconds } from "../format/numbers";
import { visible } from "../format/visible-text";
import { failureTitle } from "../language/failure-words";
import { t, wordsFor } from "../language/words";
import { showMenu, showMenuBelow } from "../menu/menu-state";
import { catalogue, isAvailable, isFilled } from "../views/catalogue";
import { MiddleCut } from "../views/node-chip";
import { CloseIcon, MoreIcon } from "./icons";
import { LoadBar } from "./progress-bar";
import { renamed, snapshotMenu } from "./snapshot-menu";

export function Rail(): JSX.Element {
  const rail = useRef<HTMLElement>(null);
  const shown = view.value;
  // On narrow screens the views are a row that scrolls.
  useEffect(() => {
    rail.current
      ?.querySelector(`[data-view="${shown}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [shown]);
  return (
    <nav ref={rail} class="rail" aria-label={t("rail.label")}>
      <h2 class="rail-title">{t("rail.snapshots")}</h2>
      {snapshots.value.length === 0 && <p class="rail-note">{t("rail.none")}</p>}
      <ul class="snapshots">
        {snapshots.value.map((snapshot) => (
          <SnapshotItem key={snapshot.letter} snapshot={snapshot} />
        ))}
      </ul>
      <h2 class="rail-title">{t("rail.views")}</h2>
      <ul class="views">
        {listedViews.map((name, at) => (
          <li key={name}>
            <button
              type="button"
              class={`view ${isFilled(name) ? "" : "unfilled"}`}
              data-view={name}
              aria-current={view.value === name ? "page" : undefined}
              aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
              disabled={!isAvailable(name)}
              onClick={() => {
                view.value = name;
              }}
            >
              {catalogue[name].icon()}
              <span class="view-name">{t(`view.${name}`)}</span>
              {at < 9 && <kbd>{at + 1}</kbd>}
            </button>
          </li>
        ))}
      </ul>
      {current.value?.loaded && <Sets of={current.value} />}
    </nav>
  );
}

/** The sets of nodes that were given a name. */
function Sets({ of }: { of: OpenSnapshot }): JSX.Element | null {
  const { sets } = namedSetsOf(of);
  if (sets.value.length === 0) return null;
  return (
    <>
      <h2 class="rail-title">{t("sets.title")}</h2>
      <ul class="views sets">
        {sets.value.map(({ name, total }) => (
          <li key={name}>
            <button
              type="button"
              class="view"
              data-set={name}
              data-view={view.value === "set" && shownSet.value === name ? "set" : undefined}
              aria-current={view.value === "set" && shownSet.value === name ? "page" : undefined}
              onClick={() => showSet(name)}
            >
              {catalogue.set.icon()}
              <span class="view-name" data-tip={visible(name)}>
                {visible(name)}
              </span>
              <span class="set-count">{formatRoughCount(total)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function SnapshotItem({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const { letter, name } = snapshot;
  const stage = snapshot.stage.value;
  const isCurrent = current.value === snapshot;
  const moreLabel = t("saving.more", { name });
  const busy = stage.kind === "loading" || stage.kind === "waiting";
  return (
    <li
      class={`snapshot ${stage.kind} ${isCurrent ? "current" : ""}`}
      data-snapshot={letter}
      data-stage={stage.kind}
      onContextMenu={(event) => {
        event.preventDefault();
        const returnTo = event.currentTarget.querySelector<HTMLElement>(".snapshot-button");
        const at = { x: event.clientX, y: event.clientY };
        showMenu({ label: moreLabel, title: name, groups: () => snapshotMenu(snapshot), at, returnTo });
      }}
    >
      {renamed.value === snapshot ? (
        <NameField snapshot={snapshot} />
      ) : (
        <button
          type="button"
          class="snapshot-button"
          aria-current={isCurrent ? "true" : undefined}
          aria-keyshortcuts="F2"
          onClick={() => show(snapshot)}
          onDblClick={() => {
            renamed.value = snapshot;
          }}
          onKeyDown={(event) => {
            if (event.key !== "F2") return;
            event.preventDefault();
            renamed.value = snapshot;
          }}
        >
          <span class="letter" aria-hidden="true">
            {letter.toUpperCase()}
          </span>
          <span class="snapshot-name">
            <MiddleCut text={stemOf(name)} title={name} />
          </span>
          <span class="snapshot-facts">
            <StageFacts snapshot={snapshot} />
          </span>
        </button>
      )}
      {markedBase.value === snapshot && <span class="tag base-tag">{t("saving.baseTag")}</span>}
      {stage.kind === "ready" && (
        <button
          type="button"
          class="plain icon more"
          data-action="snapshot-menu"
          aria-label={moreLabel}
          aria-haspopup="menu"
          data-tip={t("saving.menu")}
          onClick={(event) =>
            showMenuBelow(event.currentTarget, moreLabel, () => snapshotMenu(snapshot), name)
          }
        >
          <MoreIcon />
        </button>
      )}
      {stage.kind === "loading" && <LoadBar progress={stage.progress} label={t("rail.progress", { name })} />}
      {busy ? (
        <button
          type="button"
          class="cancel"
          data-action="cancel"
          aria-label={t("action.cancelSnapshot", { name })}
          onClick={() => close(snapshot)}
        >
          {t("action.cancel")}
        </button>
      ) : (
        <button
          type="button"
          class="plain icon close"
          data-action="close"
          aria-label={t("action.closeSnapshot", { name })}
          data-tip={t("action.close")}
          onClick={() => close(snapshot)}
        >
          <CloseIcon />
        </button>
      )}
    </li>
  );
}

/** In place of the snapshot's button, until Enter, Escape, or a click elsewhere. */
function NameField({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const done = (name: string | null, focusBack: boolean) => {
    if (renamed.peek() !== snapshot) return;
    if (name !== null) snapshot.name = name;
    renamed.value = null;
    const button = `[data-snapshot="${snapshot.letter}"] .snapshot-button`;
    if (focusBack) requestAnimationFrame(() => document.querySelector<HTMLElement>(button)?.focus());
  };
  return (
    <input
      ref={field}
      class="name-field"
      type="text"
      data-rename
      aria-label={t("saving.name")}
      value={snapshot.name}
      spellcheck={false}
      onBlur={(event) => done(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && !event.isComposing) done(event.currentTarget.value, true);
        else if (event.key === "Escape") done(null, true);
      }}
    />
  );
}

function StageFacts({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const stage = snapshot.stage.value;
  switch (stage.kind) {
    case "waiting":
      return <>{t("rail.waiting")}</>;
    case "loading":
      return <ProgressWords progress={stage.progress} />;
    case "doubtful":
      return <>{t("shortage.title")}</>;
    case "failed":
      return <>{failureTitle(stage.failure)}</>;
    case "part":
      return <PartFacts info={stage.part.info} />;
    case "ready": {
      const { node_count, total_size, partial } = stage.loaded.info;
      if (partial) return <PartFacts info={stage.loaded.info} />;
      const nodes = t("rail.nodes", { count: node_count, formatted: formatRoughCount(node_count) });
      return (
        <>
          {formatSize(total_size)} · {nodes}
        </>
      );
    }
  }
}

function PartFacts({ info }: { info: SnapshotInfo }): JSX.Element {
  const { node_count: count } = info;
  return (
    <>
      <span class="tag">{t("part.tag")}</span>{" "}
      {t("rail.nodes", { count, formatted: formatRoughCount(count) })}
    </>
  );
}

/** Phase, percent, and the time left where it can be told. */
export function ProgressWords({ progress }: { progress: LoadProgress }): JSX.Element {
  const phase = wordsFor(`phase.${progress.phase.value}`) ?? t("phase.other");
  const percent = Math.floor(progress.fraction.value * 100);
  const left = progress.secondsLeft.value;
  return (
    <>
      {phase} · {percent} %{left !== null && ` · ${timeLeft(left)}`}
    </>
  );
}

function timeLeft(seconds: number): string {
  const rounded = roundedSeconds(seconds);
  if ("minutes" in rounded) return t("time.minutesLeft", { count: rounded.minutes });
  return t("time.secondsLeft", { count: rounded.seconds });
}
