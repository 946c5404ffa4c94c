/** Where a view has nothing to show yet: what it is for, and how to get there. */

import type { JSX } from "preact";
import { t } from "../language/words";
import { chooseFiles } from "../shell/file-picker";
import { type Way, Ways } from "./ways";

interface Props {
  title: string;
  what: string;
  ways?: readonly Way[];
}

export function FirstSteps({ title, what, ways = [] }: Props): JSX.Element {
  return (
    <div class="first-steps">
      <h2>{title}</h2>
      <p>{what}</p>
      <p>
        <button type="button" class="primary" onClick={chooseFiles}>
          {t("action.open")}
        </button>
      </p>
      {ways.length > 0 && <Ways ways={ways} />}
    </div>
  );
}
