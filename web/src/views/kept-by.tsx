/** Why a node is kept, as one reads it: the shortest way to a GC root, the engine's own steps folded. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { KeptLink, NodeRow, KeptBy as Told } from "../../../worker/protocol";
import { useAtOnce } from "../app-state/at-once";
import { language } from "../app-state/language";
import type { KeptWords } from "../app-state/retaining";
import type { Selection } from "../app-state/selection";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";
import { EdgeLabel } from "./edge-label";
import { NodeChip } from "./node-chip";
import { Words } from "./sentence";

interface Props {
  selection: Selection;
  which: "selected" | "kept";
  /** Phrases on show before the rest is asked for. */
  phrases: number;
}

export function KeptBy({ selection, which, phrases }: Props): JSX.Element {
  const words: KeptWords = selection.retaining[which];
  const node = () => (which === "selected" ? selection.seen.value : selection.kept.value);
  useAtOnce(() => {
    // What the user looks at first comes first.
    const ready = selection.detail.value !== null || selection.failure.value !== null;
    void words.follow(ready ? node() : null, language.value, selection.retaining.round.value);
  });
  const told = words.told.value;
  return (
    <div class="kept-by" aria-busy={told === null}>
      {told?.links.length !== 0 && <span class="kept-head">{t("retaining.keptBy")}</span>}{" "}
      {told === null ? (
        <span class="skeleton">
          <span class="visually-hidden">{t("retaining.looking")}</span>
        </span>
      ) : (
        <Way key={node()?.id} told={told} phrases={phrases} onNode={go} />
      )}
    </div>
  );

  function go(to: NodeRow | number): void {
    if (typeof to === "number") void selection.selectId(to);
    else void selection.select(to);
  }
}

type OnNode = (node: NodeRow | number) => void;

function Way({ told, phrases, onNode }: { told: Told; phrases: number; onNode: OnNode }): JSX.Element {
  const whole = useSignal(false);
  const { links, last_links: last, left_out: leftOut } = told;
  if (links.length === 0)
    return <span class="quiet">{t(told.rooted ? "retainers.noneAtAll" : "retaining.noneLeft")}</span>;
  const all = [...links, ...last];
  const isLong = all.length > phrases + 2;
  const shown = isLong && !whole.value ? links.slice(0, phrases) : links;
  const ending = isLong && !whole.value ? all.slice(-1) : last;
  const hidden = stepsIn(all) - stepsIn(shown) - stepsIn(ending) + leftOut;
  return (
    <>
      <ol class="way">
        {shown.map((link, at) => (
          <Link key={at} link={link} onNode={onNode} />
        ))}
        {hidden > 0 && (
          <li class="folded">
            {isLong && !whole.value ? (
              <button
                type="button"
                class="fold"
                data-action="whole-way"
                onClick={() => {
                  whole.value = true;
                }}
              >
                {t("retaining.more", { count: hidden })} ▸
              </button>
            ) : (
              t("retaining.leftOut", { count: hidden })
            )}
          </li>
        )}
        {ending.map((link, at) => (
          <Link key={`last ${at}`} link={link} onNode={onNode} />
        ))}
        <li class={told.rooted ? "root" : "quiet"}>{told.rooted ? told.root : t("retaining.notRooted")}</li>
      </ol>
      {!told.clear && <p class="quiet kept-note">{t("retaining.unclear")}</p>}
    </>
  );
}

function Link({ link, onNode }: { link: KeptLink; onNode: OnNode }): JSX.Element {
  const open = useSignal(false);
  if (link.parts) {
    return (
      <li>
        <Words parts={link.parts} onNode={onNode} />
      </li>
    );
  }
  return (
    <li class="folded">
      <button
        type="button"
        class="fold"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {t("retaining.internal", { count: link.steps.length, formatted: formatCount(link.steps.length) })}{" "}
        {open.value ? "▾" : "▸"}
      </button>
      {open.value && (
        <ol class="steps">
          {link.steps.map((step) => (
            <li key={step.edge} class="edge">
              <EdgeLabel edge={step} /> <span class="in">{t("retainers.in")}</span>{" "}
              <button type="button" class="link" onClick={() => onNode(step.node)}>
                <NodeChip node={step.node} />
              </button>
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

function stepsIn(links: readonly KeptLink[]): number {
  return links.reduce((sum, link) => sum + link.steps.length, 0);
}
