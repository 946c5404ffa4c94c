/** Process logs: is it the JS heap at all that grows? For what was dropped or pasted, one section a file. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import {
  addText,
  isReadingLogs,
  memoryLimit,
  type ProcessLog,
  processLogs,
  removeLog,
} from "../../app-state/process-logs";
import { formatCount } from "../../format/numbers";
import { parseSize } from "../../format/sizes";

import { t } from "../../language/words";
import { chooseFiles } from "../../shell/file-picker";
import { CloseIcon } from "../../shell/icons";
import "../../style/triage.css";
import { FailureText } from "../failure-panel";
import { LogGuides } from "./log-guides";
import { PhraseWords } from "./phrase-words";
import { ProcessCard } from "./process-card";

export function TriageView(): JSX.Element {
  const logs = processLogs.value;
  return (
    <section class="view triage-view" aria-label={t("view.triage")} aria-busy={isReadingLogs.value}>
      <div class="bar">
        <h1 class="bar-title">{t("view.triage")}</h1>
        <span class="bar-note">{t("triage.lead")}</span>
        {logs.length > 0 && <LimitField />}
      </div>
      <div class="triage-body">
        {logs.map((log) => (
          <LogSection key={log.file.name + log.file.lastModified} log={log} />
        ))}
        <PasteBox first={logs.length === 0} />
        {logs.length === 0 && <LogGuides />}
      </div>
    </section>
  );
}

/** What the process may have, where the logs do not say: with it, the time that is left can be told. */
function LimitField(): JSX.Element {
  const typed = useSignal("");
  const bytes = parseSize(typed.value);
  const wrong = typed.value !== "" && bytes === null;
  return (
    <label class="triage-limit">
      {t("triage.limit")}{" "}
      <input
        data-limit
        class={wrong ? "invalid" : ""}
        value={typed.value}
        placeholder={t("triage.limitExample")}
        size={14}
        aria-invalid={wrong}
        aria-description={t("triage.limitMeaning")}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onChange={() => {
          if (!wrong) memoryLimit.value = bytes;
        }}
      />
    </label>
  );
}

function PasteBox({ first }: { first: boolean }): JSX.Element {
  const text = useSignal("");
  const number = useSignal(1);
  const read = () => {
    addText(text.value, t("triage.pasted", { number: number.value }));
    number.value += 1;
    text.value = "";
  };
  return (
    <form
      class="triage-paste"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.value.trim()) read();
      }}
    >
      <textarea
        data-paste
        rows={first ? 8 : 3}
        value={text.value}
        spellcheck={false}
        aria-label={t("triage.paste")}
        placeholder={t("triage.pasteHint")}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <div class="triage-paste-actions">
        <button type="submit" class="primary" data-action="read-log" disabled={!text.value.trim()}>
          {t("triage.read")}
        </button>
        <button type="button" onClick={chooseFiles}>
          {t("triage.open")}
        </button>
      </div>
    </form>
  );
}

function LogSection({ log }: { log: ProcessLog }): JSX.Element {
  const triage = log.triage.value;
  const failure = log.failure.value;
  const { name } = log.file;
  return (
    <section class="triage-log" data-log={name} aria-label={name}>
      <header class="triage-log-head">
        <h2>{name}</h2>
        {triage && (
          <span class="quiet">
            {t("triage.lines", { count: triage.line_count, formatted: formatCount(triage.line_count) })}
            {triage.formats.map(({ format, records }) => (
              <span key={format}> · {t("triage.records", { format, number: formatCount(records) })}</span>
            ))}
          </span>
        )}
        <button
          type="button"
          class="plain icon"
          aria-label={t("action.closeSnapshot", { name })}
          onClick={() => removeLog(log)}
        >
          <CloseIcon />
        </button>
      </header>
      {failure && (
        <div role="alert">
          <FailureText failure={failure} />
        </div>
      )}
      {!triage && !failure && <p role="status">{t("triage.reading")}</p>}
      {triage?.processes.length === 0 && (
        <div class="triage-nothing" role="status">
          <p>
            <strong>{triage.title}</strong>
          </p>
          <p>{triage.text}</p>
        </div>
      )}
      {triage?.processes.map((process, at) => (
        <ProcessCard key={`${process.name} ${at}`} process={process} />
      ))}
      {triage && triage.remarks.length > 0 && (
        <ul class="triage-remarks">
          {triage.remarks.map((remark) => (
            <li key={`${remark.key} ${remark.line}`}>
              <PhraseWords phrase={remark.text_parts} />
            </li>
          ))}
        </ul>
      )}
      {triage && triage.unread.count > 0 && (
        <details class="triage-unread">
          <summary>
            {t("triage.unread", { count: triage.unread.count, formatted: formatCount(triage.unread.count) })}
          </summary>
          <ol>
            {triage.unread.shown.map(({ line, text }) => (
              <li key={line} value={line}>
                <code>{text}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
