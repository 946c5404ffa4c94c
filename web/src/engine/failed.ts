/** A Failure, thrown: what it is stays data, so that it can be shown in any language. */

import type { Failure, Param } from "../../../worker/protocol";

export class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = "Failed";
  }
}

/** A failure that the page itself noticed. */
export function pageFailure(
  code: string,
  message: string,
  params: Record<string, Param> = {},
  details = "",
): Failure {
  return { code, kind: code, params, message, details };
}

export function asFailure(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: "internal",
    kind: "internal",
    params: {},
    message: "Something unforeseen happened.",
    details,
  };
}
