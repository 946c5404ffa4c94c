/** Before there is a profile: what one is for, and how to get it. */

import type { JSX } from "preact";
import { t, type WordKey } from "../../language/words";
import { chooseFiles } from "../../shell/file-picker";

const ways: { name: string; does: WordKey; code?: string }[] = [
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
      <dl>
        {ways.map(({ name, does, code }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {t(does)}
              {code && (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys
                <pre tabIndex={0}>
                  <code>{code}</code>
                </pre>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
