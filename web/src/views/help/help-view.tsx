/** Help: how to get a snapshot from where, what the words mean, how to hunt, and every command. */

import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { fetchGuide, type GuideTopic, guideText, type HelpTopic, helpTopic } from "../../app-state/help";
import { t, type WordKey } from "../../language/words";
import { keysShown } from "../../shell/keys-dialog";
import { CommandReference, PythonReference } from "../reference";
import { Guide } from "./guide";
import "../../style/help.css";

/** Names that are the same in every language. */
const brands: Partial<Record<HelpTopic, string>> = {
  node: "Node.js",
  deno: "Deno",
  electron: "Electron",
  bun: "Bun",
  jsvm: "HarmonyOS JSVM",
};

const groups: { title: WordKey; topics: readonly HelpTopic[] }[] = [
  { title: "help.understand", topics: ["concepts", "hunt"] },
  {
    title: "help.take",
    topics: ["node", "browser", "deno", "electron", "bun", "jsvm", "containers", "live", "cost"],
  },
  { title: "help.reference", topics: ["commands", "python"] },
];

export function HelpView(): JSX.Element {
  useSignalEffect(() => {
    void fetchGuide();
  });
  const topic = helpTopic.value;
  return (
    <section class="view help-view" aria-label={t("view.help")}>
      <nav class="help-topics" aria-label={t("help.topics.label")}>
        {groups.map(({ title, topics }) => (
          <div key={title}>
            <h2>{t(title)}</h2>
            <ul>
              {topics.map((name) => (
                <li key={name}>
                  <a
                    href={`#/help?topic=${name}`}
                    data-topic={name}
                    aria-current={name === topic ? "page" : undefined}
                    onClick={(event) => {
                      event.preventDefault();
                      helpTopic.value = name;
                      document.querySelector(".help-text")?.scrollTo(0, 0);
                    }}
                  >
                    {titleOf(name)}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <button
          type="button"
          class="plain"
          onClick={() => {
            keysShown.value = true;
          }}
        >
          {t("keys.title")}
        </button>
      </nav>
      <article class="help-text" data-guide={topic} key={topic}>
        <Text topic={topic} />
      </article>
    </section>
  );
}

function titleOf(topic: HelpTopic): string {
  const brand = brands[topic];
  return (
    brand ?? t(`help.topics.${topic as Exclude<GuideTopic, "node" | "deno" | "electron" | "bun" | "jsvm">}`)
  );
}

function Text({ topic }: { topic: HelpTopic }): JSX.Element {
  if (topic === "commands" || topic === "python") {
    return (
      <>
        <h1>{titleOf(topic)}</h1>
        {topic === "commands" ? <CommandReference /> : <PythonReference />}
      </>
    );
  }
  const text = guideText.value;
  if (text === null || text === "coming") return <p role="status">{t("reference.coming")}</p>;
  if (text === "failed") {
    return (
      <div role="alert">
        <p>{t("reference.failed")}</p>
        <button type="button" onClick={() => void fetchGuide()}>
          {t("later.again")}
        </button>
      </div>
    );
  }
  return <Guide text={text} />;
}
