/** What a first visitor sees: where to drop a file, how to get one, and that it stays on this device. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { exampleState, openExample } from "../app-state/example";
import { view } from "../app-state/view";
import { spareState } from "../engine/spare";
import { t, type WordKey } from "../language/words";
import { chooseFiles } from "../shell/file-picker";
import { ShieldIcon } from "../shell/icons";
import { FailureText } from "./failure-panel";
import { Snippet } from "./snippet";

/** With a finger, nothing can be dropped. */
const canDrop = matchMedia("(any-pointer: fine)");

export function StartScreen(): JSX.Element {
  return (
    <section class="start">
      <div class="start-drop">
        <h1>{t(canDrop.matches ? "start.title" : "start.titleTouch")}</h1>
        <p class="start-lead">{t("start.lead")}</p>
        <p class="start-actions">
          <button type="button" class="primary large" onClick={chooseFiles}>
            {t("action.open")}
          </button>
          <span class="quiet">{t("start.files")}</span>
        </p>
        <BootNote />
      </div>
      <Example />
      <Recipes />
      <LogsNote />
      <p class="start-privacy">
        <ShieldIcon />
        <span>{t("start.privacy")}</span>
      </p>
    </section>
  );
}

function Example(): JSX.Element {
  const state = exampleState.value;
  return (
    <div class="start-example">
      <button type="button" class="large" data-action="example" onClick={() => void openExample()}>
        {t("example.open")}
      </button>
      <p class="quiet" role="status">
        {t(state === "none" ? "example.what" : `example.${state}`)}
      </p>
    </div>
  );
}

function LogsNote(): JSX.Element {
  return (
    <p class="start-logs quiet">
      {t("start.logs")}{" "}
      <button
        type="button"
        class="link"
        data-action="triage"
        onClick={() => {
          view.value = "triage";
        }}
      >
        {t("start.openLogs")}
      </button>
    </p>
  );
}

function BootNote(): JSX.Element {
  const state = spareState.value;
  if (state?.kind === "failed") {
    return (
      <div class="start-boot failed" role="alert" data-failure={state.failure.code}>
        <FailureText failure={state.failure} />
      </div>
    );
  }
  // It keeps its place when Python is there: nothing below moves.
  const isBooted = state?.kind === "booted";
  return (
    <p class="start-boot quiet" role="status">
      {t(isBooted ? "boot.booted" : state?.slow ? "boot.slow" : "boot.booting")}
    </p>
  );
}

interface Step {
  words: WordKey;
  code?: string;
}

const recipes: { name: string; steps: Step[] }[] = [
  {
    name: "Node.js",
    steps: [
      { words: "start.node.now", code: 'require("node:v8").writeHeapSnapshot()' },
      { words: "start.node.signal", code: "node --heapsnapshot-signal=SIGUSR2 app.js\nkill -USR2 PID" },
      { words: "start.node.limit", code: "node --heapsnapshot-near-heap-limit=2 app.js" },
    ],
  },
  { name: "Chrome", steps: [{ words: "start.chrome" }] },
  {
    name: "Deno",
    steps: [
      {
        words: "start.deno.now",
        code: 'import v8 from "node:v8";\nv8.writeHeapSnapshot("app.heapsnapshot");',
      },
      { words: "start.deno.inspect", code: "deno run --inspect app.ts" },
    ],
  },
  {
    name: "Electron",
    steps: [
      { words: "start.electron.main", code: 'process.takeHeapSnapshot("main.heapsnapshot")' },
      {
        words: "start.electron.renderer",
        code: 'await win.webContents.takeHeapSnapshot("window.heapsnapshot")',
      },
    ],
  },
  {
    name: "JSVM",
    steps: [
      {
        words: "start.jsvm.call",
        code: "OH_JSVM_TakeHeapSnapshot(vm, [](const char* data, int size, void* file) {\n  return fwrite(data, 1, size, (FILE*)file) == size;\n}, file);",
      },
      { words: "start.jsvm.raw" },
    ],
  },
];

function Recipes(): JSX.Element {
  const chosen = useSignal(0);
  const recipe = recipes[chosen.value];
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    chosen.value = (chosen.value + step + recipes.length) % recipes.length;
    document.getElementById(`recipe-${chosen.value}`)?.focus();
  };
  return (
    <div class="recipes">
      <h2>{t("start.how")}</h2>
      <div class="tabs" role="tablist" aria-label={t("start.runtime")} onKeyDown={move}>
        {recipes.map(({ name }, at) => (
          <button
            key={name}
            id={`recipe-${at}`}
            type="button"
            role="tab"
            tabIndex={at === chosen.value ? 0 : -1}
            aria-selected={at === chosen.value}
            aria-controls="recipe"
            onClick={() => {
              chosen.value = at;
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="recipe" id="recipe" role="tabpanel" aria-labelledby={`recipe-${chosen.value}`}>
        {recipe?.steps.map(({ words, code }) => (
          <div key={words}>
            <p>{t(words)}</p>
            {code && <Snippet text={code} />}
          </div>
        ))}
      </div>
      <p class="start-help">
        <button
          type="button"
          class="link"
          data-action="help"
          onClick={() => {
            view.value = "help";
          }}
        >
          {t("help.more")}
        </button>
      </p>
    </div>
  );
}
