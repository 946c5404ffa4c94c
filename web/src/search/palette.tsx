/** Search everywhere: one field, and below it what it finds, to be gone through with the arrow keys. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { NodeSearch } from "../app-state/node-search";
import { hideSearch, typedAhead } from "../app-state/search";
import { currentLoaded } from "../app-state/snapshots";
import { formatCount } from "../format/numbers";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";
import { SearchIcon } from "../shell/icons";
import { useClasses } from "./class-results";
import { commandResults, snapshotResults, viewResults } from "./commands";
import { nodeResults } from "./node-results";
import { matches, type Result, type ResultGroup } from "./results";
import "../style/search.css";

/** Typing has to rest this long (ms) before the worker is asked. */
const debounce = 60;
/** So near to the end (in px) the next nodes are fetched. */
const nearEnd = 400;

/** What was searched for last is there again the next time. */
const kept = { text: "", regex: false, match_case: false };

export function Palette({ opening }: { opening: number }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const wish = useSignal({ ...kept });
  const active = useSignal(0);
  const search = currentLoaded.value?.model(NodeSearch);
  const classes = useClasses(wish.value);
  const { text } = wish.value;
  const isCommand = text.startsWith(">");

  useLayoutEffect(() => {
    dialog.current?.showModal();
    const typed = typedAhead();
    if (typed === "") input.current?.select();
    else wish.value = { ...wish.value, text: typed };
  }, []);
  useSignalEffect(() => {
    const wanted = wish.value;
    Object.assign(kept, wanted);
    active.value = 0;
    const timer = setTimeout(() => {
      void currentLoaded
        .peek()
        ?.model(NodeSearch)
        .find(wanted.text.startsWith(">") ? { ...wanted, text: "" } : wanted);
    }, debounce);
    return () => clearTimeout(timer);
  });

  const hide = () => hideSearch(opening);
  const choose = (result: Result) => {
    // First of all: the dialog gives the focus back when it closes.
    dialog.current?.close();
    hide();
    void result.choose();
  };
  const groups = groupsFor(text, isCommand ? [] : classes, search && !isCommand ? nodeResults(search) : null);
  const results = groups.flatMap((group) => group.results);
  const at = Math.min(active.value, results.length - 1);
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    if (at > results.length - 10) void search?.more();
  }, [at, results.length, search]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event, at, results.length);
    const result = results[at];
    if (next !== null) active.value = next;
    else if (event.key === "Enter" && !event.isComposing && result) choose(result);
    else return;
    event.preventDefault();
  };
  const failure = search?.failure.value;
  const isBusy = search !== undefined && text !== "" && !isCommand && search.total.value === null && !failure;

  return (
    <dialog ref={dialog} class="palette" aria-label={t("search.label")} onClose={hide} closedby="any">
      <div class={`palette-field ${failure ? "invalid" : ""}`}>
        <SearchIcon />
        <input
          ref={input}
          type="text"
          role="combobox"
          data-search
          value={text}
          placeholder={t("search.placeholder")}
          aria-label={t("search.label")}
          aria-expanded={results.length > 0}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={results[at] ? `result-${results[at].id}` : undefined}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => {
            wish.value = { ...wish.value, text: event.currentTarget.value };
          }}
          onKeyDown={onKeyDown}
        />
        {(["match_case", "regex"] as const).map((option) => (
          <button
            key={option}
            type="button"
            class="toggle"
            data-option={option}
            aria-pressed={wish.value[option]}
            aria-label={t(option === "regex" ? "summary.regex" : "summary.matchCase")}
            title={t(option === "regex" ? "summary.regex" : "summary.matchCase")}
            onClick={() => {
              wish.value = { ...wish.value, [option]: !wish.value[option] };
              input.current?.focus();
            }}
          >
            <span aria-hidden="true">{option === "regex" ? ".*" : "Aa"}</span>
          </button>
        ))}
      </div>
      <div
        ref={list}
        id="search-results"
        class="results"
        role="listbox"
        aria-label={t("search.results")}
        aria-busy={isBusy}
        tabIndex={-1}
        onScroll={(event) => {
          const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
          if (scrollTop + clientHeight > scrollHeight - nearEnd) void search?.more();
        }}
      >
        {groups.map((group) => (
          <Group key={group.id} group={group} results={results} at={at} onPoint={active} onChoose={choose} />
        ))}
      </div>
      <p class="palette-note" role="status">
        {failure
          ? failureMessage(failure)
          : results.length === 0 && !isBusy
            ? t("search.none", { text })
            : t("search.hint")}
      </p>
    </dialog>
  );
}

interface GroupProps {
  group: ResultGroup;
  results: readonly Result[];
  at: number;
  onPoint: { value: number };
  onChoose(result: Result): void;
}

function Group({ group, results, at, onPoint, onChoose }: GroupProps): JSX.Element {
  const { id, total } = group;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
    <div role="group" aria-labelledby={`results-${id}`} data-group={id}>
      <div class="group-title" id={`results-${id}`} role="presentation">
        {t(`search.group.${id}`)}
        {total !== undefined && <span class="group-total"> {formatCount(total)}</span>}
      </div>
      {group.results.map((result) => {
        const place = results.indexOf(result);
        return (
          // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has the focus, and the keys
          <div
            key={result.id}
            id={`result-${result.id}`}
            class="result"
            role="option"
            aria-selected={place === at}
            data-result={result.id}
            onPointerMove={() => {
              onPoint.value = place;
            }}
            onClick={() => onChoose(result)}
          >
            {result.icon?.()}
            <span class="result-label">{result.show?.() ?? result.label}</span>
            {result.note && <span class="result-note">{result.note}</span>}
            {result.keys && <kbd>{result.keys}</kbd>}
          </div>
        );
      })}
    </div>
  );
}

/** Nothing typed: what one can do. `>`: commands only. Else everything that has the words in its name. */
function groupsFor(text: string, classes: readonly Result[], nodes: ResultGroup | null): ResultGroup[] {
  const words = text.replace(/^>/, "").trim();
  const named = (result: Result) => matches(`${result.label} ${result.also ?? ""}`, words);
  const isCommand = text.startsWith(">");
  const isId = /^@\d*$/.test(words);
  const groups: (ResultGroup | null)[] = [
    isId ? nodes : null,
    isId || isCommand ? null : { id: "views", results: viewResults().filter(named) },
    isId || isCommand ? null : { id: "snapshots", results: snapshotResults().filter(named) },
    isId ? null : { id: "commands", results: commandResults().filter(named) },
    { id: "classes", results: isId ? [] : classes },
    isId || words === "" ? null : nodes,
  ];
  return groups.filter((group): group is ResultGroup => group !== null && group.results.length > 0);
}

const pageLength = 10;

/** Where a key leads in the list; null for keys that are the field's own. */
function moved(event: KeyboardEvent, at: number, length: number): number | null {
  if (length === 0 || event.altKey) return null;
  switch (event.key) {
    case "ArrowDown":
      return at === length - 1 ? 0 : at + 1;
    case "ArrowUp":
      return at <= 0 ? length - 1 : at - 1;
    case "PageDown":
      return Math.min(length - 1, at + pageLength);
    case "PageUp":
      return Math.max(0, at - pageLength);
    case "Home":
      return event.ctrlKey ? 0 : null;
    case "End":
      return event.ctrlKey ? length - 1 : null;
  }
  return null;
}
