/** A field for a name, until Enter or Escape. */

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../language/words";

interface Props {
  label: string;
  value: string;
  /** What the button says. */
  done: string;
  onDone(name: string): void;
  onCancel(): void;
}

export function NameForm({ label, value, done, onDone, onCancel }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        const name = field.current?.value.trim();
        if (name) onDone(name);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onCancel();
      }}
    >
      <input
        ref={field}
        type="text"
        data-name-field
        aria-label={label}
        placeholder={label}
        maxLength={80}
        spellcheck={false}
        value={value}
      />
      <button type="submit" class="primary">
        {done}
      </button>
      <button type="button" onClick={onCancel}>
        {t("action.cancel")}
      </button>
    </form>
  );
}
