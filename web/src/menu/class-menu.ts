/** What one can do with a class, wherever it is shown. */

import { copyText } from "../app-state/clipboard";
import { filter } from "../app-state/query";
import { view } from "../app-state/view";
import { t } from "../language/words";
import type { MenuGroup } from "./menu-state";

export function classMenu(name: string): MenuGroup[] {
  return [
    [
      {
        id: "filter-class",
        label: t("menu.filterByClass"),
        run: () => {
          view.value = "summary";
          filter.value = { ...filter.peek(), text: name, regex: false, match_case: true };
        },
      },
      { id: "copy-name", label: t("menu.copyName"), run: () => copyText(name) },
    ],
  ];
}
