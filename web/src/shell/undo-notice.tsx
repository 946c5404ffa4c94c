/** Says for a while what was just done, with a way back. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { notice, undo } from "../app-state/undo";
import { t } from "../language/words";
import { commandKey } from "./key-names";

/** In ms; long enough to read it and reach for it. */
const time = 7000;

export function UndoNotice(): JSX.Element {
  const shown = notice.value;
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => {
      notice.value = null;
    }, time);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div class={`notice ${shown ? "shown" : ""}`} role="status">
      {shown && (
        <>
          <span>{shown.text}</span>
          {shown.canUndo && (
            <button
              type="button"
              data-action="undo"
              aria-keyshortcuts="Control+Z"
              onClick={() => void undo()}
            >
              {t("undo.undo")} <kbd>{`${commandKey} Z`}</kbd>
            </button>
          )}
        </>
      )}
    </div>
  );
}
