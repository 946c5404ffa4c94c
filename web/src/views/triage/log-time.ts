/** Times of a log, as its clock has them. */

import type { LogProcess } from "../../../../worker/protocol";
import { formatCount } from "../../format/numbers";
import { t } from "../../language/words";

export function timeOf(seconds: number, { clock, origin }: Pick<LogProcess, "clock" | "origin">): string {
  if (clock === "samples") return t("triage.sample", { number: formatCount(Math.round(seconds) + 1) });
  if (clock === "epoch" && origin !== null) {
    // As the log has it: the page does not know in what zone it was written.
    return new Date((origin + seconds) * 1000).toISOString().slice(11, 19);
  }
  if (seconds >= 600) return t("triage.minutes", { number: formatCount(Math.round(seconds / 60)) });
  return t("triage.seconds", { number: Number(seconds.toPrecision(3)) });
}
