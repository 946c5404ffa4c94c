"""What becomes of every string: which parts of it are replaced, and by what."""

from dataclasses import dataclass

import numpy as np

from heapglass.kernels.engine import I64, U8, U32, U64
from heapglass.redact import pseudonyms
from heapglass.redact.engine_numbers import engine_numbers
from heapglass.redact.joined_texts import pieces_of_joined
from heapglass.redact.names import Names, whole
from heapglass.redact.options import Options, Values
from heapglass.redact.pseudonyms import Pseudonyms
from heapglass.redact.shared import Shared
from heapglass.redact.spans import Spans
from heapglass.redact.texts import Truths, among, hashes_of, measure
from heapglass.redact.uses import ENGINE, VALUE, Uses
from heapglass.redact.vocabulary import RULE_NAMES
from heapglass.snapshot import Snapshot


@dataclass(slots=True)
class Plan:
    """The strings to write: those of the file in their order, then twins of those that are a value and an identifier.

    String i is `bytes[starts[i]:ends[i]]` with the spans `first_span[i] … first_span[i + 1] - 1` replaced, span s by
    the pseudonym `names[s]`. `twin_of` (int64, an entry a string of the file) is where the twin of a string is, or -1:
    nodes that hold the value have to be pointed there, but not those marked in `kept` (uint8, an entry a node). All
    offsets are int64.
    """

    starts: I64
    ends: I64
    first_span: I64
    spans: Spans
    names: U32
    pseudonyms: Pseudonyms
    seed: int
    twin_of: I64
    kept: U8
    identifiers: U32
    """String indices of all identifiers."""
    marks: U8
    """What `kernels.name_parts.look_at_names` says of each."""
    values: int
    """How many strings are replaced as a whole."""
    value_units: int
    """How many UTF-16 units they have."""
    twins: int
    content: dict[str, int]
    """How often each content rule applied to identifiers."""


def make_plan(uses: Uses, options: Options, shared: Shared) -> Plan:
    """Decide for every string of the snapshot, by its uses. What is `shared` has the pseudonym it has elsewhere."""
    strings, key, seed = uses.strings, shared.key, shared.seed
    graph, kept, is_identifier = _sorted_out(uses)
    # What nothing known refers to counts as a value.
    is_value = ~is_identifier | ((uses.of_string & VALUE) != 0)
    values, value_names, made = _values(graph, is_value, options, key, seed)

    identifiers = np.flatnonzero(is_identifier).astype(np.uint32)
    looked = Names(uses, identifiers, key)
    parts, content = looked.to_replace(options)
    part_names, made_of_parts = shared.pseudonyms(*measure(strings, parts, key))
    # What stands for a name depends on its number: names come first, so that those that are shared have theirs.
    value_names += np.uint32(made_of_parts.size)

    replaced = np.zeros(len(strings), np.bool_)
    replaced[values.owners] = True
    twins = np.flatnonzero(replaced & is_identifier).astype(np.uint32)
    twin_of = np.full(len(strings), -1, np.int64)
    twin_of[twins] = len(strings) + np.arange(twins.size)
    rows = np.where(is_identifier[values.owners], twin_of[values.owners], values.owners)
    rows = np.concatenate([rows, parts.owners.astype(np.int64)])
    spans = Spans(
        np.concatenate([values.owners, parts.owners]),
        np.concatenate([values.starts, parts.starts]),
        np.concatenate([values.ends, parts.ends]),
    )
    names = np.concatenate([value_names, part_names])
    order = np.lexsort((spans.starts, rows))
    everything = whole(strings, np.concatenate([np.arange(len(strings), dtype=np.uint32), twins]))
    first_span = np.zeros(everything.size + 1, np.int64)
    first_span[1:] = np.cumsum(np.bincount(rows, minlength=everything.size))
    return Plan(
        everything.starts,
        everything.ends,
        first_span,
        spans.chosen(order),
        names[order],
        pseudonyms.together(made_of_parts, made),
        seed,
        twin_of,
        kept.view(np.uint8),
        identifiers,
        looked.marks,
        int(np.count_nonzero(replaced)),
        int(made.lengths[value_names - np.uint32(made_of_parts.size)].sum()),
        twins.size,
        content,
    )


def replaced_words(uses: Uses, options: Options, key: int) -> tuple[U64, I64]:
    """The hashes and lengths of what will be replaced in the identifiers of a snapshot."""
    _, _, is_identifier = _sorted_out(uses)
    parts, _ = Names(uses, np.flatnonzero(is_identifier).astype(np.uint32), key).to_replace(options)
    return measure(uses.strings, parts, key)


def _sorted_out(uses: Uses) -> tuple[Snapshot, Truths, Truths]:
    """The part of the graph that matters, which of its nodes are numbers of the engine's, and which of all strings are
    identifiers."""
    graph = uses.watched.snapshot(uses.strings)
    kept = engine_numbers(graph)
    uses.of_string[graph.node_name[kept]] |= ENGINE
    return graph, kept, (uses.of_string & ~np.uint8(VALUE)) != 0


def _values(graph: Snapshot, is_value: Truths, options: Options, key: int, seed: int) -> tuple[Spans, U32, Pseudonyms]:
    """What to replace of the strings that hold values (all of it, or piece by piece), and by which pseudonyms."""
    strings = graph.strings
    known = hashes_of(RULE_NAMES, key)
    pieces, joined = Spans.none(), np.empty(0, np.uint32)
    if options.values is Values.STABLE:
        pieces, joined = pieces_of_joined(graph, is_value)
    entire = is_value.copy()
    entire[joined] = False
    values = whole(strings, np.flatnonzero(entire).astype(np.uint32))
    values = values.chosen(values.ends > values.starts)
    hashes, lengths = measure(strings, values, key)
    free = ~among(hashes, known)
    values, hashes, lengths = values.chosen(free), hashes[free], lengths[free]
    if options.values is Values.UNIFORM:
        return values, *pseudonyms.uniform(lengths)
    names, made = pseudonyms.stable(hashes, lengths, seed)
    hashes, lengths = measure(strings, pieces, key)
    free = ~among(hashes, known)
    pieces = pieces.chosen(free)
    piece_names, made_of_pieces = pseudonyms.of_pieces(hashes[free], lengths[free], seed)
    spans = Spans(
        np.concatenate([values.owners, pieces.owners]),
        np.concatenate([values.starts, pieces.starts]),
        np.concatenate([values.ends, pieces.ends]),
    )
    names = np.concatenate([names, piece_names + np.uint32(made.size)])
    return spans, names, pseudonyms.together(made, made_of_pieces)
