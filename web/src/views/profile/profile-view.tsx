/** Sampling profiles: which functions allocated what is still alive, as a flame graph and as tables. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ProfileInfo, ProfileRow } from "../../../../worker/protocol";
import {
  FlameModel,
  ProfileTable,
  profileShape,
  profileShapes,
  profileText,
  type Sides,
} from "../../app-state/profile-model";
import {
  baseProfile,
  closeProfile,
  isReadingProfiles,
  type OpenProfile,
  profiles,
  shownProfile,
  showProfile,
} from "../../app-state/profiles";
import { formatCount, formatSize } from "../../format/numbers";
import { t } from "../../language/words";
import { CloseIcon } from "../../shell/icons";
import { FailureText } from "../failure-panel";
import { FilterField } from "../filter-field";
import { FirstSteps } from "../first-steps";
import { MiddleCut } from "../node-chip";
import { Segments } from "../segments";
import type { Way } from "../ways";
import { FlameGraph } from "./flame-graph";
import { ProfileGrid } from "./profile-grid";
import "../../style/chart.css";
import "../../style/comparison.css";
import "../../style/lists.css";
import "../../style/profile.css";

const ways: readonly Way[] = [
  {
    name: "heapglass",
    does: "profile.guide.capture",
    code: "heapglass capture 9229 --kind sampling --seconds 60",
  },
  { name: "Chrome, Edge", does: "profile.guide.chrome" },
  { name: "Node.js", does: "profile.guide.node", code: "node --heap-prof app.js" },
];

export function ProfileView(): JSX.Element {
  const profile = shownProfile.value;
  return (
    <section class="view profile-view" aria-label={t("view.profile")} aria-busy={isReadingProfiles.value}>
      <div class="bar list-bar">
        <h1 class="bar-title">{t("view.profile")}</h1>
        {profiles.value.length > 0 && <ProfileTabs />}
        {profile?.info.value && <BaseChoice profile={profile} />}
        {profile?.info.value && <Facts info={profile.info.value} />}
      </div>
      {profile ? (
        <Shown key={profile} profile={profile} />
      ) : (
        <FirstSteps title={t("profile.none1")} what={t("profile.what")} ways={ways} />
      )}
    </section>
  );
}

function ProfileTabs(): JSX.Element {
  return (
    <ul class="profile-tabs" aria-label={t("profile.open")}>
      {profiles.value.map((profile, at) => (
        <li key={at} class={profile === shownProfile.value ? "current" : ""}>
          <button
            type="button"
            class="plain"
            data-profile={profile.name}
            aria-current={profile === shownProfile.value ? "true" : undefined}
            onClick={() => showProfile(profile)}
          >
            <MiddleCut text={profile.name} />
          </button>
          <button
            type="button"
            class="plain icon"
            aria-label={t("action.closeSnapshot", { name: profile.name })}
            onClick={() => closeProfile(profile)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

function BaseChoice({ profile }: { profile: OpenProfile }): JSX.Element | null {
  const others = profiles.value.filter((other) => other !== profile && other.info.value);
  if (others.length === 0) return null;
  return (
    <label class="base-choice">
      {t("profile.compareWith")}
      <select
        data-base
        value={String(baseProfile.value ? others.indexOf(baseProfile.value) : -1)}
        onChange={(event) => {
          baseProfile.value = others[Number(event.currentTarget.value)] ?? null;
        }}
      >
        <option value="-1">{t("profile.nothing")}</option>
        {others.map((other, at) => (
          <option key={at} value={String(at)}>
            {other.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Facts({ info }: { info: ProfileInfo }): JSX.Element {
  return (
    <span class="bar-note" data-total={info.total_size} data-tip={t("profile.estimate")}>
      {t("profile.facts", {
        size: formatSize(info.total_size),
        samples: formatCount(info.sample_count),
        functions: formatCount(info.function_count),
      })}
    </span>
  );
}

function Shown({ profile }: { profile: OpenProfile }): JSX.Element {
  const { failure, info } = profile;
  if (failure.value) {
    return (
      <div class="failure-panel" role="alert" data-failure={failure.value.code}>
        <p class="failure-file">{t("failure.of", { name: profile.name })}</p>
        <FailureText failure={failure.value} />
      </div>
    );
  }
  if (!info.value) {
    return (
      <p class="pane-note" role="status">
        {t("profile.reading", { name: profile.name })}
      </p>
    );
  }
  const base = baseProfile.value?.info.value ?? null;
  return <Evidence name={profile.name} info={info.value} base={base} />;
}

function Evidence({
  name,
  info,
  base,
}: {
  name: string;
  info: ProfileInfo;
  base: ProfileInfo | null;
}): JSX.Element {
  const sides: Sides = { profile: info.profile, base: base?.profile ?? null };
  const which = `${sides.profile} ${sides.base}`;
  const selected = useSignal<ProfileRow | null>(null);
  const shape = profileShape.value;
  const flame = useMemo(() => new FlameModel(sides), [which]);
  const table = useMemo(() => new ProfileTable(sides, shape), [which, shape]);
  const whole: [number, number?] = base ? [info.total_size, base.total_size] : [info.total_size];
  return (
    <>
      <FlameGraph key={which} model={flame} name={name} selected={selected} />
      <div class="bar list-bar">
        <Segments
          label={t("profile.shape")}
          chosen={profileShape}
          choices={profileShapes.map((each) => ({
            name: each,
            text: t(`profile.shapes.${each}`),
            meaning: t(`profile.meaning.${each}`),
          }))}
        />
        <FilterField text={profileText} label={t("profile.filter")} grid="profile" />
      </div>
      <ProfileGrid table={table} whole={whole} flame={flame} selected={selected} />
    </>
  );
}
