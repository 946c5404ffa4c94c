/** Sentences with names of the program and nodes in them; the nodes can be gone to. */

import type { JSX } from "preact";
import type { Part, Sentence } from "../../../worker/protocol";

type OnNode = (id: number) => void;

export function Words({ parts, onNode }: { parts: Sentence; onNode: OnNode }): JSX.Element {
  return (
    <>
      {parts.map((part, at) => {
        if (typeof part === "string")
          return <>{within(part, isLink(parts[at - 1]), isLink(parts[at + 1]))}</>;
        if ("code" in part) return <code key={at}>{part.code}</code>;
        return (
          <span key={at} class="unbroken">
            {opening.exec(textOf(parts[at - 1]))?.[0]}
            <button type="button" class="node-link" data-chip={part.id} onClick={() => onNode(part.id)}>
              {part.text} <span class="node-id">@{part.id}</span>
            </button>
            {closing.exec(textOf(parts[at + 1]))?.[0]}
          </span>
        );
      })}
    </>
  );
}

/** Browsers would break a line between a link and these. */
const opening = /[(（“「]+$/;
const closing = /^[)）”」,.;:，。；：、]+/;

const isLink = (part: Part | undefined) => typeof part === "object" && !("code" in part);
const textOf = (part: Part | undefined) => (typeof part === "string" ? part : "");

/** The text without what stands with the links beside it. */
function within(text: string, isAfterLink: boolean, isBeforeLink: boolean): string {
  const rest = isAfterLink ? text.replace(closing, "") : text;
  return isBeforeLink ? rest.replace(opening, "") : rest;
}

/** Without anything to click: for the clipboard. */
export function plainWords(parts: Sentence): string {
  return parts
    .map((part) =>
      typeof part === "string" ? part : "code" in part ? part.code : `${part.text} @${part.id}`,
    )
    .join("");
}
