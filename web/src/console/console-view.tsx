/** A Python console, in which `heap` is the snapshot on show. */

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { frame } from "../app-state/layout";
import { visible } from "../format/visible-text";
import { t } from "../language/words";
import type { ViewProps } from "../views/catalogue";
import { type ConsoleModel, consoleOf, type Entry } from "./console-model";
import { type Editor, makeEditor } from "./editor";
import { examples } from "./examples";
import { AnyTable, ResultTable } from "./result-table";
import "../style/console.css";

export function ConsoleView({ snapshot, loaded }: ViewProps): JSX.Element {
  const model = consoleOf(snapshot);
  const editor = useRef<Editor | null>(null);
  const log = useRef<HTMLDivElement>(null);
  const entries = model.entries.value;
  const isWorking = model.work.value !== "none";
  const use = (source: string) => {
    editor.current?.set(source);
    editor.current?.focus();
  };
  // What was run last is in sight.
  const newest = entries.at(-1)?.number ?? 0;
  useLayoutEffect(() => {
    const last = newest > 0 ? log.current?.querySelector(".console-entry:last-of-type") : null;
    // Of what is longer than the room for it, what was typed; while it still prints, the end.
    last?.scrollIntoView({ block: entries.at(-1)?.isRunning ? "end" : "nearest" });
  }, [newest, entries]);
  return (
    <section class="view console-view" aria-label={t("view.console")} data-console={model.work.value}>
      <div class="bar">
        <h1 class="bar-title">{t("view.console")}</h1>
        <span class="bar-note" role="status">
          {model.work.value === "running" && t("console.running")}
          {model.work.value === "library" && t("console.library")}
        </span>
        {isWorking ? (
          <button type="button" data-action="console-stop" onClick={() => model.stop()}>
            {t("console.stop")}
          </button>
        ) : (
          <>
            <ExampleChoice use={use} />
            <button
              type="button"
              data-action="console-clear"
              disabled={entries.length === 0}
              onClick={() => model.clear()}
            >
              {t("console.clear")}
            </button>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <div class="console-log" role="log" aria-label={t("console.log")} tabIndex={0} ref={log}>
        {entries.length === 0 && <Welcome use={use} />}
        {entries.map((entry) => (
          <EntryView key={entry.number} entry={entry} snapshot={snapshot} loaded={loaded} />
        ))}
      </div>
      <div class="console-input">
        <span class="prompt" aria-hidden="true">
          {">>>"}
        </span>
        <EditorPlace model={model} editor={editor} />
        <button
          type="button"
          class="primary"
          data-action="console-run"
          disabled={isWorking}
          onClick={() => editor.current?.run()}
        >
          {t("console.run")}
        </button>
      </div>
      <p class="console-hint quiet">{t("console.hint")}</p>
    </section>
  );
}

function EditorPlace({
  model,
  editor,
}: {
  model: ConsoleModel;
  editor: { current: Editor | null };
}): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const label = t("console.editor");
  useEffect(() => {
    if (!host.current) return;
    const made = makeEditor(host.current, {
      label,
      text: model.draft,
      run: (text, whole) => model.run(text, whole),
      complete: (before) => model.complete(before),
      describe: (before) => model.describe(before),
      history: model.history,
      changed: (text) => {
        model.draft = text;
      },
    });
    editor.current = made;
    // On a phone, the keyboard would cover the page.
    if (frame.peek() !== "narrow") made.focus();
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, [model, editor, label]);
  return <div class="console-editor" ref={host} />;
}

function EntryView({ entry, snapshot, loaded }: ViewProps & { entry: Entry }): JSX.Element {
  const { outcome, engine } = entry;
  const printed = outcome?.output || entry.printed;
  const value = outcome?.value;
  return (
    <article
      class="console-entry"
      data-entry={entry.number}
      data-running={entry.isRunning || undefined}
      aria-label={`${t("console.input")} ${entry.number}`}
    >
      <pre class="typed">{entry.source}</pre>
      {printed && <pre class="printed">{lines(printed)}</pre>}
      {outcome?.error && (
        <pre class="error" data-error aria-label={t("console.error")} role="alert">
          {lines(outcome.error)}
        </pre>
      )}
      {value?.kind === "text" && <pre class="value">{lines(value.text)}</pre>}
      {value?.kind === "table" && <AnyTable result={value} loaded={loaded} />}
      {(value?.kind === "nodes" || value?.kind === "groups") && engine && (
        <ResultTable result={value} engine={engine} snapshot={snapshot} loaded={loaded} />
      )}
      {entry.problem && (
        <p class="problem" role="alert">
          {entry.problem}
        </p>
      )}
    </article>
  );
}

/** Lines stay lines; whatever else would not be seen is shown by a sign. */
function lines(text: string): string {
  return text.trimEnd().split("\n").map(visible).join("\n");
}

function Welcome({ use }: { use: (source: string) => void }): JSX.Element {
  return (
    <div class="console-welcome">
      <p>{t("console.intro")}</p>
      <p class="quiet">{t("console.try")}</p>
      <ul>
        {examples().map(({ title, source }) => (
          <li key={title}>
            <button type="button" class="plain" data-example={title} onClick={() => use(source)}>
              <span>{t(title)}</span>
              <code>{source}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ExampleChoice({ use }: { use: (source: string) => void }): JSX.Element {
  return (
    <select
      class="console-examples"
      aria-label={t("console.examples")}
      value=""
      onChange={(event) => {
        use(event.currentTarget.value);
        event.currentTarget.value = "";
      }}
    >
      <option value="">{t("console.examples")}</option>
      {examples().map(({ title, source }) => (
        <option key={title} value={source}>
          {t(title)}
        </option>
      ))}
    </select>
  );
}
