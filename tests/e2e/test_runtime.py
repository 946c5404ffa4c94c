"""The runtime as a browser gets it: over HTTP, each package held to its hash."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.places import RUNTIME

BOOT = """
async (base) => {
  const started = performance.now();
  const { loadPyodide } = await import(base + "pyodide.mjs");
  const said = [];
  const python = await loadPyodide({
    indexURL: base, packages: ["numpy", "heapglass"],
    messageCallback: () => {}, errorCallback: (text) => said.push(text),
  });
  const loaded = performance.now();
  try {
    const service = python.pyimport("heapglass.service");
    const imported = performance.now();
    const kernels = python.runPython(`
      from heapglass.kernels import KERNELS
      from heapglass.kernels.wasm import load_kernel
      len([load_kernel(kernel) for kernel in KERNELS.values()])
    `);
    const ms = [loaded - started, imported - loaded].map(Math.round);
    return { kernels, address: service.reply_address(), said: said.join(), ms };
  } catch (error) {
    return { failed: String(error), said: said.join() };
  }
}
"""


def boot(page: Page, address: str) -> dict[str, Any]:
    page.goto(f"{address}runtime.json")  # any document there will do, and this one has no policy of its own
    answer: dict[str, Any] = page.evaluate(BOOT, address)
    return answer


def test_it_boots_with_the_compiled_kernels(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = boot(page, f"{site}runtime/")
    print(answer)
    assert answer.get("kernels", 0) > 0, answer
    assert 0 < answer["address"] < 2**31, "above it, some of Pyodide's conversions are wrong"
    assert [url for url in asked if not url.startswith(site)] == []
    manifest = json.loads((RUNTIME / "runtime.json").read_text())
    first = {file["name"] for file in manifest["files"] if file["first"]}
    assert {url.removeprefix(f"{site}runtime/") for url in asked} == first | {"runtime.json"}


@pytest.mark.parametrize("name", ["numpy", "heapglass"])
def test_a_package_that_is_not_the_one_named_is_refused(
    page: Page, serve: Callable[[Path], AbstractContextManager[str]], tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "runtime"
    shutil.copytree(RUNTIME, copy)
    lock = json.loads((copy / "pyodide-lock.json").read_text())
    wheel = copy / lock["packages"][name]["file_name"]
    data = bytearray(wheel.read_bytes())
    data[-1] ^= 1
    wheel.write_bytes(data)
    with serve(copy) as address:
        answer = boot(page, address)
    assert "kernels" not in answer, answer
    assert "No module named" in answer["failed"]
