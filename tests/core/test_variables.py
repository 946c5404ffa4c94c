"""The variables that closures hold: where they are declared, and whether anything can still use them."""

import io
import json
from typing import Any

import pytest

import heapglass
from tests.core.test_rules import opened
from tests.fixtures.draft import Draft
from tests.fixtures.scopes import VARIABLES, Program


def opened_document(document: dict[str, Any]) -> heapglass.Heap:
    return heapglass.open(io.BytesIO(json.dumps(document).encode()))


@pytest.mark.usefixtures("engine")
def test_variables_of_a_closure() -> None:
    program = Program()
    heap = opened_document(program.document())
    for closure, context, values in zip(program.closures, program.contexts, program.values, strict=True):
        (found,) = heap.node(closure).contexts
        assert found.ordinal == context
        assert {edge.name: edge.to_node.ordinal for edge in found.variables} == values
        assert [edge.is_used for edge in found.variables] == [True, False, True]
        scope = found.scope
        assert (scope.function, scope.script, scope.start, scope.end) == ("outer", "file:///a.js", 0, 200)
        assert heap.node(context).contexts == [found]
    assert heap.node(program.window).contexts == []


@pytest.mark.usefixtures("engine")
def test_nothing_is_used_without_closures() -> None:
    program = Program()
    for closure in program.closures:
        program.draft.edges[closure].pop()
    usage = opened_document(program.document()).variable_usage
    assert usage.used.tolist() == [False] * 2 * len(VARIABLES)


@pytest.mark.usefixtures("engine")
def test_files_without_scopes_do_not_tell() -> None:
    program = Program()
    heap = opened(program.draft)
    assert [edge.is_used for edge in heap.node(program.closures[0]).contexts[0].variables] == [None] * len(VARIABLES)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("section", "numbers"),
    [
        ("scopes", [1, 1, 0, 3, 0]),  # no node begins there
        ("scopes", [10**9, 1, 0, 3, 0]),
        ("scopes", [0, 1, 0, 4, 0]),  # more variables than there are
        ("scopes", [0, 1, 0, 0, 5]),
        ("scopes", [0, 1, 7, 3, 3, 0, 1, 9, 0, 0]),  # depths that cannot be, a number twice
        ("scope_context_vars", [10**6] * 3),
        ("scope_uses", [7, 0, 1, 99, -5, -1]),
    ],
)
def test_scopes_that_do_not_hold_together(section: str, numbers: list[int]) -> None:
    program = Program()
    document = program.document()
    document[section] = numbers
    heap = opened_document(document)
    assert heap.variable_usage.edges.size in (0, 2 * len(VARIABLES))


@pytest.mark.usefixtures("engine")
def test_contexts_in_a_circle() -> None:
    program = Program()
    first, second = program.contexts
    for context, previous in ((first, second), (second, first)):
        program.draft.edges[context][-1] = ("internal", "previous", previous)
    heap = opened_document(program.document())
    assert [found.ordinal for found in heap.node(program.closures[0]).contexts] == [first, second]
    assert heap.variable_usage.used.tolist() == [True, False, True] * 2


@pytest.mark.usefixtures("engine")
def test_constructor() -> None:
    """By the prototype, as the program would find it."""
    draft = Draft()
    draft.node("synthetic")
    instance, prototype = draft.node("object", "Point", 16), draft.node("object", "Object", 16)
    made_by, other = draft.node("closure", "Point", 16), draft.node("object", "constructor", 16)
    draft.edge(0, "shortcut", "global", instance)
    draft.edge(instance, "property", "constructor", other)
    draft.edge(instance, "property", "__proto__", prototype)
    draft.edge(prototype, "property", "constructor", made_by)
    draft.location(made_by, 3, 10, 4)
    heap = opened(draft)
    found = heap.node(instance).constructor
    assert found is not None
    assert (found.ordinal, found.location) == (made_by, heapglass.Location(3, None, 10, 4))
    assert heap.node(made_by).constructor is None
    assert heap.node(other).constructor is None


@pytest.mark.usefixtures("engine")
def test_scripts_that_tell_their_ids() -> None:
    program = Program()
    program.draft.edge(program.script, "internal", "id", program.integer(7))
    program.draft.location(program.closures[0], 8, 0, 0)
    assert opened(program.draft).script_names == {7: "file:///a.js", 8: "file:///a.js"}
