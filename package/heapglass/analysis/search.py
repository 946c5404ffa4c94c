"""Which nodes are called something: text or a pattern, looked for in all names at once."""

from typing import Protocol

import numpy as np

from heapglass.analysis.classes import Classes
from heapglass.analysis.concatenated_strings import ConcatenatedStrings
from heapglass.analysis.detachedness import DETACHED_PREFIX
from heapglass.analysis.following import Mask
from heapglass.analysis.grouping import group
from heapglass.analysis.labels import labels
from heapglass.analysis.object_labels import ObjectLabels
from heapglass.analysis.plain_text import PlainText
from heapglass.analysis.regular_expression import RegularExpression
from heapglass.snapshot import Snapshot
from heapglass.snapshot.strings import Strings


class Finder(Protocol):
    """What is looked for."""

    def in_strings(self, strings: Strings) -> Mask: ...

    def in_texts(self, texts: list[str]) -> Mask: ...


def finder(text: str, regex: bool = False, match_case: bool = False) -> Finder:
    """Finds text, or a pattern in JavaScript's dialect. Raises PatternError.

    DevTools minds case in patterns whatever one chooses; here the choice counts.
    """
    return RegularExpression(text, match_case) if regex else PlainText(text, match_case)


def in_names(
    snapshot: Snapshot, wanted: Finder, renamed: Mask, objects: ObjectLabels, joined: ConcatenatedStrings
) -> Mask:
    """Which nodes are shown by a name in which `wanted` is found (DevTools `HeapSnapshot.search`).

    Most names are strings of the file. Renamed nodes, plain objects and concatenated strings are shown otherwise.
    """
    strings = snapshot.strings
    found: Mask = wanted.in_strings(strings)[snapshot.node_name]
    changed = np.flatnonzero(renamed)
    if changed.size:
        name_of, first = group(snapshot.node_name[changed].astype(np.uint64))
        names = strings.copied(snapshot.node_name[changed[first]], DETACHED_PREFIX)
        found[changed] = wanted.in_strings(names)[name_of]
    if objects.nodes.size:
        found[objects.nodes] = wanted.in_strings(objects.texts)[objects.text_of]
    if joined.nodes.size:
        text_of, first = group(joined.hashes)
        found[joined.nodes] = wanted.in_strings(labels(snapshot, joined.nodes[first], renamed))[text_of]
    return found


def in_classes(classes: Classes, wanted: Finder) -> Mask:
    """Which nodes are of a class in whose name `wanted` is found."""
    found: Mask = wanted.in_texts(classes.names)[classes.of_node]
    return found
