"""The page, as a test uses it: what a person does, and what a person (or a program) sees."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE = 60_000
"""Milliseconds: other tests may be using the processors."""


@dataclass(slots=True)
class HeapPage:
    page: Page
    site: str

    def visit(self, hash: str = "") -> "HeapPage":  # noqa: A002 -- what browsers call it
        self.page.goto(self.site + hash)
        return self

    def afresh(self, hash: str = "#/summary?s=a") -> "HeapPage":  # noqa: A002 -- what browsers call it
        """As if the files had just been opened, for the next test: at an address, with nothing floating or unfolded."""
        for _ in range(3):
            self.page.keyboard.press("Escape")
        snapshot = re.search(r"s=\w", hash)
        for place in ("", f"#/summary?{snapshot.group() if snapshot else 's=a'}", hash):
            if place:
                self.page.evaluate("hash => { location.hash = hash; }", place)
            if place.startswith("#/summary"):
                expect(self.summary).to_be_visible()
            for row in reversed(self.page.locator('.tree-grid [aria-expanded="true"]').all()):
                row.locator(".twisty").click()
        return self

    # -- opening

    def open(self, *files: Path, state: str = "ready") -> "HeapPage":
        """Choose files, and wait until all of them are read."""
        self.page.set_input_files("#open-files", list(files))
        self.wait_for_state(state)
        return self

    def wait_for_state(self, state: str) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-state", state, timeout=PATIENCE)

    def snapshot(self, letter: str) -> Locator:
        return self.page.locator(f'[data-snapshot="{letter}"]')

    # -- the Summary

    @property
    def summary(self) -> Locator:
        """In whatever language: `test_accessibility.py` is about its name."""
        return self.page.locator(".tree-grid.summary")

    def class_row(self, name: str) -> Locator:
        return self.summary.locator(f'[data-class="{name}"]')

    def classes(self) -> list[str]:
        """The class names in the document, from the top."""
        return [row.get_attribute("data-class") or "" for row in self.summary.locator("[data-class]").all()]

    def rows_at(self, level: int) -> Locator:
        return self.summary.locator(f'[role="row"][aria-level="{level}"]:not(.loading)')

    def sort_by(self, column: str) -> None:
        self.summary.locator(f'[data-sort="{column}"]').click()

    def filter(self, text: str) -> None:
        self.page.locator("[data-filter]").fill(text)

    # -- the selected node

    @property
    def inspector(self) -> Locator:
        return self.page.locator('[data-panel="inspector"]:not([aria-busy="true"])')

    def field(self, name: str) -> str:
        """The exact value of a fact."""
        found = self.inspector.locator(f'[data-field="{name}"]')
        expect(found).to_be_visible()
        return found.get_attribute("data-value") or ""

    @property
    def retainers(self) -> Locator:
        return self._settled.get_by_role("treegrid", name="Retainers")

    @property
    def references(self) -> Locator:
        return self._settled.get_by_role("treegrid", name="References")

    @property
    def _settled(self) -> Locator:
        """The page once it shows the node that was selected last, a moment after that was clicked."""
        return self.page.locator('.frame:not(:has([data-panel="inspector"][aria-busy="true"]))')


def exact_bytes(cell: Locator) -> int:
    """What a size cell says to a screen reader, as a number."""
    spoken = cell.get_attribute("aria-label") or ""
    return int(spoken.split(": ")[-1].split(" byte")[0].replace(",", ""))
