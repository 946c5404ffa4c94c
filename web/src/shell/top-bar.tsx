/** The bar across the top: opening files, the promise of privacy, language, colours, keys. */

import type { JSX } from "preact";
import { language } from "../app-state/language";
import { showSearch } from "../app-state/search";
import { theme, themes } from "../app-state/theme";
import { t } from "../language/words";
import { MatchBar } from "../search/match-bar";
import { chooseFiles, FilePicker } from "./file-picker";
import { HelpIcon, LogoIcon, SearchIcon, ShieldIcon, ThemeIcon } from "./icons";
import { commandKey } from "./key-names";
import { keysShown } from "./keys-dialog";

export function TopBar(): JSX.Element {
  return (
    <header class="top-bar">
      <span class="brand">
        <LogoIcon />
        <span class="brand-name">heapglass</span>
      </span>
      <button type="button" class="primary" data-action="open" onClick={chooseFiles} aria-keyshortcuts="o">
        {t("action.open")}
      </button>
      <FilePicker />
      <button
        type="button"
        class="search-button"
        data-action="search"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        onClick={showSearch}
      >
        <SearchIcon />
        <span class="search-words">{t("search.open")}</span>
        <kbd>{`${commandKey} K`}</kbd>
      </button>
      <MatchBar />
      <span class="spring" />
      <span class="on-device" data-tip={t("app.onDeviceMeaning")} aria-description={t("app.onDeviceMeaning")}>
        <ShieldIcon />
        <span class="on-device-text">{t("app.onDevice")}</span>
      </span>
      <button type="button" class="plain" data-action="language" lang={other()} onClick={switchLanguage}>
        <span aria-hidden="true">{t("language.switch")}</span>
        <span class="visually-hidden">{t("language.switchMeaning")}</span>
      </button>
      <button
        type="button"
        class="plain icon"
        data-action="theme"
        data-tip={themeLabel()}
        aria-label={themeLabel()}
        onClick={switchTheme}
      >
        <ThemeIcon theme={theme.value} />
      </button>
      <button
        type="button"
        class="plain icon"
        data-action="keys"
        data-tip={t("keys.title")}
        aria-label={t("keys.title")}
        aria-keyshortcuts="?"
        onClick={() => {
          keysShown.value = true;
        }}
      >
        <HelpIcon />
      </button>
    </header>
  );
}

function other(): string {
  return language.value === "zh" ? "en" : "zh-Hans";
}

function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
}

function switchTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "auto";
}

function themeLabel(): string {
  return t("theme.label", { theme: t(`theme.${theme.value}`) });
}
