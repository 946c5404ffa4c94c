/** The language of the page: what the user chose, or else what the browser prefers. */

import { effect } from "@preact/signals";
import { oneOf, stored } from "./stored";

export type Language = "en" | "zh";

export const languages: readonly Language[] = ["en", "zh"];

export const language = stored<Language>("language", preferred(), oneOf(...languages));

function preferred(): Language {
  const first = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh" : "en";
}

effect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-Hans" : "en";
});
