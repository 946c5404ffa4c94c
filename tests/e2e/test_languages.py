"""Both languages say everything."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from heapglass.profile.errors import MESSAGES as PROFILE_MESSAGES
from heapglass.snapshot.errors import MESSAGES
from tests.e2e.heap_page import HeapPage
from tests.fixtures.written import written
from tests.places import ROOT

FOLDER = ROOT / "web" / "src" / "language"
FAILURES = FOLDER / "zh" / "failures.json"


def words(language: str) -> dict[str, str]:
    """Every text of a language by its key, `summary.filter` for one."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.json")):
        if path != FAILURES:
            found |= flat(json.loads(path.read_text()))
    return found


def flat(branch: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in branch.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key: value}
    return found


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\{(\w+)\}\}", text))


def test_chinese_has_every_word_that_english_has() -> None:
    english, chinese = words("en"), words("zh")
    # Chinese has one plural form.
    assert set(chinese) == {key for key in english if not key.endswith("_one")}
    assert all(text.strip() for text in (*english.values(), *chinese.values()))


def test_translations_are_filled_by_the_same_values() -> None:
    english, chinese = words("en"), words("zh")
    differing = [key for key in chinese if placeholders(chinese[key]) != placeholders(english[key])]
    assert differing == []
    # What stands between single braces would be shown as it is.
    assert [key for key, text in (english | chinese).items() if re.search(r"(?<!\{)\{\w+\}", text)] == []


def test_chinese_is_not_english() -> None:
    english, chinese = words("en"), words("zh")
    same = {key for key in chinese if chinese[key] == english[key]}
    assert same <= {"inspector.none"}


def test_every_message_about_a_file_is_translated() -> None:
    translated = flat(json.loads(FAILURES.read_text()))
    assert set(MESSAGES) | set(PROFILE_MESSAGES) <= set(translated)
    for code, english in MESSAGES.items():
        assert placeholders(translated[code]) == set(re.findall(r"\{(\w+)", english)), code


def test_every_word_is_used() -> None:
    source = "".join(path.read_text() for path in (ROOT / "web" / "src").rglob("*.ts*"))
    made_of_data = (
        "phase.",
        "edge.",
        "failure.",
        "fact.",
        "theme.",
        "column.",
        "meaning.",
        "inspector.",
        "severity.",
        "overview.phases.",
        "statistics.part.",
        "statistics.sum.",
        "statistics.meaning.",
        "tour.",
        "graph.",
        "example.",
        "shape.",
        "objects.",
        "detached.",
        "strings.",
        "timeline.",
        "grown.",
        "findings.causes.",
        "findings.whys.",
        "menu.copyRow.",
        "help.topics.",
        "capture.",
        "profile.meaning.",
        "profile.shapes.",
        "rows.copy.",
        "search.group.",
        "redact.keep.",
        "redact.values.",
        "redact.paths.",
        "redact.kind.",
    )
    stems = {re.sub(r"_(one|other)$", "", key) for key in words("en")}
    unused = {key for key in stems if f'"{key}"' not in source and not key.startswith(made_of_data)}
    assert unused == set()


def test_no_text_stands_outside_the_languages() -> None:
    """Text between tags, or in attributes that people read, comes from the languages."""
    allowed = {"heapglass", "heapglass summary FILE"}
    found: set[str] = set()
    for path in (ROOT / "web" / "src").rglob("*.tsx"):
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
        found |= {match.strip() for match in re.findall(r">\s*([A-Z]?[a-z]{3,}[^<>{}=;()]*)</", text)}
        found |= set(re.findall(r'(?:aria-label|aria-description|title|placeholder)="([^"]+)"', text))
    assert found - allowed == set()


@pytest.mark.parametrize(("locale", "lang"), [("en-GB", "en"), ("zh-CN", "zh-Hans"), ("fr-FR", "en")])
def test_the_browsers_language_is_taken(browser: Browser, site: str, locale: str, lang: str) -> None:
    page = browser.new_page(locale=locale)
    HeapPage(page, site).visit()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    page.close()


def test_the_language_switches_at_once_and_is_kept(heap_page: HeapPage) -> None:
    page = heap_page.visit().open(written("kinds")).page
    page.get_by_role("button", name="Switch to Chinese").click()
    expect(page.get_by_role("treegrid", name="摘要")).to_be_visible()
    expect(page.get_by_role("columnheader", name="保留大小")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.reload()
    expect(page.get_by_role("heading", name="把堆快照拖到页面任意处")).to_be_visible()
