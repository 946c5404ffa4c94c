/** The sampling profiles on the page. They need no snapshot, and share a Python of their own, so that two can be compared. */

import { batch, computed, signal } from "@preact/signals";
import type { Failure, ProfileInfo } from "../../../worker/protocol";
import type { Engine } from "../engine/engine";
import { asFailure, pageFailure } from "../engine/failed";
import { prepareSpare, takeEngine } from "../engine/spare";

export class OpenProfile {
  readonly info = signal<ProfileInfo | null>(null);
  readonly failure = signal<Failure | null>(null);

  constructor(readonly file: File) {}

  get name(): string {
    return this.file.name;
  }
}

export const profiles = signal<readonly OpenProfile[]>([]);

/** The one on show. */
export const shownProfile = signal<OpenProfile | null>(null);

/** The one it is compared with. */
export const baseProfile = signal<OpenProfile | null>(null);

export const isReadingProfiles = computed(() =>
  profiles.value.some(({ info, failure }) => !info.value && !failure.value),
);

let engine: Engine | null = null;

/** The Python that holds all profiles. */
export function pythonForProfiles(): Engine {
  if (engine?.bootState.peek().kind === "failed") engine = null;
  if (!engine) {
    engine = takeEngine();
    prepareSpare();
  }
  return engine;
}

/** Reads them one after another, and shows the last one; of two, next to each other, the first is what it is compared with. */
export async function openProfiles(files: readonly File[]): Promise<void> {
  const added = files.map((file) => new OpenProfile(file));
  if (added.length === 0) return;
  profiles.value = [...profiles.peek(), ...added];
  shownProfile.value = added.at(-1) ?? null;
  baseProfile.value = added.length === 2 ? (added[0] ?? null) : null;
  for (const profile of added) {
    try {
      const info = await pythonForProfiles().openProfile(profile.file, () => {});
      if (profiles.peek().includes(profile)) profile.info.value = info;
    } catch (error) {
      profile.failure.value = asFailure(error);
    }
  }
}

export function showProfile(profile: OpenProfile): void {
  batch(() => {
    shownProfile.value = profile;
    if (baseProfile.value === profile) baseProfile.value = null;
  });
}

export function closeProfile(profile: OpenProfile): void {
  const rest = profiles.peek().filter((other) => other !== profile);
  const number = profile.info.peek()?.profile;
  batch(() => {
    profiles.value = rest;
    if (shownProfile.value === profile) shownProfile.value = rest.at(-1) ?? null;
    if (baseProfile.value === profile || baseProfile.value === shownProfile.value) baseProfile.value = null;
  });
  if (rest.length === 0) {
    engine?.stop(pageFailure("cancelled", "No profile is open any more."));
    engine = null;
  } else if (number !== undefined) {
    void engine?.askProfile("close_profile", { profile: number }).catch(() => {});
  }
}
