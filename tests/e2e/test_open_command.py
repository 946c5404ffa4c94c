"""`heapglass open`: the page with files in it, for a browser on this machine and nobody else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

import heapglass
from tests.e2e.heap_page import PATIENCE, HeapPage
from tests.fixtures.written import written


@contextmanager
def opened(*files: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "heapglass", "open", *map(str, files), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            yield next(word for word in program.stdout.readline().split() if word.startswith("http://"))
        finally:
            program.terminate()


def test_files_are_there_when_the_page_opens(page: Page) -> None:
    files = [written("sessions-before"), written("kinds")]
    with opened(*files) as address:
        heap_page = HeapPage(page, address).visit()
        for letter, file in zip("ab", files, strict=True):
            expect(heap_page.snapshot(letter)).to_have_attribute("data-stage", "ready", timeout=PATIENCE)
            expect(heap_page.snapshot(letter)).to_contain_text(file.name.removesuffix(".heapsnapshot"))
        heap_page.snapshot("a").get_by_role("button").first.click()
        expect(heap_page.class_row(heapglass.open(files[0]).summary()[0].name).first).to_be_visible()


def test_what_was_captured_opens_compared(page: Page, tmp_path: Path) -> None:
    program = "class Session {}; const kept = []; setInterval(() => kept.push(new Session()), 20)"
    with subprocess.Popen(["node", "--inspect=127.0.0.1:0", "-e", program], stderr=subprocess.PIPE, text=True) as node:
        assert node.stderr
        port = urlsplit(node.stderr.readline().split()[-1]).port
        command = [sys.executable, "-m", "heapglass", "capture", str(port), "--count", "2", "--interval", "1"]
        quiet = {**os.environ, "BROWSER": "true"}  # the program that does nothing
        with subprocess.Popen(
            [*command, "--open", "-o", str(tmp_path)], stdout=subprocess.PIPE, text=True, env=quiet
        ) as capturing:
            try:
                assert capturing.stdout
                said = next(line for line in capturing.stdout if "heapglass is at" in line)
                address = next(word for word in said.split() if word.startswith("http://"))
                assert address.endswith("#/comparison?s=b")
                page.goto(address)
                grown = page.locator('.tree-grid [data-class="Session"]').first
                expect(grown).to_be_visible(timeout=PATIENCE)
                expect(page.locator("[data-snapshot=b]")).to_have_class(re.compile("current"))
            finally:
                capturing.terminate()
                node.kill()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "heapglass", "open", str(tmp_path / "no.heapsnapshot"), "--no-browser"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "no.heapsnapshot" in done.stderr
    assert "Traceback" not in done.stderr
