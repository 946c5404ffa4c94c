"""Requests about classes: the Summary, and what is in a class."""

from typing import Any

import numpy as np

from heapglass.analysis.ordering import order_by
from heapglass.kernels.engine import U32
from heapglass.service.requests import Params, integer, key_of, nodes_wanted, page, reach, sort_of, text_wanted
from heapglass.service.rows import Row, class_rows, node_rows, shorten
from heapglass.service.session import Session


def summary(session: Session, params: Params) -> Row:
    """Class rows of the nodes that pass a filter, filtered by name and sorted; `objects` and `shallow` sum them up."""
    columns = session.heap.summary_columns_of(nodes_wanted(params.get("filter") or {}))
    order = _classes_in_order(session, params)
    shown = page(order, params)
    return {
        "total": order.size,
        "unfiltered": columns.class_index.size,
        "objects": int(columns.count[order].sum()),
        "shallow": float(columns.shallow[order].sum()),
        "total_size": session.heap.total_size,
        "rows": class_rows(session.heap, columns, shown),
    }


def class_scripts(session: Session, _: Params) -> Row:
    """The names of the scripts that the keys of classes tell of, by script id."""
    ids = {int(key.split(",", 1)[0]) for key in session.heap.classes.keys if not key.startswith(",")}
    names = session.heap.script_names
    return {"names": {str(script): shorten(names[script]) for script in sorted(ids) if script in names}}


def instances(session: Session, params: Params) -> Row:
    """The nodes of a class that have a shallow size and pass a filter, sorted."""
    order = _instances_in_order(session, params, reach(params))
    return {"total": order.size, "rows": node_rows(session.heap, page(order, params))}


def place_in_summary(session: Session, params: Params) -> Row:
    """Where a node stands in a Summary with that `filter` and `sort`: the index of its class among the classes, and its
    own among that class's instances by `instance_sort`; null for what is not shown.
    """
    found = session.node(params)
    made = session.heap.classes
    class_index = int(made.of_node[found.ordinal])
    columns = session.heap.summary_columns_of(nodes_wanted(params.get("filter") or {}))
    classes = columns.class_index[_classes_in_order(session, params)]
    asked = {"class_index": class_index, "sort": params.get("instance_sort"), "filter": params.get("filter")}
    return {
        "class_index": class_index,
        "class_place": _place(classes, class_index),
        "node_place": _place(_instances_in_order(session, asked, None), found.ordinal),
    }


def _place(order: np.ndarray[tuple[int, ...], np.dtype[Any]], wanted: int) -> int | None:
    found = np.flatnonzero(order == wanted)
    return int(found[0]) if found.size else None


def _classes_in_order(session: Session, params: Params) -> U32:
    """The rows of the Summary's columns that are shown."""
    wanted = params.get("filter") or {}
    columns, made = session.heap.summary_columns_of(nodes_wanted(wanted)), session.heap.classes
    sort, descending = sort_of(params, ("retained", "shallow", "count", "distance", "name"), "retained")

    def in_order() -> U32:
        names = [made.names[index] for index in columns.class_index.tolist()]
        rank = np.empty(len(names), np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        if sort == "name":
            order = order_by([(rank, descending)])
        else:
            order = order_by([(getattr(columns, sort), descending), (rank, False)])
        text = text_wanted(wanted)
        return order if text is None else order[text.in_texts(names)[order]]

    return session.order(("summary", sort, descending, key_of(wanted)), in_order)


def _instances_in_order(session: Session, params: Params, first: int | None) -> U32:
    """Only the `first` of them, if told, are sure to be in order: there may be millions, of which one looks at few."""
    among = nodes_wanted(params.get("filter") or {})
    index = integer(params, "class_index", len(session.heap.classes.names))
    sort, descending = sort_of(params, ("retained", "shallow", "distance", "id", "name"), "retained")

    def in_order() -> U32:
        of_class = (session.heap.classes.of_node == index) & (session.heap.shallow_sizes > 0)
        if among.kind != "all":
            of_class &= session.heap.mask(among).view(np.bool_)
        return session.sorted_nodes(np.flatnonzero(of_class).astype(np.uint32), sort, descending, first)

    return session.order(("instances", index, sort, descending, among, first), in_order)
