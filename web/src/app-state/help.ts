/** Which page of Help is on show, and its text, which comes when it is first looked at. */

import { computed, signal } from "@preact/signals";
import { keepInAddress } from "./address";
import { language } from "./language";

/** Guides are Markdown (`language/help`), which the repository's readers see as they are; the rest is made by the page. */
export const guideTopics = [
  "node",
  "browser",
  "deno",
  "electron",
  "bun",
  "jsvm",
  "containers",
  "cost",
  "live",
  "concepts",
  "hunt",
] as const;
export const referenceTopics = ["commands", "python"] as const;

export type GuideTopic = (typeof guideTopics)[number];
export type HelpTopic = GuideTopic | (typeof referenceTopics)[number];

const topics: readonly HelpTopic[] = [...guideTopics, ...referenceTopics];

export const helpTopic = signal<HelpTopic>("concepts");

keepInAddress({
  view: "help",
  name: "topic",
  isStep: true,
  read(value) {
    helpTopic.value = topics.find((topic) => topic === value) ?? "concepts";
  },
  write: () => helpTopic.value,
});

type Text = string | "coming" | "failed";

const fetched = signal<Readonly<Record<string, Text>>>({});

const files = import.meta.glob<string>("../language/help/*/*.md", { query: "?raw", import: "default" });

/** The Markdown of what is on show; null for what is none. */
export const guideText = computed<Text | null>(() => {
  const topic = helpTopic.value;
  if (!guideTopics.some((guide) => guide === topic)) return null;
  return fetched.value[`${language.value}/${topic}`] ?? "coming";
});

/** Fetches what is on show, unless it is there. Reading it subscribes. */
export async function fetchGuide(): Promise<void> {
  const name = `${language.value}/${helpTopic.value}`;
  const load = files[`../language/help/${name}.md`];
  const known = fetched.peek()[name];
  if (!load || (known !== undefined && known !== "failed")) return;
  const put = (text: Text) => {
    fetched.value = { ...fetched.peek(), [name]: text };
  };
  put("coming");
  try {
    put(await load());
  } catch {
    put("failed");
  }
}
