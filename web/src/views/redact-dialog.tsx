/** A copy of a snapshot for others to look at: what is to stay readable, and, before it is written, what still is. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RedactionReport, RedactOptions, StillClear } from "../../../worker/protocol";
import type { OpenSnapshot } from "../app-state/open-snapshot";
import { Redaction } from "../app-state/saving";
import { formatCount } from "../format/numbers";
import { t, type WordKey, wordsFor } from "../language/words";
import { CloseIcon } from "../shell/icons";
import { redacted } from "../shell/snapshot-menu";
import { FailureText } from "./failure-panel";
import { MiddleCut } from "./node-chip";
import "../style/redact.css";

export function RedactDialog({ snapshot }: { snapshot: OpenSnapshot }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const redaction = useMemo(() => new Redaction(snapshot), [snapshot]);
  const options = useSignal<RedactOptions>({ keep: "names", values: "stable", paths: "keep" });
  const state = redaction.state.value;
  useEffect(() => {
    dialog.current?.showModal();
    return () => redaction.stop();
  }, [redaction]);
  const hide = () => {
    redacted.value = null;
  };
  const choice = <Name extends keyof RedactOptions>(name: Name, values: readonly RedactOptions[Name][]) => (
    <fieldset class="choice">
      <legend>{t(`redact.${name}.title` as WordKey)}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={options.value[name] === value}
            onChange={() => {
              options.value = { ...options.value, [name]: value };
            }}
          />
          <span>
            {t(`redact.${name}.${value}` as WordKey)}
            <span class="quiet choice-meaning">{t(`redact.${name}.${value}Meaning` as WordKey)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
  return (
    <dialog ref={dialog} class="keys-dialog redact-dialog" aria-labelledby="redact-title" onClose={hide}>
      <div class="dialog-body">
        <header>
          <h2 id="redact-title">{t("redact.title", { name: snapshot.name })}</h2>
          <button type="button" class="plain icon" aria-label={t("action.close")} onClick={hide}>
            <CloseIcon />
          </button>
        </header>
        {state.kind === "choosing" && (
          <>
            <p class="quiet">{t("redact.lead")}</p>
            {choice("keep", ["names", "shapes"])}
            {choice("values", ["stable", "uniform"])}
            {choice("paths", ["keep", "hide"])}
            <div class="dialog-actions">
              <button type="button" onClick={hide}>
                {t("action.cancel")}
              </button>
              <button
                type="button"
                class="primary"
                data-action="redact"
                onClick={() => void redaction.read(options.value)}
              >
                {t("redact.begin")}
              </button>
            </div>
          </>
        )}
        {state.kind === "reading" && (
          <>
            <p role="status">{t("redact.reading")}</p>
            <progress
              aria-label={t("redact.reading")}
              max={1}
              value={state.total > 0 ? state.done / state.total : 0}
            />
            <div class="dialog-actions">
              <button type="button" onClick={hide}>
                {t("action.cancel")}
              </button>
            </div>
          </>
        )}
        {state.kind === "failed" && <FailureText failure={state.failure} />}
        {state.kind === "read" && (
          <>
            <InTheClear report={state.report} />
            <div class="dialog-actions">
              <button type="button" onClick={hide}>
                {t("action.cancel")}
              </button>
              <button
                type="button"
                class="primary"
                data-action="save-redacted"
                onClick={async () => {
                  await redaction.save();
                  hide();
                }}
              >
                {t("redact.save")}
              </button>
            </div>
          </>
        )}
      </div>
    </dialog>
  );
}

/** What anybody can read in the copy. */
function InTheClear({ report }: { report: RedactionReport }): JSX.Element {
  const kinds: [string, StillClear][] = [
    ...Object.entries(report.clear),
    ["paths", report.paths],
    ["URLs", report.urls],
  ];
  const families = Object.entries(report.families);
  return (
    <div class="in-the-clear" data-panel="in-the-clear">
      <p>
        {t("redact.replaced", { values: formatCount(report.values), strings: formatCount(report.strings) })}
      </p>
      <h3>{t("redact.clear")}</h3>
      <table>
        <tbody>
          {kinds
            .filter(([, { count }]) => count > 0)
            .map(([kind, clear]) => (
              <ClearRow key={kind} name={wordsFor(`redact.kind.${kind}`) ?? kind} clear={clear} />
            ))}
        </tbody>
      </table>
      {families.length > 0 && (
        <>
          <h3>{t("redact.families")}</h3>
          <p class="quiet">{t("redact.familiesMeaning")}</p>
          <table>
            <tbody>
              {families.map(([pattern, clear]) => (
                <ClearRow key={pattern} name={pattern} clear={clear} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function ClearRow({ name, clear }: { name: string; clear: StillClear }): JSX.Element {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="numeric">{formatCount(clear.count)}</td>
      <td class="examples">
        {clear.examples.map((example, at) => (
          <code key={at}>
            <MiddleCut text={example} />
          </code>
        ))}
      </td>
    </tr>
  );
}
