/** Puts text on the clipboard, and says so. */

import { t } from "../language/words";
import { notice } from "./undo";

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notice.value = { text: t("action.copied"), canUndo: false };
  } catch {
    // No permission, or no secure page: the browser's own way still works.
    notice.value = { text: t(copyOldWay(text) ? "action.copied" : "rows.copyFailed"), canUndo: false };
  }
}

function copyOldWay(text: string): boolean {
  let done = false;
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", put, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}
