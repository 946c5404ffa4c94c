"""Which files of the standard library the page needs: `stdlib_modules.py PACKAGE_FOLDER OUTPUT`.

Runs in Pyodide, with numpy loaded. The answer is what is loaded once every module of heapglass that a page can reach
is imported, what those modules' functions import later, and what Python itself imports late. Found by doing it, so
that nobody has to remember a list; the few names that must be told are in LATE.
"""

import ast
import contextlib
import importlib
import sys
from pathlib import Path

STDLIB = "/lib/python314.zip/"
NOT_IN_A_PAGE = {"cli", "capture", "arrow", "fleet", "__main__", "native", "compiling"}
LATER = ("heapglass.console", "heapglass.node_sets", "heapglass.columns")
"""What comes with all of the library, when somebody types Python."""
ENCODINGS = (
    "aliases",
    "ascii",
    "cp437",
    "latin_1",
    "raw_unicode_escape",
    "unicode_escape",
    "utf_16",
    "utf_16_be",
    "utf_16_le",
    "utf_32",
    "utf_8",
    "utf_8_sig",
)
# Imported by Python or numpy from C or inside functions, when something goes wrong or is printed.
LATE = [
    "codeop",
    "copy",
    "datetime",
    "decimal",
    "gc",
    "gzip",
    "importlib.machinery",
    "importlib.metadata",
    "importlib.util",
    "io",
    "linecache",
    "numbers",
    "pickle",
    "posixpath",
    "string.templatelib",
    "textwrap",
    "threading",
    "token",
    "tokenize",
    "traceback",
    "unicodedata",
    "warnings",
    "zlib",
    *(f"encodings.{name}" for name in ENCODINGS),
]


def page_sources(package: Path) -> dict[str, Path]:
    """Every module of heapglass that a page can reach, by its dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if not NOT_IN_A_PAGE & set(parts) and not name.startswith(LATER):
            found[name] = path
    return found


def named_imports(source: Path) -> set[str]:
    """Every absolute import a source names, at the top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def loaded_files() -> list[str]:
    """The members of the standard library's zip that are imported now."""
    origins = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    files = {getattr(spec, "origin", None) or "" for spec in origins}
    # zipimport and the like are frozen: their origin says so, and their source is never read
    return sorted(name.removeprefix(STDLIB) for name in files if name.startswith(STDLIB))


def main(package: str, output: str) -> None:
    sys.path.insert(0, str(Path(package).parent))
    sources = page_sources(Path(package))
    for name in ("numpy", *sources, *LATE):
        importlib.import_module(name)
    for source in sources.values():
        for name in sorted(named_imports(source)):
            if name.startswith(LATER):
                continue
            # what only a terminal has (numba, say), or a member of a module that is not itself a module
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    files = loaded_files()
    text = "\n".join(files) + "\n"
    if not Path(output).exists() or Path(output).read_text() != text:
        Path(output).write_text(text)
    print(f"standard library: {len(files)} files are needed")


main(*sys.argv[1:])
