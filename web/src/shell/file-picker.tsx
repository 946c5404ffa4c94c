/** Every way a file can come in: the picker, a drop anywhere on the page, and paste. */

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { receive } from "../app-state/arrivals";
import { addText } from "../app-state/process-logs";
import { view } from "../app-state/view";
import { t } from "../language/words";

const inputId = "open-files";

export function chooseFiles(): void {
  document.getElementById(inputId)?.click();
}

export function FilePicker(): JSX.Element {
  return (
    <input
      id={inputId}
      class="visually-hidden"
      type="file"
      multiple
      tabIndex={-1}
      aria-label={t("action.openMeaning")}
      onChange={(event) => {
        const input = event.currentTarget;
        receive([...(input.files ?? [])]);
        // So that choosing the same file again is a change, too.
        input.value = "";
      }}
    />
  );
}

const dragged = signal(false);

/** Covers the page while files are dragged over it. */
export function DropTarget(): JSX.Element | null {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener("dragenter", over, { signal });
    addEventListener("dragover", over, { signal });
    addEventListener("dragleave", left, { signal });
    addEventListener("drop", dropped, { signal });
    addEventListener("paste", pasted, { signal });
    return () => listening.abort();
  }, []);
  if (!dragged.value) return null;
  return (
    <div class="drop-target">
      <span class="drop-words">{t("drop.here")}</span>
    </div>
  );
}

function over(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  dragged.value = true;
}

function left(event: DragEvent): void {
  // Between two elements of the page there is a next one.
  if (event.relatedTarget === null) dragged.value = false;
}

function dropped(event: DragEvent): void {
  dragged.value = false;
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  receive(files);
}

/** Files, or the text of a log; text that is pasted into a field belongs there. */
function pasted(event: ClipboardEvent): void {
  if (event.target instanceof Element && event.target.closest("input:not([type=file]), textarea")) return;
  const files = [...(event.clipboardData?.files ?? [])];
  const text = event.clipboardData?.getData("text") ?? "";
  if (files.length > 0) receive(files);
  else if (text.includes("\n")) {
    addText(text, t("triage.clipboard"));
    view.value = "triage";
  } else return;
  event.preventDefault();
}
