"""The wheel: one for every Python and every platform, with the compiled kernels in it."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy
import pytest

from tests.fixtures.written import written
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that was built from that."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=250)
    return folder


def test_the_source_distribution_builds_the_same_wheel(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        names = [name.split("/", 1)[1] for name in sources.getnames()]
    assert "package/build_kernels.py" in names
    assert not [name for name in names if name.endswith((".so", ".digest", ".pyc"))]
    assert (built / WHEEL.name).read_bytes() == WHEEL.read_bytes()


def test_an_index_would_take_them(built: Path) -> None:
    everything = [str(path) for path in built.iterdir()]
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *everything], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "check_wheel_contents", str(WHEEL)], check=True, capture_output=True)


def test_an_empty_environment_gets_a_command_that_works(tmp_path: Path) -> None:
    """What it depends on comes from this environment: that pip can fetch packages is not ours to test."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", tmp_path, "install", "--quiet", "--no-deps", "--no-index", WHEEL],
        check=True,
    )
    (packages,) = tmp_path.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{Path(numpy.__file__).parents[1]}\n", "utf-8")
    told = subprocess.run(
        [tmp_path / "bin" / "heapglass", "summary", written("closure-leak-1"), "--json"],
        check=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(told.stdout)
    where = subprocess.run(
        [tmp_path / "bin" / "python", "-c", "import heapglass; print(heapglass.__file__)"],
        check=True, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(packages)


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
