/** What there is to say of a retainer beside its name: that it is ignored, a cycle, the engine's, or open elsewhere. */

import type { JSX } from "preact";
import type { RetainerRow } from "../../../worker/protocol";
import { t, type WordKey } from "../language/words";

interface Props {
  retainer: RetainerRow;
  /** It is open elsewhere in the tree. */
  shown: boolean;
}

export function RetainerTags({ retainer, shown }: Props): JSX.Element {
  const { seen, ignored, reachable, noise } = retainer;
  return (
    <>
      {seen && <Tag kind="cycle" text="retainers.cycle" meaning="retainers.cycleMeaning" />}
      {ignored && <Tag kind="ignored" text="retaining.tag.ignored" meaning="retaining.tag.ignoredMeaning" />}
      {!ignored && !reachable && (
        <Tag kind="unreachable" text="retaining.tag.unreachable" meaning="retaining.tag.unreachableMeaning" />
      )}
      {noise && <Tag kind="noise" text="retaining.tag.noise" meaning="retaining.tag.noiseMeaning" />}
      {shown && !seen && <Tag kind="shown" text="retaining.tag.shown" meaning="retaining.tag.shownMeaning" />}
    </>
  );
}

function Tag({ kind, text, meaning }: { kind: string; text: WordKey; meaning: WordKey }): JSX.Element {
  return (
    <span class={`tag ${kind}`} data-tag={kind} title={t(meaning)}>
      {t(text)}
    </span>
  );
}
