/** A sentence with names of the program, or of its log, in it. */

import type { JSX } from "preact";
import type { Phrase } from "../../../../worker/protocol";

export function PhraseWords({ phrase }: { phrase: Phrase }): JSX.Element {
  return (
    <>{phrase.map((part, at) => (typeof part === "string" ? part : <code key={at}>{part.code}</code>))}</>
  );
}

/** The same as plain text. */
export function plainWords(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : part.code)).join("");
}
