/** The guided tour: what there is to see at this step, why it matters, and the way to the next one. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import program from "../../example/server.js?raw";
import { endTour, goTo, type TourStep, tourStep, tourSteps } from "../app-state/tour";
import { t } from "../language/words";
import { CloseIcon } from "../shell/icons";

export function TourPanel(): JSX.Element | null {
  // What the step is about is marked wherever it is (`tour.css`).
  useSignalEffect(() => {
    const { dataset } = document.documentElement;
    if (tourStep.value) dataset.tour = tourStep.value;
    else delete dataset.tour;
  });
  return tourStep.value && <Step step={tourStep.value} />;
}

function Step({ step }: { step: TourStep }): JSX.Element {
  const at = tourSteps.indexOf(step);
  const before = tourSteps[at - 1];
  const after = tourSteps[at + 1];
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus({ preventScroll: true }), []);
  return (
    <section
      class="tour"
      data-panel="tour"
      aria-label={t("tour.label")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        endTour();
      }}
    >
      <header class="tour-head">
        <h2>{t(`tour.${step}.title`)}</h2>
        <span class="quiet">{t("tour.step", { at: at + 1, of: tourSteps.length })}</span>
        <button
          type="button"
          class="plain icon"
          data-action="end-tour"
          aria-label={t("tour.end")}
          onClick={endTour}
        >
          <CloseIcon />
        </button>
      </header>
      <div class="tour-body">
        <p aria-live="polite">{t(`tour.${step}.text`)}</p>
        {step === "source" && <Program />}
      </div>
      <footer class="tour-foot">
        <button
          type="button"
          data-action="tour-back"
          disabled={!before}
          onClick={() => before && goTo(before)}
        >
          {t("tour.back")}
        </button>
        <button
          ref={next}
          type="button"
          class="primary"
          data-action="tour-next"
          onClick={() => (after ? goTo(after) : endTour())}
        >
          {t(after ? "tour.next" : "tour.done")}
        </button>
      </footer>
    </section>
  );
}

const lines = program.split("\n");
const firstLine = lines.findIndex((line) => line.startsWith("function replaceThing"));
const lastLine = lines.indexOf("}", firstLine);
/** What makes the scope of one request keep that of the one before. */
const leaking = /const originalThing|if \(originalThing\)/;

/** The function that leaks, as it was run. */
function Program(): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys
    <pre class="tour-program" tabIndex={0}>
      {lines.slice(firstLine, lastLine + 1).map((line, at) => (
        <code key={firstLine + at}>
          <span class="line-number">{firstLine + at + 1}</span>
          {line.slice(0, line.search(/\S/))}
          {leaking.test(line) ? <mark>{line.trim()}</mark> : line.trim()}
          {"\n"}
        </code>
      ))}
    </pre>
  );
}
