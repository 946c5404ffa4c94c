/** One finding: what, how much, why it is kept, and what to do. Everything it names can be looked at. */

import type { JSX } from "preact";
import type { Finding, Part, Sentence } from "../../../worker/protocol";
import { formatShare, formatSize } from "../format/numbers";
import { t } from "../language/words";

type OnNode = (id: number) => void;

export function FindingCard(props: { finding: Finding; number: number; onNode: OnNode }): JSX.Element {
  const { finding, number, onNode } = props;
  const { severity, bytes, share } = finding;
  return (
    <article class="finding" data-severity={severity} data-kind={finding.kind}>
      <h2 class="finding-title">
        <span class="finding-number">{number}</span> <Words parts={finding.title_parts} onNode={onNode} />
      </h2>
      <p class="finding-facts">
        <span class="severity">{t(`severity.${severity}`)}</span>
        {" · "}
        {formatSize(bytes)}
        {" · "}
        {formatShare(share)}
      </p>
      {finding.text_parts.map((sentence, at) => (
        <p key={at}>
          <Words parts={sentence} onNode={onNode} />
        </p>
      ))}
      <p class="finding-advice">{finding.advice}</p>
      <details class="finding-path">
        <summary>{t("overview.path", { count: finding.path_parts.length })}</summary>
        <ol>
          {finding.path_parts.map((phrase, at) => (
            <li key={at}>
              <Words parts={phrase} onNode={onNode} />
            </li>
          ))}
        </ol>
      </details>
    </article>
  );
}

function Words({ parts, onNode }: { parts: Sentence; onNode: OnNode }): JSX.Element {
  return (
    <>
      {parts.map((part, at) => (
        <Word key={at} part={part} onNode={onNode} />
      ))}
    </>
  );
}

function Word({ part, onNode }: { part: Part; onNode: OnNode }): JSX.Element {
  if (typeof part === "string") return <>{part}</>;
  if ("code" in part) return <code>{part.code}</code>;
  return (
    <button type="button" class="node-link" onClick={() => onNode(part.id)}>
      {part.text} <span class="node-id">@{part.id}</span>
    </button>
  );
}
