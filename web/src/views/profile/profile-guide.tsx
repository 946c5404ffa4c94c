/** Before there is a profile: what one is for, and how to get it. */

import type { JSX } from "preact";
import { t } from "../../language/words";
import { chooseFiles } from "../../shell/file-picker";
import { type Way, Ways } from "../ways";

const ways: readonly Way[] = [
  {
    name: "heapglass",
    does: "profile.guide.capture",
    code: "heapglass capture 9229 --kind sampling --seconds 60",
  },
  { name: "Chrome, Edge", does: "profile.guide.chrome" },
  { name: "Node.js", does: "profile.guide.node", code: "node --heap-prof app.js" },
];

export function ProfileGuide(): JSX.Element {
  return (
    <div class="profile-guide">
      <h2>{t("profile.none1")}</h2>
      <p>{t("profile.what")}</p>
      <p>
        <button type="button" class="primary" onClick={chooseFiles}>
          {t("action.open")}
        </button>
      </p>
      <Ways ways={ways} />
    </div>
  );
}
