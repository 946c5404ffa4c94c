"""The example notebook runs, cell by cell."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.written import written
from tests.places import ROOT


def test_every_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app.heapsnapshot").symlink_to(written("sessions-after"))
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((ROOT / "package" / "example.ipynb").read_text())
    names: dict[str, Any] = {}
    shown = [run(cell["source"], names) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert "@" in shown[1]._repr_html_()
    assert [row["count"] for row in shown[3].to_rows()] == [3000]
    assert len(shown[5]) == 5
    assert shown[-3] > 1  # steps, in networkx's count
    assert shown[-1].fetchall()[0][1] > 0


def run(source: str, names: dict[str, Any]) -> Any:
    """What a notebook would show: the value of the last expression."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None  # type: ignore[attr-defined]
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(compile(last, "cell", "eval"), names)
