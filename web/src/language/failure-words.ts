/** What a failure is called, what it says, and what to do about it, in the page's language. */

import type { Failure } from "../../../worker/protocol";
import { formatCount } from "../format/numbers";
import { haveRoomFor, t, wordsFor } from "./words";

export function failureTitle({ code, kind }: Failure): string {
  return (
    wordsFor(`failure.title.${code}`) ?? wordsFor(`failure.title.${kind}`) ?? t("failure.title.internal")
  );
}

/** The message for its code; the English one that came with it where there are no words of ours. */
export function failureMessage({ code, params, message }: Failure): string {
  const values = grouped(params);
  const words = wordsFor(`failures:${code}`, values);
  if (words === null) return message;
  // Where the words do not say at which byte, though it is known, a sentence after them does.
  const isPlaced = params.offset === undefined || haveRoomFor(`failures:${code}`, "offset");
  return isPlaced ? words : words + t("failure.place", values);
}

export function failureAdvice({ code, kind }: Failure): string | null {
  return wordsFor(`failure.advice.${code}`) ?? wordsFor(`failure.advice.${kind}`);
}

/** Everything, for a bug report. Names of files and what is in them stay out, unless the message itself quotes them. */
export function failureReport(failure: Failure): string {
  const { code, kind, message, details } = failure;
  return [`heapglass: ${kind} / ${code}`, message, details].filter(Boolean).join("\n\n");
}

/** Numbers that name something, rather than count it. */
const names = new Set(["id", "ordinal", "status"]);

/** Digits in groups, as the English messages have them. */
function grouped(params: Failure["params"]): Record<string, string> {
  const words = Object.entries(params).map(([name, value]) => {
    const isCount = typeof value === "number" && !names.has(name);
    return [name, isCount ? formatCount(value) : String(value)];
  });
  return Object.fromEntries(words);
}
