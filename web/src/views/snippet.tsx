/** Code to copy. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { copyText } from "../app-state/clipboard";
import { t } from "../language/words";

export function Snippet({ text }: { text: string }): JSX.Element {
  const copied = useSignal(false);
  return (
    <div class="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
      <button
        type="button"
        class="plain"
        onClick={async () => {
          await copyText(text);
          copied.value = true;
        }}
      >
        {t(copied.value ? "action.copied" : "action.copy")}
      </button>
    </div>
  );
}
