"""Makes archives of Python sources quick to start from: byte code for the Python that will run it, nothing unused.

`byte_compile.py stdlib ZIP FILES OUTPUT` keeps the members that FILES lists; `byte_compile.py wheel WHEEL FOLDER`
writes a wheel into FOLDER, and beside it what of that wheel is downloaded later. Runs in Pyodide. Compiling source is
most of a stock Pyodide's start-up, not downloading. The same input gives the same bytes.
"""

import base64
import hashlib
import py_compile
import re
import sys
import tempfile
import zipfile
from pathlib import Path

STDLIB = "/lib/python314.zip/"
SITE_PACKAGES = "/lib/python3.14/site-packages/"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
# Of these packages a page imports only a part, and never shows their docstrings.
LEFT_OUT = {
    # A page has no terminal, no network, no compiler and no pyarrow.
    "heapglass": re.compile(
        r"heapglass/(cli|capture|arrow|fleet)/|heapglass/__main__\.py$|heapglass/kernels/(native|compiling)\.py$"
    ),
    "numpy": re.compile(
        r"numpy/(_pyinstaller|char|core|ctypeslib|distutils|doc|f2py|fft|polynomial|random|rec|strings|testing)/"
        r"|.*/(tests|include|lib/pkgconfig|lib/npy-pkg-config)/"
        r"|numpy/(conftest|matlib)\.py$"
        r"|numpy/_core/(cversions|defchararray|strings)\.py$"
        r"|numpy/lib/(recfunctions|user_array)\.py$"
        r"|numpy/ma/(mrecords|testutils)\.py$"
        r"|numpy/linalg/lapack_lite\."
        r"|.*\.(pyi|pyx|pxd|c|h|a|txt|rst|build|in|typed)$"
    ),
}
# What most visits never need comes in an archive of its own, when it is first used (`worker/library.ts`).
LATER = {
    "heapglass": re.compile(
        r"heapglass/(profile|triage|console|node_sets)/|heapglass/service/profile_questions\.py|heapglass/columns\.py"
    )
}
# What the console shows the descriptions of, as it is typed.
DESCRIBED = re.compile(r"heapglass/(node_sets/.*|heap/.*|nodes|columns)\.py$")
# They do nothing but give docstrings to what is written in C, which numpy itself skips under -OO.
EMPTIED = {"numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py"}


def read_archive(path: Path) -> dict[str, bytes]:
    """Every file in a zip, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_archive(path: Path, files: dict[str, bytes]) -> None:
    """A zip that depends on nothing but its files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, whatever the machine
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])


def byte_compiled(files: dict[str, bytes], prefix: str, optimize: int) -> dict[str, bytes]:
    """The files with every .py replaced by its .pyc, found by import in the same place. Raises PyCompileError."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        source, code = Path(folder, "source.py"), Path(folder, "code.pyc")
        for name in sorted(files):
            if not name.endswith(".py"):
                made[name] = files[name]
                continue
            source.write_bytes(b"" if name in EMPTIED else files[name])
            py_compile.compile(
                str(source),
                str(code),
                dfile=prefix + name,
                doraise=True,
                optimize=1 if DESCRIBED.match(name) else optimize,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
            made[name + "c"] = code.read_bytes()
    return made


def make_stdlib(stock: str, listed: str, output: str) -> None:
    files = read_archive(Path(stock))
    kept = {name: files[name] for name in Path(listed).read_text().split()}
    write_archive(Path(output), byte_compiled(kept, STDLIB, optimize=2))


def make_wheel(stock: str, folder: str) -> None:
    name, version, *_ = Path(stock).name.split("-")
    left_out = LEFT_OUT.get(name)
    later = LATER.get(name)
    info = f"{name}-{version}.dist-info/"
    files = {
        member: data
        for member, data in read_archive(Path(stock)).items()
        if not left_out or member.startswith(info) or not left_out.match(member)
    }
    compiled = byte_compiled(files, SITE_PACKAGES, optimize=2)
    files = {
        member: data
        for member, data in compiled.items()
        if member != info + "RECORD" and not (later and later.match(member))
    }
    if later:
        write_archive(Path(folder, f"{name}-later.zip"), {m: data for m, data in compiled.items() if later.match(m)})
    # byte code runs on one version of Python only
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}-none-any"
    files[info + "WHEEL"] = files[info + "WHEEL"].replace(b"Tag: py3-none-any", f"Tag: {tag}".encode())
    files[info + "RECORD"] = record(files, info + "RECORD")
    write_archive(Path(folder, Path(stock).name.replace("py3-none-any", tag)), files)


def record(files: dict[str, bytes], itself: str) -> bytes:
    """A wheel's list of its files."""
    lines = [f"{name},sha256={digest(data)},{len(data)}" for name, data in sorted(files.items())]
    return "\n".join([*lines, f"{itself},,", ""]).encode()


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    (make_stdlib if what == "stdlib" else make_wheel)(*arguments)
