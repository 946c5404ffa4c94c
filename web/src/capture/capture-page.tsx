/** Takes a snapshot of a program on this machine, and hands it to the page that opened this one. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatShare, formatSize } from "../format/numbers";
import { t } from "../language/words";
import { saveFile } from "../views/save-file";
import { localAddress, type Step, type Taken, takeSnapshot } from "./take-snapshot";

const example = "ws://127.0.0.1:9229/…";

type State =
  | { kind: "ready" }
  | { kind: "working"; step: Step | null }
  | { kind: "taken"; taken: Taken; handed: boolean }
  | { kind: "failed"; reason: string };

export function CapturePage(): JSX.Element {
  const address = useSignal("");
  const state = useSignal<State>({ kind: "ready" });
  const local = localAddress(address.value);
  const wrong = address.value.trim() !== "" && local === null;
  const isWorking = state.value.kind === "working";
  const take = async () => {
    if (!local || isWorking) return;
    state.value = { kind: "working", step: null };
    try {
      const taken = await takeSnapshot(local, (step) => {
        state.value = { kind: "working", step };
      });
      state.value = { kind: "taken", taken, handed: handOver(taken.file) };
    } catch (error) {
      state.value = { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return (
    <main class="capture-page">
      <h1>{t("capture.title")}</h1>
      <p>{t("capture.lead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <label for="address">{t("capture.address")}</label>
        <input
          id="address"
          data-address
          type="text"
          class={wrong ? "invalid" : ""}
          value={address.value}
          placeholder={example}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={wrong}
          aria-describedby="address-note"
          onInput={(event) => {
            address.value = event.currentTarget.value;
          }}
        />
        <p id="address-note" class={wrong ? "capture-wrong" : "quiet"}>
          {t(wrong ? "capture.wrong" : "capture.where")}
        </p>
        <button type="submit" class="primary" data-action="take" disabled={!local || isWorking}>
          {t("capture.take")}
        </button>
      </form>
      <div class="capture-state" role="status" data-capture={state.value.kind}>
        <Told state={state.value} />
      </div>
      <p class="quiet">{t("capture.promise")}</p>
    </main>
  );
}

function Told({ state }: { state: State }): JSX.Element | null {
  switch (state.kind) {
    case "ready":
      return null;
    case "working": {
      const { step } = state;
      if (!step) return <p>{t("capture.connecting")}</p>;
      const share = step.share === null ? "" : ` ${formatShare(step.share)}`;
      const bytes = step.bytes > 0 ? ` ${formatSize(step.bytes)}` : "";
      return (
        <p>
          {t(`capture.${step.phase}`)}
          {share}
          {bytes}
        </p>
      );
    }
    case "failed":
      return (
        <div role="alert">
          <p>
            <strong>{t("capture.failed")}</strong>
          </p>
          <p>
            {state.reason === "refused" ? t("capture.refused") : t("capture.broke", { reason: state.reason })}
          </p>
        </div>
      );
    case "taken": {
      const { file, before, after } = state.taken;
      return (
        <>
          <p>
            {t("capture.taken", {
              name: file.name,
              size: formatSize(file.size),
              used: formatSize(after),
              garbage: formatSize(Math.max(0, before - after)),
            })}
          </p>
          <p>{t(state.handed ? "capture.handed" : "capture.alone")}</p>
          <button type="button" data-action="save" onClick={() => saveFile(file, file.name)}>
            {t("capture.save")}
          </button>
        </>
      );
    }
  }
}

/** To the page that opened this one, if that is ours and still there. */
function handOver(file: File): boolean {
  const opener = window.opener as Window | null;
  if (!opener || opener.closed) return false;
  opener.postMessage({ kind: "heapglass-capture", file }, location.origin);
  return true;
}
