"""Every request there is, by its method."""

from collections.abc import Callable
from typing import Any

from heapglass.service import (
    allocation_questions,
    class_questions,
    comparison_questions,
    console_questions,
    containment_questions,
    dominator_map_questions,
    dominator_questions,
    graph_questions,
    log_questions,
    named_set_questions,
    node_questions,
    overview_questions,
    partial_questions,
    report_questions,
    retainer_questions,
    search_questions,
    string_questions,
    variable_questions,
)
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params
from heapglass.service.rows import Row
from heapglass.service.session import Session


def info(session: Session, _: Params) -> Row:
    """What the snapshot is, in numbers."""
    heap, snapshot = session.heap, session.heap.snapshot
    return {
        "name": session.name,
        "file_size": snapshot.file_size,
        "root": snapshot.header.root,
        "node_count": heap.node_count,
        "edge_count": heap.edge_count,
        "string_count": len(snapshot.strings),
        "total_size": partial_questions.total_size(heap),
        "extra_native_bytes": snapshot.header.extra_native_bytes,
        "last_object_id": heap.last_object_id,
        "has_timeline": bool(snapshot.extras.get("samples")),
        "has_stacks": bool(snapshot.extras.get("trace_tree")),
        "partial": partial_questions.partial(heap),
    }


QUESTIONS: dict[str, Callable[[Session, Params], Any]] = {
    "info": info,
    "summary": class_questions.summary,
    "instances": class_questions.instances,
    "place_in_summary": class_questions.place_in_summary,
    "class_scripts": class_questions.class_scripts,
    "node": node_questions.node,
    "references": node_questions.references,
    "statistics": overview_questions.statistics,
    "native_contexts": overview_questions.native_contexts,
    "distances": overview_questions.distances,
    "detached": overview_questions.detached,
    "search": search_questions.search,
    "duplicate_strings": string_questions.duplicate_strings,
    "duplicate_string_nodes": string_questions.duplicate_string_nodes,
    "variables": variable_questions.variables,
    "unused_variables": variable_questions.unused_variables,
    "contexts": variable_questions.contexts,
    "nodes": node_questions.nodes,
    "retainers": retainer_questions.retainers,
    "retainer_chain": retainer_questions.retainer_chain,
    "paths": retainer_questions.paths,
    "kept_by": retainer_questions.kept_by,
    "inspection": retainer_questions.inspection,
    "ignore": retainer_questions.ignore,
    "unignore": retainer_questions.unignore,
    "unignore_all": retainer_questions.unignore_all,
    "ignored": retainer_questions.ignored,
    "dominated": dominator_questions.dominated,
    "dominated_classes": dominator_questions.dominated_classes,
    "dominator_path": dominator_questions.dominator_path,
    "dominator_places": dominator_questions.dominator_places,
    "dominator_map": dominator_map_questions.dominator_map,
    "containment_places": containment_questions.containment_places,
    "neighbourhood": graph_questions.neighbourhood,
    "biggest": graph_questions.biggest,
    "comparison": comparison_questions.comparison,
    "compared_nodes": comparison_questions.compared_nodes,
    "grown": comparison_questions.grown,
    "timeline": allocation_questions.timeline,
    "allocation_stack": allocation_questions.allocation_stack,
    "allocation_tops": allocation_questions.allocation_tops,
    "allocated": allocation_questions.allocated,
    "readable_classes": partial_questions.readable_classes,
    "readable_nodes": partial_questions.readable_nodes,
    "readable_edges": partial_questions.readable_edges,
    "look": report_questions.look,
    "findings": report_questions.findings,
    "report": report_questions.report,
    "console_run": console_questions.run,
    "console_rows": console_questions.rows,
    "console_complete": console_questions.complete,
    "console_describe": console_questions.describe,
    "save_set": named_set_questions.save,
    "rename_set": named_set_questions.rename,
    "remove_set": named_set_questions.remove,
    "set_nodes": named_set_questions.nodes,
    "set_ordinals": named_set_questions.ordinals,
    "restore_sets": named_set_questions.restore,
    "reconciliation": log_questions.reconciliation,
}


def answer(session: Session, method: str, params: Params) -> Any:
    """The answer as plain data. Raises BadRequestError for an unknown method or a parameter that is missing."""
    question = QUESTIONS.get(method)
    if question is None:
        raise BadRequestError("unknown-method", f"There is no request {method!r}.", method=method)
    try:
        return question(session, params)
    except KeyError as error:
        missing = error.args[0] if error.args else None
        if isinstance(missing, str) and missing not in params:
            raise BadRequestError(
                "missing-parameter",
                f"The request {method!r} lacks {missing!r}.",
                method=method,
                parameter=missing,
            ) from error
        raise
