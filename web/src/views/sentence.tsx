/** Sentences with names of the program and nodes in them; the nodes can be gone to. */

import type { JSX } from "preact";
import type { Part, Sentence } from "../../../worker/protocol";

type OnNode = (id: number) => void;

export function Words({ parts, onNode }: { parts: Sentence; onNode: OnNode }): JSX.Element {
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
    <button type="button" class="node-link" data-chip={part.id} onClick={() => onNode(part.id)}>
      {part.text} <span class="node-id">@{part.id}</span>
    </button>
  );
}

/** Without anything to click: for the clipboard. */
export function plainWords(parts: Sentence): string {
  return parts
    .map((part) =>
      typeof part === "string" ? part : "code" in part ? part.code : `${part.text} @${part.id}`,
    )
    .join("");
}
