/** What the page is made of, and under which licences: a list that the build writes. */

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/words";
import { CloseIcon } from "./icons";

export const licencesShown = signal(false);

interface Shipped {
  name: string;
  about: string;
  version: string;
  licence: string;
  text: string;
}

type List = readonly Shipped[] | "coming" | "failed";

const list = signal<List>("coming");

async function fetchList(): Promise<void> {
  if (typeof list.peek() !== "string") return;
  list.value = "coming";
  try {
    const response = await fetch(new URL("licences.json", document.baseURI));
    if (!response.ok) throw new Error(response.statusText);
    list.value = (await response.json()) as Shipped[];
  } catch {
    list.value = "failed";
  }
}

export function LicencesDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = licencesShown.value;
  useEffect(() => {
    if (shown) {
      dialog.current?.showModal();
      void fetchList();
    } else dialog.current?.close();
  }, [shown]);
  const hide = () => {
    licencesShown.value = false;
  };
  return (
    <dialog
      ref={dialog}
      class="keys-dialog licences-dialog"
      aria-labelledby="licences-title"
      onClose={hide}
      closedby="any"
    >
      {shown && (
        <div class="dialog-body">
          <header>
            <h2 id="licences-title">{t("licences.title")}</h2>
            <button type="button" class="plain icon" aria-label={t("action.close")} onClick={hide}>
              <CloseIcon />
            </button>
          </header>
          <p>{t("licences.intro")}</p>
          <Listed list={list.value} />
        </div>
      )}
    </dialog>
  );
}

function Listed({ list }: { list: List }): JSX.Element {
  if (list === "coming") return <p role="status">{t("licences.coming")}</p>;
  if (list === "failed") return <p role="alert">{t("licences.failed")}</p>;
  return (
    <ul class="licences">
      {list.map(({ name, about, version, licence, text }) => (
        <li key={`${name} ${version}`} data-package={name}>
          {text ? (
            <details>
              <summary>
                <b>{name}</b> {version} · {licence}
              </summary>
              <pre>{text}</pre>
            </details>
          ) : (
            <p>
              <b>{name}</b> {version} · {licence}
            </p>
          )}
          {about && <p class="licence-about">{about}</p>}
        </li>
      ))}
    </ul>
  );
}
