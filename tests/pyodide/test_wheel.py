"""The wheel: one for every Python and every platform, with the compiled kernels in it."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from tests.places import ROOT
from tests.pyodide.page_runtime import run_in_page

(WHEEL,) = (ROOT / "dist").glob("heapglass-*-py3-none-any.whl")
STOCK = ROOT / "web" / "node_modules" / "pyodide"
RELEASED = ROOT / ".cache" / "wheels"


def test_it_carries_the_core_and_its_kernels_only() -> None:
    with zipfile.ZipFile(WHEEL) as archive:
        names = set(archive.namelist())
        (tags,) = (line for line in archive.read(metadata(names, "WHEEL")).decode().splitlines() if "Tag:" in line)
        about = archive.read(metadata(names, "METADATA")).decode()
        module = archive.read("heapglass/kernels/kernels.wasm.so")
    assert tags == "Tag: py3-none-any"
    assert module.startswith(b"\0asm")
    assert {"heapglass/py.typed", "heapglass/service/__init__.py"} <= names
    assert {Path(name).suffix for name in names}.isdisjoint({".digest", ".o", ".pyc", ".md"})
    assert 'Requires-Dist: numba>=0.61; sys_platform != "emscripten"' in about.replace("'", '"')


def metadata(names: set[str], name: str) -> str:
    (found,) = (member for member in names if member.endswith(f".dist-info/{name}"))
    return found


def test_the_source_distribution_builds_the_same_wheel(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=250)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        names = [name.split("/", 1)[1] for name in sources.getnames()]
    assert "package/build_kernels.py" in names
    assert not [name for name in names if name.endswith((".so", ".digest", ".pyc"))]
    assert (tmp_path / WHEEL.name).read_bytes() == WHEEL.read_bytes()


def test_micropip_installs_it_in_a_stock_pyodide(tmp_path: Path) -> None:
    stock = tmp_path / "pyodide"
    stock.mkdir()
    for path in (*STOCK.glob("p*"), *RELEASED.glob("*.whl")):
        (stock / path.name).symlink_to(path)
    answer = run_in_page(
        f"""
        import json
        import micropip
        await micropip.install("emfs:/machine{WHEEL}")
        import heapglass, heapglass.service
        from heapglass.kernels import engine_name
        print(json.dumps([engine_name(), heapglass.__file__]))
        """,
        tmp_path,
        packages="numpy,micropip",
        runtime=stock,
    )
    assert answer == ["wasm", "/lib/python3.14/site-packages/heapglass/__init__.py"]
