"""What can be wrong with a file, said so that its owner knows what, where and what to do.

Every error carries a `code` and `params`, from which the page makes its message in the user's language, and a
complete English message for everybody else.
"""

from typing import ClassVar, Self

Param = str | int | float


class HeapglassError(Exception):
    """The root of everything heapglass raises on purpose.

    `code` names the message, `params` fill it: `section` (`nodes`, `snapshot.meta` …), `field`, `offset` (byte
    offset in the uncompressed file), and whatever else the message speaks of.
    """

    kind: ClassVar[str] = "error"

    def __init__(self, code: str, message: str, **params: Param) -> None:
        super().__init__(message)
        self.code = code
        self.params = params

    @property
    def message(self) -> str:
        return str(self.args[0])


class SnapshotError(HeapglassError):
    """The file cannot be read as a heap snapshot. Its message is MESSAGES[code], filled with the params, and where that
    does not say at which byte, though it is known, PLACE."""

    kind = "snapshot"

    def __init__(self, code: str, **params: Param) -> None:
        message = MESSAGES[code]
        if "offset" in params and "{offset" not in message:
            message += PLACE
        super().__init__(code, message.format_map(params), **params)

    def at(self, offset: int) -> Self:
        """The same error, with the byte, unless it names one already."""
        return self if "offset" in self.params else type(self)(self.code, **self.params, offset=offset)


class NotASnapshotError(SnapshotError):
    """The file is something else: the message says what it looks like and what to do with it."""

    kind = "not-a-snapshot"


class TruncatedError(SnapshotError):
    """The file ends before its last section does."""

    kind = "truncated"


class MalformedError(SnapshotError):
    """The file is a snapshot, with something wrong at a place the message names."""

    kind = "malformed"


class IncompleteError(SnapshotError):
    """Asked of the readable part of a file that was cut short: what depends on the part that is missing."""

    kind = "partial"


class NoSuchNodeError(HeapglassError):
    """No node has the id (or the ordinal) asked for."""

    kind = "no-such-node"


PLACE = " Look at byte {offset:,}."

ADVICE = {
    "not-a-snapshot": "Choose a .heapsnapshot file, as Node, Chrome, Deno, Electron or JSVM write it.",
    "truncated": "Take the snapshot again, or copy it again and compare the sizes. Taking one needs about twice the "
    "heap's memory, and space on the disk.",
    "malformed": "Take the snapshot again. If a fresh one fails too, it is worth a bug report.",
}
"""What to do about it, by the kind of the error; the page has these words, too."""

