/** All keys, on one sheet. */

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t, type WordKey } from "../language/words";
import { CloseIcon } from "./icons";
import { commandKey } from "./key-names";
import { licencesShown } from "./licences-dialog";

export const keysShown = signal(false);

type Line = [keys: string[], does: WordKey];

const everywhere: Line[] = [
  [["O"], "keys.open"],
  [[commandKey, "K"], "keys.search"],
  [["F3", "⇧ F3"], "keys.matches"],
  [["/"], "keys.filter"],
  [["1", "…", "9"], "keys.view"],
  [["C"], "keys.compare"],
  [["[", "]"], "keys.back"],
  [[commandKey, "Z"], "keys.undo"],
  [["F2"], "keys.rename"],
  [["Esc"], "keys.escape"],
  [["?"], "keys.help"],
];

const withNode: Line[] = [
  [["."], "keys.menu"],
  [["R"], "keys.retainers"],
  [["D"], "keys.dominators"],
  [["G"], "keys.graph"],
];

const inTables: Line[] = [
  [["↑", "↓"], "keys.move"],
  [["→"], "keys.expand"],
  [["←"], "keys.collapse"],
  [["Enter"], "keys.select"],
  [["Home", "End"], "keys.ends"],
  [["PgUp", "PgDn"], "keys.page"],
  [["⇧ ↑", "⇧ ↓"], "keys.mark"],
  [[commandKey, "A"], "keys.markAll"],
  [[commandKey, "C"], "keys.copy"],
  [["A…z"], "keys.type"],
];

export function KeysDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = keysShown.value;
  useEffect(() => {
    if (shown) dialog.current?.showModal();
    else dialog.current?.close();
  }, [shown]);
  const hide = () => {
    keysShown.value = false;
  };
  return (
    <dialog ref={dialog} class="keys-dialog" aria-labelledby="keys-title" onClose={hide} closedby="any">
      {shown && (
        <div class="dialog-body">
          <header>
            <h2 id="keys-title">{t("keys.title")}</h2>
            <button type="button" class="plain icon" aria-label={t("action.close")} onClick={hide}>
              <CloseIcon />
            </button>
          </header>
          <div class="key-lists">
            <KeyList heading="keys.everywhere" lines={everywhere} />
            <div>
              <KeyList heading="keys.inTables" lines={inTables} />
              <KeyList heading="keys.withNode" lines={withNode} />
            </div>
          </div>
          <p>
            <button
              type="button"
              data-action="licences"
              onClick={() => {
                hide();
                licencesShown.value = true;
              }}
            >
              {t("licences.title")}
            </button>
          </p>
        </div>
      )}
    </dialog>
  );
}

function KeyList({ heading, lines }: { heading: WordKey; lines: Line[] }): JSX.Element {
  return (
    <section>
      <h3>{t(heading)}</h3>
      <dl>
        {lines.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
