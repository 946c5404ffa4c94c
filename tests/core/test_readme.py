"""The READMEs: what they tell to type is there, what they link to is there, and both languages tell the same.

And what CONTRIBUTING sends people to is there.
"""

import re
from pathlib import Path

import pytest
from click import Context
from typer.core import TyperGroup
from typer.main import get_command

from heapglass.cli import app
from tests.fixtures.written import LEAKS
from tests.places import ROOT

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
BOTH = pytest.mark.parametrize("readme", [ENGLISH, CHINESE], ids=lambda path: path.name)


def named(program: str, text: str) -> set[str]:
    """What a program is told to do, wherever that stands in code."""
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))
    return set(re.findall(rf"\b{program} ([a-z]+)\b", code))


@BOTH
def test_its_commands_are_there(readme: Path) -> None:
    text = readme.read_text("utf-8")
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    assert named("heapglass", text) <= set(program.list_commands(Context(program)))
    goals = named("make", text)
    assert (
        {"run", "test"} <= goals <= set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    )


@BOTH
def test_what_it_links_to_is_there(readme: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", readme.read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_tell_the_same() -> None:
    english, chinese = ENGLISH.read_text("utf-8"), CHINESE.read_text("utf-8")
    for pattern in (r"^#+ ", r"^- ", r"^\|", r"^```\w*", r"^!\["):
        assert len(re.findall(pattern, chinese, re.MULTILINE)) == len(re.findall(pattern, english, re.MULTILINE))
    assert named("heapglass", chinese) == named("heapglass", english)


def rows_of(text: str) -> list[list[str]]:
    """The rows of the table in which heapglass and the others are compared."""
    table = re.findall(r"(?:^\|.*\bDevTools\b.*\bmemlab\b.*\n)((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()[1:]]


def test_each_cell_of_the_comparison_says_how_it_is_known() -> None:
    told = [row[0] for row in rows_of(ENGLISH.read_text("utf-8"))]
    checks = rows_of((ROOT / "COMPARISON.md").read_text("utf-8"))
    assert [row[0] for row in checks] == told
    assert {len(row) for row in checks} == {6}
    for row in checks:
        tests = re.findall(r"`(\w+/test_\w+\.py)`", row[1])
        assert [test for test in tests if not (ROOT / "tests" / test).exists()] == []
        assert all(row)


@BOTH
def test_the_kinds_of_leak_are_those_that_are_tested(readme: Path) -> None:
    told = re.search(r"(\d+) (?:kinds of leak|种泄漏)", readme.read_text("utf-8"))
    assert told
    assert int(told[1]) == len(LEAKS)


def test_what_its_examples_import_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    views = ROOT / "web" / "src" / "views"
    imports = re.findall(r'import (?:type )?\{ (.+?) \} from "(\.[^"]+)"', text)
    assert imports
    for names, place in imports:
        [file] = views.glob(f"{place}.ts*")
        for name in names.split(", "):
            assert re.search(rf"export (?:function|class|const|interface|type) {name}\b", file.read_text("utf-8")), name
    for name in set(re.findall(r"\b(?:COMPRESSIONS|READERS|VIEWS|Format)\b", text)):
        [place] = re.findall(rf"`{name}` of\s+`([\w/.]+)`|`([\w/.]+)`, where a line of `{name}`", text)
        [file] = [
            folder / found
            for folder in (ROOT, ROOT / "package" / "heapglass")
            for found in place
            if found and (folder / found).exists()
        ]
        assert re.search(rf"^(?:class )?{name}\b", file.read_text("utf-8"), re.MULTILINE), name


def test_the_map_of_the_house() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    core = ROOT / "package" / "heapglass"
    places = re.findall(r"`([a-z][\w./*-]*/[\w./*-]*)`", text)
    assert places
    for place in places:
        found = [path for folder in (ROOT, core, core / "analysis") for path in folder.glob(place)]
        assert found, place
