"""Of any heap, and any two or three, a report can be made and read; and all engines make the same one."""

import io
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import heapglass
from heapglass.kernels import Kernel
from heapglass.report.data import report_on
from heapglass.report.html import as_html
from heapglass.report.markdown import as_markdown
from tests.core.conftest import compiled
from tests.fixtures.draft import Draft
from tests.fixtures.fuzz import snapshots

LARGE = 50_000
"""What makes a handful of nodes heavy enough to be spoken of."""


def enlarged(draft: Draft) -> bytes:
    document = draft.document()
    fields = document["snapshot"]["meta"]["node_fields"]
    for at in range(fields.index("self_size"), len(document["nodes"]), len(fields)):
        document["nodes"][at] = min(document["nodes"][at] * LARGE, 2**40)
    return json.dumps(document).encode()


def report(files: list[bytes], language: str) -> dict:
    *earlier, last = [heapglass.open(io.BytesIO(file)) for file in files]
    made = report_on(last, [f"{place}.heapsnapshot" for place in range(len(files))], earlier, language)
    for finding in made["findings"]:
        assert 0 <= finding["bytes"] <= last.total_size
        assert finding["title"]
        assert finding["text"]
        assert finding["within"] is None or made["findings"][finding["within"]] is not finding
        assert last.node(finding["node"]["ordinal"]).id == finding["node"]["id"]
    return made


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(drafts=st.lists(snapshots(), min_size=1, max_size=3), language=st.sampled_from(["en", "zh"]))
def test_reports_on_all_engines(monkeypatch: pytest.MonkeyPatch, drafts: list[Draft], language: str) -> None:
    files = [enlarged(draft) for draft in drafts]
    made = {}
    for engine in ("native", "python"):
        with monkeypatch.context() as patch, np.errstate(all="raise"):
            patch.setattr(Kernel, "__call__", lambda kernel, *args, on=engine: compiled(kernel.name, on)(*args))
            made[engine] = report(files, language)
    assert json.dumps(made["native"]) == json.dumps(made["python"])
    assert as_markdown(made["native"])
    assert as_html(made["native"])