MESSAGES: dict[str, str] = {
    # NotASnapshotError
    "empty-file": "The file is empty.",
    "only-white-space": "The file holds nothing but white space.",
    "zeros": "The file begins with {found:,} zero bytes: what stood there was never written, or is lost. That happens "
    "when a machine or a disk stops in the middle of writing. Take the snapshot again, or copy it again.",
    "utf-16": "The file is UTF-16 text. Heap snapshots are UTF-8: save it again in that encoding.",
    "html": "This is a web page, not a heap snapshot. An error or login page was probably saved in its place: "
    "download the snapshot again.",
    "sampling-profile": "This is a sampling heap profile (.heapprofile): it says where memory was allocated, and holds "
    "no objects. With its own name it opens as a profile on the page, and with: heapglass profile FILE.",
    "cpu-profile": "This is a CPU profile (.cpuprofile), not a heap snapshot.",
    "chrome-trace": "This is a performance trace, not a heap snapshot.",
    "rawheap": "This is a raw heap dump (.rawheap) from HarmonyOS. Turn it into a .heapsnapshot with the "
    "rawheap_translator that comes with the HarmonyOS SDK (toolchains folder), then open that.",
    "archive": "This is a {format} archive. Unpack it, then open the .heapsnapshot inside.",
    "compressed": "This file is compressed with {format}. Decompress it first; of compressed files, only gzip is "
    "opened as it is.",
    "gzip-twice": "This file is compressed with gzip twice. Decompress it once, then open what comes of it.",
    "binary": "This is a binary file, not a heap snapshot. If it is one compressed with brotli (.br), decompress it "
    "first.",
    "not-json": "This is a text file, not a heap snapshot. It begins with: {start}",
    "other-json": "This is a JSON file, but not a heap snapshot: it has no “snapshot” part. It begins with: {start}",
    # TruncatedError
    "truncated-start": "The file ends too early, at byte {offset:,}: before its first section. It was probably cut "
    "short while being written or copied, for instance by a full disk.",
    "truncated": "The file ends too early, inside “{section}”, at byte {offset:,}. Readable up to there: {nodes:,} "
    "nodes and {edges:,} edges. It was probably cut short while being written or copied, for instance by a full disk.",
    "truncated-partly": "The file ends too early, inside “{section}”, at byte {offset:,}. {percent} % of its nodes can "
    "be read: {nodes:,} of {node_count:,}, with {edges:,} of {edge_count:,} edges. It was probably cut short while "
    "being written or copied, for instance by a full disk.",
    "partial": "In what can be read of this file, that cannot be known: nodes, edges or names that it depends on are "
    "missing. Counts, self sizes and references can.",
    "saved-truncated": "The saved analysis ends too early, inside “{section}”, at byte {offset:,}. It was probably cut "
    "short while being written or copied: save it again from the snapshot.",
    "gzip-truncated": "The compressed file ends too early: {offset:,} bytes could be unpacked, then the gzip data "
    "stop. It was probably cut short while being written or copied.",
    # MalformedError: the file as a whole
    "gzip-corrupt": "The gzip data are damaged: they cannot be unpacked beyond byte {offset:,} of the text.",
    "gzip-checksum": "The gzip data are damaged: they can be unpacked up to byte {offset:,} of the text, but that is "
    "not what was packed, as their checksum tells. Copy or download the file again.",
    "gzip-more": "After the gzip data, which end at byte {offset:,} of the text, the file goes on with something else: "
    "{found}",
    "expected-character": "In “{section}”, at byte {offset:,}: expected one of {expected}, found {found}.",
    "expected-number": "In “{section}”, at byte {offset:,}: expected a whole number, found {found}.",
    "expected-string": "In “{section}”, at byte {offset:,}: expected a string, found {found}.",
    "expected-key": "After “{section}”, at byte {offset:,}: expected a key in quotation marks, found {found}.",
    "expected-value": "In “{section}”, at byte {offset:,}: expected a value, found {found}.",
    "text-after-end": "There is more text after the end of the snapshot, at byte {offset:,}: {found}",
    "token-too-long": "In “{section}”, at byte {offset:,}: a number, a name or the header goes on for more than "
    "{limit:,} bytes.",
    "too-deep": "In “{section}”, at byte {offset:,}: more than {limit:,} brackets are open.",
    "duplicate-section": "The section “{section}” is there twice; the second one begins at byte {offset:,}.",
    "missing-section": "The snapshot has no “{section}” section up to its end, at byte {offset:,}.",
    # MalformedError: a saved analysis
    "saved-newer": "This analysis was saved by another version of heapglass: its format is number {found}, and this "
    "version reads number {expected}. Open the snapshot itself, or save it again.",
    "saved-too-large": "The analysis cannot be saved: in “{section}” there is a size or an id beyond 2^60.",
    "saved-damaged": "The saved analysis is damaged: “{section}” is not what was saved. Save it again from the "
    "snapshot.",
    # MalformedError: the header
    "header-missing": "The snapshot's header lacks “{field}”.",
    "header-unreadable": "The snapshot's header cannot be read: {found}.",
    "header-not-object": "In the snapshot's header, “{field}” should be an object, but is {found}.",
    "header-not-names": "In the snapshot's header, “{field}” should be a list of names, but is {found}.",
    "header-not-count": "In the snapshot's header, “{field}” should be a whole number, but is {found}.",
    "header-too-many-types": "In the snapshot's header, “{field}” names {found:,} types; "
    "at most {limit:,} can be read.",
    "missing-field": "The snapshot's header does not name the “{field}” field in {section}: without it, the "
    "snapshot cannot be read.",
    "wrong-count": "The header says that there are {expected:,} {section}, but the file holds {found:,}.",
    "too-many-rows": "The snapshot has {found:,} {section}; at most {limit:,} can be read.",
    "too-many-string-bytes": "The snapshot has more than {found:,} bytes of strings; at most {limit:,} can be read.",
    "too-many-keys": "The file's JSON object has more than {limit:,} keys: no snapshot has as many.",
    "bad-root": "The header says that the root is at {found:,}, where no node begins.",
    # MalformedError: one value
    "number-leading-zero": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: "
    "{found} begins with a zero, which JSON does not allow.",
    "number-not-whole": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: "
    "{found} is not a whole number.",
    "number-too-large": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: "
    "{found} is larger than 2^53.",
    "number-negative": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: {found} is negative.",
    "incomplete-row": "The section “{section}” ends at byte {offset:,} in the middle of row {row:,}: {found} of "
    "{expected} numbers are there.",
    "out-of-range": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: {found:,} is out of range; "
    "the largest possible value is {limit:,}.",
    "not-ascending": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: {found:,} is less than "
    "{before:,} in the row before, though these can only grow.",
    "not-a-node": "In “{section}”, row {row:,}, field “{field}”, at byte {offset:,}: no node begins at {found:,}.",
    "empty-section": "The section “{section}” is empty.",
    "edge-counts": "The nodes claim {expected:,} edges in all, but there are {found:,}.",
    "bad-escape": "In “{section}”, at byte {offset:,}: a backslash is followed by {found}, which is no escape that "
    "JSON knows.",
    "bad-trace-tree": "In “trace_tree”, row {row:,}, at byte {offset:,}: a trace node should be {expected} numbers and "
    "an array of its children, but there is {found}.",
}
"""Every message a file can cause, by code, in English; `params` fill the braces. Translations use the same names."""
