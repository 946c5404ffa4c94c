/** The filter of a list: what is typed is looked for at once. */

import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../language/words";
import { CloseIcon, SearchIcon } from "../shell/icons";

interface Props {
  text: Signal<string>;
  label: string;
  /** The class of the tree grid that it filters, where ↓ goes to. */
  grid: string;
}

export function FilterField({ text, label, grid }: Props): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    text.value = "";
    input.current?.focus();
  };
  return (
    <div class="filter">
      <SearchIcon />
      <input
        ref={input}
        data-filter
        type="search"
        value={text.value}
        placeholder={label}
        aria-label={label}
        aria-keyshortcuts="/"
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => {
          // A request that a newer one replaces before its turn is never put.
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text.value !== "") {
            event.preventDefault();
            event.stopPropagation();
            clear();
          } else if (event.key === "ArrowDown") {
            event.preventDefault();
            document.querySelector<HTMLElement>(`.tree-grid.${grid}`)?.focus();
          }
        }}
      />
      {text.value !== "" && (
        <button type="button" class="plain icon small" aria-label={t("summary.clear")} onClick={clear}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
