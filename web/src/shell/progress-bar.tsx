/** How far something is: a line that fills. */

import type { JSX } from "preact";
import type { LoadProgress } from "../app-state/load-progress";

/** That of a load, which draws itself anew alone: what is drawn while Python works is time that Python lacks. */
export function LoadBar({ progress, label }: { progress: LoadProgress; label: string }): JSX.Element {
  return <ProgressBar fraction={progress.fraction.value} label={label} />;
}

/** `fraction` is 0 to 1. */
export function ProgressBar({ fraction, label }: { fraction: number; label: string }): JSX.Element {
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.floor(fraction * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <div class="progress-done" style={{ inlineSize: `${fraction * 100}%` }} />
    </div>
  );
}
