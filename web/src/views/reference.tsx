/** The commands and the Python API, as the build wrote them down from their own words. */

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../language/words";
import "../style/reference.css";

interface Command {
  name: string;
  usage: string;
  about: string;
  options: readonly { names: string; about: string }[];
}

interface Member {
  name: string;
  signature: string;
  about: string;
}

interface Told {
  version: string;
  commands: readonly Command[];
  python: readonly (Member & { members: readonly Member[] })[];
}

const told = signal<Told | "coming" | "failed" | null>(null);

async function fetchIt(): Promise<void> {
  if (told.peek() !== null && told.peek() !== "failed") return;
  told.value = "coming";
  try {
    const response = await fetch(new URL("reference.json", document.baseURI));
    if (!response.ok) throw new Error(response.statusText);
    told.value = (await response.json()) as Told;
  } catch {
    told.value = "failed";
  }
}

export function CommandReference(): JSX.Element {
  return (
    <Reference>
      {({ commands }) =>
        commands.map((command) => (
          <section key={command.name} class="reference-entry" data-command={command.name}>
            <h3>
              <code>heapglass {command.name}</code>
            </h3>
            <Prose text={command.about} />
            <pre class="reference-code">{command.usage}</pre>
            <dl>
              {command.options.map(({ names, about }) => (
                <div key={names}>
                  <dt>
                    <code>{names}</code>
                  </dt>
                  <dd>{about}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))
      }
    </Reference>
  );
}

export function PythonReference(): JSX.Element {
  return (
    <Reference>
      {({ python }) =>
        python.map(({ name, signature, about, members }) => (
          <section key={name} class="reference-entry" data-python={name}>
            <h3>
              <code>
                {name}
                {signature}
              </code>
            </h3>
            <Prose text={about} />
            <dl>
              {members.map((member) => (
                <div key={member.name}>
                  <dt>
                    <code>
                      .<b>{member.name}</b>
                      {member.signature}
                    </code>
                  </dt>
                  <dd>
                    <Prose text={member.about} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))
      }
    </Reference>
  );
}

function Reference({ children }: { children: (told: Told) => JSX.Element[] }): JSX.Element {
  useEffect(() => void fetchIt(), []);
  const value = told.value;
  if (value === null || value === "coming") return <p role="status">{t("reference.coming")}</p>;
  if (value === "failed") {
    return (
      <div role="alert">
        <p>{t("reference.failed")}</p>
        <button type="button" onClick={() => void fetchIt()}>
          {t("later.again")}
        </button>
      </div>
    );
  }
  return (
    <div class="reference" lang="en">
      {children(value)}
    </div>
  );
}

/** Paragraphs; what stands in backticks is code, and lines that are indented are, too. */
function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph) =>
        paragraph.startsWith("    ") ? (
          <pre key={paragraph} class="reference-code">
            {paragraph.replace(/^ {4}/gm, "")}
          </pre>
        ) : (
          <p key={paragraph}>
            {paragraph
              .split("`")
              .map((piece, at) => (at % 2 === 1 ? <code key={`${at} ${piece}`}>{piece}</code> : piece))}
          </p>
        ),
      )}
    </>
  );
}
