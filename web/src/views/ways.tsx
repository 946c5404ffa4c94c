/** Ways to get something to look at: what each does, and the command. */

import type { JSX } from "preact";
import { t, type WordKey } from "../language/words";
import "../style/ways.css";

export interface Way {
  name: string;
  does: WordKey;
  code?: string;
}

export function Ways({ ways }: { ways: readonly Way[] }): JSX.Element {
  return (
    <dl class="ways">
      {ways.map(({ name, does, code }) => (
        <div key={does}>
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
  );
}
