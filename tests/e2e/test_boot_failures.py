"""A site that is served wrongly says what is wrong with it, and what to do."""

import shutil
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SITE
from tests.e2e.heap_page import HeapPage
from tests.fixtures.served import served
from tests.fixtures.written import written
from web.serve import SiteHandler

SOON = 25_000
"""Milliseconds: the page itself answers within 15 seconds, on a machine that is not busy."""


LONG = pytest.mark.whole_corpus


class WrongType(SiteHandler):
    """Knows no WebAssembly, as old servers do not."""

    extensions_map: ClassVar[dict[str, str]] = {**SiteHandler.extensions_map, ".wasm": "application/octet-stream"}


def test_a_wrong_content_type(page: Page) -> None:
    with served(SITE, WrongType) as address:
        heap_page = HeapPage(page, address).visit()
        expect(page.locator("html")).to_have_attribute("data-state", "error", timeout=SOON)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("The server sends a wrong content type")
        expect(alert).to_contain_text("application/octet-stream")
        expect(alert).to_contain_text("application/wasm")
        assert heap_page.page.get_by_role("button", name="Open…").first.is_enabled()


@pytest.fixture
def incomplete(tmp_path: Path) -> Path:
    shutil.copytree(SITE, tmp_path / "site", ignore=shutil.ignore_patterns("pyodide.asm.wasm"))
    return tmp_path / "site"


def test_a_missing_part(page: Page, incomplete: Path) -> None:
    with served(incomplete, SiteHandler) as address:
        HeapPage(page, address).visit()
        expect(page.locator("html")).to_have_attribute("data-state", "error", timeout=SOON)
        expect(page.get_by_role("alert")).to_contain_text("runtime/pyodide.asm.wasm")


@pytest.mark.parametrize(
    ("part", "opened"),
    [
        pytest.param("pyodide-lock.json", "kinds", marks=LONG),
        pytest.param("pyodide.mjs", "kinds", marks=LONG),
        pytest.param("pyodide.asm.mjs", "kinds", marks=LONG),
        ("pyodide.asm.wasm", "kinds"),
        pytest.param("python_stdlib.zip", "kinds", marks=LONG),
        ("python_stdlib.zip", "sampling-before"),
    ],
)
def test_a_changed_part(page: Page, tmp_path: Path, part: str, opened: str) -> None:
    """Nothing is opened by a Python that is not the one that the page was built with: no snapshot, no profile."""
    (tmp_path / "runtime").mkdir()
    for source in (SITE, SITE / "runtime"):
        for path in source.iterdir():
            if path.name not in ("runtime", part):
                (tmp_path / path.relative_to(SITE)).symlink_to(path)
    data = (SITE / "runtime" / part).read_bytes()
    # Each but the .wasm file still works: a line more, or a comment at the end of the archive.
    changed = data[:-2] + b"\x01\x00!" if part.endswith(".zip") else data + b"\n"
    (tmp_path / "runtime" / part).write_bytes(changed)
    with served(tmp_path, SiteHandler) as address:
        heap_page = HeapPage(page, address).visit()
        heap_page.page.set_input_files("#open-files", written(opened))
        expect(page.locator("html")).to_have_attribute("data-state", "error", timeout=SOON)
        alert = page.get_by_role("alert").first
        expect(alert).to_contain_text("not the one it was built with")
        expect(alert).to_contain_text(f"runtime/{part}")


def test_it_works_below_a_path(page: Page, tmp_path: Path) -> None:
    (tmp_path / "user" / "repository").mkdir(parents=True)
    (tmp_path / "user" / "repository" / "site").symlink_to(SITE)
    with served(tmp_path, SiteHandler) as address:
        HeapPage(page, f"{address}user/repository/site/").visit().wait_for_state("ready")


def test_opened_from_the_disk_it_explains_itself(page: Page) -> None:
    page.goto((SITE / "index.html").as_uri())
    expect(page.get_by_text("This page needs to be served")).to_be_visible()
    expect(page.get_by_text("此页面需要通过服务器访问")).to_be_visible()
