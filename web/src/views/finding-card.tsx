/** One finding: what, how much, why it is kept, and what to do. Everything it names can be looked at. */

import type { JSX } from "preact";
import type { Branch, Finding } from "../../../worker/protocol";
import { formatCount, formatShare, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { Words } from "./sentence";

type OnNode = (id: number) => void;

export function FindingCard(props: { finding: Finding; number: number; onNode: OnNode }): JSX.Element {
  const { finding, number, onNode } = props;
  const { severity, bytes, share } = finding;
  return (
    <article class="finding" data-severity={severity} data-kind={finding.kind}>
      <h3 class="finding-title">
        <span class="finding-number">{number}</span> <Words parts={finding.title_parts} onNode={onNode} />
      </h3>
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
      {finding.tree.length > 0 && (
        <details class="finding-path" data-panel="merged-paths">
          <summary>{t("findings.tree", { all: formatCount(finding.count) })}</summary>
          <Branches branches={finding.tree} onNode={onNode} />
        </details>
      )}
    </article>
  );
}

function Branches({ branches, onNode }: { branches: Branch[]; onNode: OnNode }): JSX.Element {
  return (
    <ul class="merged-paths">
      {branches.map((branch, at) => (
        <li key={at}>
          <span class="branch-count">{formatCount(branch.count)}</span>{" "}
          <Words parts={branch.parts} onNode={onNode} />
          {branch.children.length > 0 && <Branches branches={branch.children} onNode={onNode} />}
        </li>
      ))}
    </ul>
  );
}
