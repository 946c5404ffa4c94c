/** All text of the page, through i18next. Reading a word subscribes the component to the language. */

import i18next, { type TOptions } from "i18next";
import { language } from "../app-state/language";
import { en, zh, zhFailures } from "./all-words";

type Words = typeof en;

/** Chinese has no singular of its own. */
type Translated<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>;
};

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

type Plural<K> = K extends `${infer Stem}_${"one" | "other"}` ? Stem : K;

/** The keys there are; a plural is named by its stem. */
export type WordKey = Plural<Paths<Words>>;

const initialised = i18next.init({
  lng: language.peek(),
  fallbackLng: "en",
  resources: {
    en: { translation: en },
    zh: { translation: zh satisfies Translated<Words>, failures: zhFailures },
  },
  // Preact escapes: what comes from a snapshot is text, and stays as it is.
  interpolation: { escapeValue: false },
  returnEmptyString: false,
  initAsync: false,
});
void initialised;

/** Words that nothing is put into, by language and key: a table says the same ones in every row. */
const plain = new Map<string, string>();

export function t(key: WordKey, options?: TOptions): string {
  const lng = language.value;
  if (options) return i18next.t(key, { ...options, lng });
  const name = `${lng} ${key}`;
  const known = plain.get(name) ?? i18next.t(key, { lng });
  plain.set(name, known);
  return known;
}

/** For keys that are made from data (an error's code, say): null when there are no words for them. */
export function wordsFor(key: string, options: TOptions = {}): string | null {
  const lng = language.value;
  return i18next.exists(key, { lng, fallbackLng: lng }) ? i18next.t(key, { ...options, lng }) : null;
}

/** Whether words for a key made from data speak of this value. */
export function haveRoomFor(key: string, value: string): boolean {
  const lng = language.value;
  const [namespace = "", name = ""] = key.split(":");
  return String(i18next.getResource(lng, namespace, name)).includes(`{{${value}}}`);
}
