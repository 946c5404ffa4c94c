"""The browser, and the built site to open in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.e2e.heap_page import HeapPage
from tests.places import ROOT

SITE = Path(os.environ.get("HEAPGLASS_SITE", ROOT / "dist" / "site"))
"""The site under test: the one just built, unless another is named."""
# On a machine that does other things, too, what takes half a second may take ten.
expect.set_options(timeout=10_000)
HERE = ("http://127.0.0.1:", "http://localhost:", "blob:", "data:", "file:", "about:", "chrome")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> dict[str, Any]:
    """How to launch the system's Chromium: none is downloaded."""
    found = [path for path in map(shutil.which, BROWSERS) if path]
    if not found:
        pytest.fail(f"no browser: none of {', '.join(BROWSERS)} is installed (`make browser`)")
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # its sandbox refuses to run as root
    return {"executable_path": found[0], "args": ["--no-sandbox"] if root else []}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], pytestconfig: pytest.Config) -> dict[str, Any]:
    launch = chromium()
    args = [*browser_type_launch_args.get("args", []), *launch["args"]]
    if not pytestconfig.getoption("--whole-corpus"):
        # To compile Python well, in the background and for each worker anew, takes a third of all processor time.
        args.append("--js-flags=--liftoff-only")
    return {**browser_type_launch_args, **launch, "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Without the service worker, which would fetch the whole site in every test: `test_offline.py` is about it."""
    return {**browser_context_args, "service_workers": "block"}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder as `make run` does; gives its address, which ends in a slash."""
    command = [sys.executable, str(ROOT / "web" / "serve.py"), str(folder), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            said = server.stdout.readline().split()
            yield next(word for word in said if word.startswith("http://"))
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves any folder, for tests that need a site of their own making."""
    return serving


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The built site's address."""
    with serving(SITE) as address:
        yield address


@pytest.fixture(autouse=True)
def nothing_leaves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test does, in whatever tabs: no request goes to another machine. The page's policy stops those that
    `test_privacy.py` makes it try."""
    requests: list[Request] = []
    made = Browser.new_context

    def sent(request: Request) -> None:
        requests.append(request)

    def new_context(browser: Browser, **options: Any) -> BrowserContext:
        context = made(browser, **options)
        context.on("request", sent)
        return context

    monkeypatch.setattr(Browser, "new_context", new_context)
    yield
    assert [request.url for request in requests if not request.url.startswith(HERE) and not stopped(request)] == []


def stopped(request: Request) -> bool:
    """The browser did not send it."""
    return "csp" in (request.failure or "").lower()


@contextmanager
def watched(page: Page, site: str) -> Iterator[HeapPage]:
    """Whatever is done with it, the page must not throw, nor try to leave the origin."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
    page.on("console", lambda message: message.type == "error" and wrong.append(f"console: {message.text}"))
    page.on("request", lambda request: request.url.startswith((site, "blob:", "data:")) or wrong.append(request.url))
    yield HeapPage(page, site)
    assert wrong == []


@pytest.fixture
def heap_page(page: Page, site: str) -> Iterator[HeapPage]:
    """The page in a browser of its own."""
    with watched(page, site) as made:
        yield made


@pytest.fixture(scope="module")
def share(browser: Browser, browser_context_args: dict[str, Any], site: str) -> Iterator[Callable[..., HeapPage]]:
    """Opens files in a page that the tests of a module share, each of which begins with `HeapPage.afresh`: Python takes
    longer to start than most tests."""
    with ExitStack() as opened:

        def make(*files: Path, **options: Any) -> HeapPage:
            context = opened.enter_context(browser.new_context(**browser_context_args | options))
            made = opened.enter_context(watched(context.new_page(), site)).visit()
            if files:
                made.open(*files)
            else:
                made.wait_for_state("ready")
            return made

        yield make
