"""Writes what the site ships and under which licences: `licences.py OUTPUT WEB_FOLDER WHEEL …`.

Of npm's packages those that are no tools (`dev` in the lock file), and Pyodide; of Python's those in the runtime. The
page shows the list, with every licence's text. The same input gives the same bytes.
"""

import email
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

CARRIED = {"pyodide": "Pyodide, with CPython, Emscripten and the libraries in them"}
"""Tools to npm, whose files the site ships."""
TOOLS = {"dev", "devOptional", "optional", "peer"}
"""How the lock file marks what is not shipped."""
TEXTS = ("licen", "notice", "copying")


def npm_package(folder: Path) -> dict[str, Any]:
    """What an installed package says of itself."""
    told = json.loads((folder / "package.json").read_text())
    files = [path for path in folder.iterdir() if path.is_file() and path.name.lower().startswith(TEXTS)]
    texts = [path.read_text("utf-8", "replace") for path in sorted(files) if path.suffix in ("", ".md", ".txt")]
    name = told["name"]
    return {
        "name": name,
        "about": CARRIED.get(name, ""),
        "version": told["version"],
        "licence": told["license"],
        "text": "\n\n".join(texts),
    }


def wheel(path: Path) -> dict[str, Any]:
    """What a wheel says of itself."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist())
        metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
        told = email.message_from_bytes(archive.read(metadata))
        inside = metadata.removesuffix("METADATA") + "licenses/"
        texts = [archive.read(name).decode("utf-8", "replace") for name in names if name.startswith(inside)]
    licence = (told["License-Expression"] or told["License"] or "").strip().partition("\n")[0].strip()
    text = "\n\n".join(texts)
    return {"name": told["Name"], "about": "", "version": told["Version"], "licence": licence, "text": text}


def main(output: str, web: str, *wheels: str) -> None:
    folder = Path(web)
    lock = json.loads((folder / "package-lock.json").read_text())
    shipped = [place for place, package in lock["packages"].items() if place and not TOOLS & set(package)]
    shipped += [f"node_modules/{name}" for name in CARRIED]
    listed = [npm_package(folder / place) for place in shipped] + [wheel(Path(path)) for path in wheels]
    for each in listed:
        if not each["licence"] or not (each["text"] or each["name"] in CARRIED):
            sys.exit(f"{each['name']} {each['version']} does not say its licence: look it up before it is shipped")
    different = {(each["name"].lower(), each["version"]): each for each in listed}
    listed = [different[key] for key in sorted(different)]
    Path(output).write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
