/** Above the Summary: the live filter, and how much of the heap it shows. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Loaded } from "../app-state/open-snapshot";
import { filter, objects } from "../app-state/query";
import { formatCount, formatSize } from "../format/numbers";
import { failureMessage } from "../language/failure-words";
import { t } from "../language/words";
import { CloseIcon, SearchIcon } from "../shell/icons";
import { ObjectsChoice } from "./objects-choice";

export function SummaryBar({ loaded, title }: { loaded: Loaded; title: string | null }): JSX.Element {
  const { summary, selection } = loaded;
  const input = useRef<HTMLInputElement>(null);
  const typed = useSignal(filter.peek().text);
  useSignalEffect(() => {
    // From elsewhere: Back, Forward.
    typed.value = filter.value.text;
  });
  // Every key counts at once: a request that a newer one replaces before its turn is never put.
  const apply = (text: string) => {
    typed.value = text;
    if (text !== filter.peek().text) filter.value = { ...filter.peek(), text };
  };
  const clear = () => {
    apply("");
    input.current?.focus();
  };
  void summary.tree.version.value;
  const failure = summary.tree.root.failure;
  const goTo = nodeIdIn(typed.value);
  return (
    <div class="bar summary-bar">
      {title && <h1 class="bar-title">{title}</h1>}
      <ObjectsChoice />
      <div class={`filter ${failure ? "invalid" : ""}`}>
        <SearchIcon />
        <input
          ref={input}
          data-filter
          type="search"
          value={typed.value}
          placeholder={t("summary.filter")}
          aria-label={t("summary.filter")}
          aria-description={t("summary.filterMeaning")}
          aria-invalid={failure !== null}
          aria-keyshortcuts="/"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => {
            const text = event.currentTarget.value;
            // An id is gone to, not filtered by.
            if (nodeIdIn(text) === null) apply(text);
            else typed.value = text;
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape" && typed.value !== "") {
              event.preventDefault();
              event.stopPropagation();
              clear();
            } else if (event.key === "Enter" && goTo !== null) {
              event.preventDefault();
              void selection.selectId(goTo);
            } else if (event.key === "ArrowDown") {
              event.preventDefault();
              document.querySelector<HTMLElement>(".tree-grid.summary")?.focus();
            }
          }}
        />
        {typed.value !== "" && (
          <button type="button" class="plain icon small" aria-label={t("summary.clear")} onClick={clear}>
            <CloseIcon />
          </button>
        )}
        <Toggle option="match_case" sign="Aa" label={t("summary.matchCase")} />
        <Toggle option="regex" sign=".*" label={t("summary.regex")} />
      </div>
      <span class={`bar-note ${failure ? "failed-text" : ""}`} role="status">
        {failure ? (
          failureMessage(failure)
        ) : goTo !== null ? (
          t("summary.goTo", { id: goTo })
        ) : (
          <Totals loaded={loaded} />
        )}
      </span>
    </div>
  );
}

function nodeIdIn(text: string): number | null {
  const found = /^\s*@(\d{1,15})\s*$/.exec(text);
  return found ? Number(found[1]) : null;
}

function Toggle({
  option,
  sign,
  label,
}: {
  option: "regex" | "match_case";
  sign: string;
  label: string;
}): JSX.Element {
  const on = filter.value[option];
  return (
    <button
      type="button"
      class="toggle"
      data-option={option}
      aria-pressed={on}
      aria-label={label}
      data-tip={label}
      onClick={() => {
        filter.value = { ...filter.value, [option]: !on };
      }}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

function Totals({ loaded: { summary, info } }: { loaded: Loaded }): JSX.Element | null {
  const totals = summary.totals.value;
  if (!totals) return null;
  const { shown, all } = totals;
  const words = { count: all, formatted: formatCount(all), shown: formatCount(shown) };
  const size = formatSize(info.total_size);
  return (
    <>
      <span class="classes-shown">{shown < all ? t("summary.shown", words) : t("summary.all", words)}</span>
      {objects.value.kind !== "all" ? (
        <span
          class="objects-shown"
          data-value={totals.objects}
          data-tip={t("size.exact", { count: totals.shallow, bytes: formatCount(totals.shallow) })}
        >
          {t("objects.shown", {
            count: totals.objects,
            formatted: formatCount(totals.objects),
            size: formatSize(totals.shallow),
            total: size,
          })}
        </span>
      ) : (
        <span
          class="heap-size"
          data-tip={t("size.exact", { count: info.total_size, bytes: formatCount(info.total_size) })}
        >
          {info.extra_native_bytes > 0
            ? t("summary.totalNative", { size, native: formatSize(info.extra_native_bytes) })
            : t("summary.total", { size })}
        </span>
      )}
    </>
  );
}
