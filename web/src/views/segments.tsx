/** A choice of a few, of which one is on. */

import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import "../style/segments.css";

interface Props<Choice extends string> {
  label: string;
  chosen: Signal<Choice>;
  choices: readonly { name: Choice; text: string; meaning?: string; disabled?: boolean }[];
}

export function Segments<Choice extends string>({ label, chosen, choices }: Props<Choice>): JSX.Element {
  return (
    <fieldset class="segments" aria-label={label}>
      {choices.map(({ name, text, meaning, disabled }) => (
        <button
          key={name}
          type="button"
          data-choice={name}
          data-tip={meaning}
          aria-pressed={chosen.value === name}
          disabled={disabled}
          onClick={() => {
            chosen.value = name;
          }}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
