/** `<html data-state>` and the title: what the page as a whole is doing. */

import { computed, effect } from "@preact/signals";
import { spareState } from "../engine/spare";
import { arriving } from "./arrivals";
import { isReadingLogs, processLogs } from "./process-logs";
import { isReadingProfiles, profiles } from "./profiles";
import { current, isLoading, outcome, snapshots } from "./snapshots";

export type PageState = "booting" | "ready" | "loading" | "asking" | "error";

export const pageState = computed<PageState>(() => {
  if (isLoading.value || arriving.value > 0 || isReadingLogs.value || isReadingProfiles.value) {
    return "loading";
  }
  if (profiles.value.some(({ failure }) => failure.value)) return "error";
  if (outcome.value === "failed" || snapshots.value.some(({ lost }) => lost.value)) return "error";
  if (snapshots.value.some(({ stage }) => stage.value.kind === "doubtful")) return "asking";
  if (snapshots.value.length + processLogs.value.length + profiles.value.length > 0) return "ready";
  const spare = spareState.value?.kind;
  if (spare === "failed") return "error";
  return spare === "booted" ? "ready" : "booting";
});

export function startPageState(): void {
  effect(() => {
    document.documentElement.dataset.state = pageState.value;
  });
  effect(() => {
    const snapshot = current.value;
    document.title = snapshot
      ? `${snapshot.letter.toUpperCase()} · ${snapshot.name} – heapglass`
      : "heapglass";
  });
}
