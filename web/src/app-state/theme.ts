/** Light, dark, or as the system has it. */

import { effect } from "@preact/signals";
import { oneOf, stored } from "./stored";

export type Theme = "auto" | "light" | "dark";

export const themes: readonly Theme[] = ["auto", "light", "dark"];

export const theme = stored<Theme>("theme", "auto", oneOf(...themes));

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
