/** Says, once each, what the browser has no room for: the page works without it. */

import { effect, untracked } from "@preact/signals";
import { t } from "../language/words";
import { cannotBeKept } from "./offline";
import { isForgetful } from "./stored";
import { notice } from "./undo";

export function startShortageNotices(): void {
  effect(() => {
    if (isForgetful.value) say(() => t("storage.forgetful"));
  });
  effect(() => {
    if (cannotBeKept.value) say(() => t("storage.notKept"));
  });
}

function say(words: () => string): void {
  notice.value = { text: untracked(words), canUndo: false };
}
