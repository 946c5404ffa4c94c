"""A snapshot in another worker: what this one hands over to it, and what it takes from there to compare with.

Bytes go from buffer to buffer. Protocol: `comparison_questions`.
"""

import json
from typing import Any

from heapglass.analysis.handing_over import Column, Header, hand_over, make_room, take_over
from heapglass.analysis.shapes import Shape
from heapglass.service.answering import replied
from heapglass.service.comparison_questions import totals
from heapglass.service.failures import BadRequestError
from heapglass.service.opened import the_session

_handed: list[Column] = []  # on their way from or to another worker
_header: Header = {}


def shapes() -> int:
    """Leave the snapshot's shapes as the reply: what a base of a comparison must class its objects by."""
    return replied(
        lambda: [{"name": shape.name, "properties": shape.properties} for shape in the_session().heap.classes.shapes]
    )


def export_side(shapes: str) -> int:
    """Make ready what another worker needs to compare its snapshot with this one, by that one's `shapes` (JSON).

    The reply is {header, buffers: [{address, bytes}]}. Protocol: `comparison_questions`.
    """

    def exported() -> Any:
        theirs = [Shape(shape["name"], tuple(shape["properties"]), 0) for shape in json.loads(shapes)]
        header, columns = hand_over(the_session().heap.comparison_side(theirs))
        _handed[:] = columns
        return {"header": header, "buffers": _buffers()}

    return replied(exported)


def release_side() -> None:
    """Give back the memory of `export_side`."""
    _handed.clear()


def make_room_for_base(header: str) -> int:
    """Make room for the bytes of a side with that header (JSON); the reply is {buffers: [{address, bytes}]}."""

    def made() -> Any:
        global _header
        _header = json.loads(header)
        _handed[:] = make_room(_header)
        return {"buffers": _buffers()}

    return replied(made)


def set_base() -> int:
    """Compare with the side whose bytes have been put where `make_room_for_base` said; the reply is its totals."""

    def compared() -> Any:
        session = the_session()
        if not _handed:
            raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
        session.base = take_over(_header, _handed)
        _handed.clear()
        return totals(session.comparison)

    return replied(compared)


def add_earlier(first: bool) -> int:
    """Take the side whose bytes have been put where `make_room_for_base` said as one that a trend is told over; the
    `first` one forgets those before."""

    def added() -> None:
        session = the_session()
        if not _handed:
            raise BadRequestError("no-base", "There is no snapshot to compare this one with yet.")
        if first:
            session.forget_earlier()
        session.add_earlier(take_over(_header, _handed))
        _handed.clear()

    return replied(added)


def forget_base() -> int:
    """End the comparison, and the trend."""

    def forgotten() -> None:
        session = the_session()
        session.base = None
        session.forget_earlier()

    return replied(forgotten)


def _buffers() -> list[dict[str, int]]:
    return [{"address": int(column.ctypes.data), "bytes": column.nbytes} for column in _handed]
