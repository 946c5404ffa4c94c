/** The frame of the page: bar, rail, main view, inspector, retainers. */

import type { JSX } from "preact";
import { frame, panes } from "./app-state/layout";
import { giveUpSearch, searchShown } from "./app-state/search";
import { current, snapshots } from "./app-state/snapshots";
import { view } from "./app-state/view";
import { t } from "./language/words";
import { Menu } from "./menu/menu";
import { DropTarget } from "./shell/file-picker";
import { KeysDialog } from "./shell/keys-dialog";
import { LicencesDialog } from "./shell/licences-dialog";
import { Rail } from "./shell/rail";
import { SavingBar } from "./shell/saving-bar";
import { redacted } from "./shell/snapshot-menu";
import { Splitter } from "./shell/splitter";
import { Tooltip } from "./shell/tooltip";
import { TopBar } from "./shell/top-bar";
import { UndoNotice } from "./shell/undo-notice";
import { catalogue } from "./views/catalogue";
import { FailureBanner, FailurePanel } from "./views/failure-panel";
import { Inspector } from "./views/inspector";
import { later } from "./views/later";
import { LoadingView } from "./views/loading-view";
import { PartBanner } from "./views/part-banner";
import { RetainersPane } from "./views/retainers-pane";
import { ShortagePanel } from "./views/shortage-panel";
import { StartScreen } from "./views/start-screen";
import { TourPanel } from "./views/tour-panel";
import { UpdateNote } from "./views/update-note";

const Palette = later(async () => {
  try {
    return (await import("./search/palette")).Palette;
  } catch (error) {
    giveUpSearch();
    throw error;
  }
});
const RedactDialog = later(async () => (await import("./views/redact-dialog")).RedactDialog);

export function App(): JSX.Element {
  const { ShowAlone } = catalogue[view.value];
  const started = snapshots.value.length > 0 || ShowAlone !== undefined;
  const loaded = current.value?.loaded ?? null;
  const stage = current.value?.stage.value.kind;
  // The panes are there from the start of a load, so that nothing moves at its end.
  const framed = !ShowAlone && stage !== undefined && !["failed", "doubtful", "part"].includes(stage);
  const folded = framed && !loaded?.selection.kept.value && (catalogue[view.value].isPicture?.() ?? false);
  const sizes = {
    "--rail": `${panes.rail.value}px`,
    "--inspector": `${panes.inspector.value}px`,
    "--retainers": `${panes.retainers.value}px`,
  };
  return (
    <div
      class={`frame ${frame.value} ${started ? "started" : ""} ${framed ? "framed" : ""} ${folded ? "folded" : ""}`}
      style={sizes}
    >
      <a class="skip" href="#main">
        {t("app.skip")}
      </a>
      <TopBar />
      {started && <Rail />}
      <main id="main" tabIndex={-1}>
        <UpdateNote />
        <Banners />
        <TourPanel />
        {ShowAlone ? <ShowAlone /> : <Main />}
      </main>
      {framed && frame.value !== "narrow" && <RetainersPane loaded={loaded} />}
      {framed && <Inspector loaded={loaded} />}
      {started && frame.value !== "narrow" && (
        <section class="splitters" aria-label={t("pane.label")}>
          <Splitter pane="rail" orientation="vertical" direction={1} />
          {framed && !folded && <Splitter pane="retainers" orientation="horizontal" direction={-1} />}
          {framed && frame.value === "wide" && (
            <Splitter pane="inspector" orientation="vertical" direction={-1} />
          )}
        </section>
      )}
      <DropTarget />
      <KeysDialog />
      <LicencesDialog />
      {searchShown.value > 0 && <Palette key={searchShown.value} opening={searchShown.value} />}
      {redacted.value && <RedactDialog snapshot={redacted.value} />}
      <SavingBar />
      <UndoNotice />
      <Menu />
      <Tooltip />
    </div>
  );
}

const ShowPart = later(async () => (await import("./views/part-view")).PartView);

function Main(): JSX.Element | null {
  const snapshot = current.value;
  const stage = snapshot?.stage.value;
  if (!snapshot || !stage) return <StartScreen />;
  switch (stage.kind) {
    case "ready": {
      const { Show } = catalogue[view.value];
      return Show && <Show key={snapshot.letter} snapshot={snapshot} loaded={stage.loaded} />;
    }
    case "part":
      return <ShowPart key={snapshot.letter} snapshot={snapshot} part={stage.part} />;
    case "doubtful":
      return <ShortagePanel snapshot={snapshot} shortage={stage.shortage} />;
    case "failed":
      return <FailurePanel snapshot={snapshot} failure={stage.failure} />;
    default:
      return <LoadingView snapshot={snapshot} />;
  }
}

/** What is to be known of the file on show, and failures of others. */
function Banners(): JSX.Element {
  const partial = current.value?.loaded?.info.partial;
  return (
    <>
      {partial && <PartBanner missing={partial} />}
      {snapshots.value.map((snapshot) => {
        const stage = snapshot.stage.value;
        if (stage.kind !== "failed" || snapshot === current.value) return null;
        return <FailureBanner key={snapshot.letter} snapshot={snapshot} failure={stage.failure} />;
      })}
    </>
  );
}
