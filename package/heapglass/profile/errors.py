"""What can be wrong with a sampling profile."""

from heapglass.snapshot.errors import HeapglassError, Param


class ProfileError(HeapglassError):
    """The file cannot be read as a sampling profile. Its message is MESSAGES[code], filled with the params."""

    kind = "profile"

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code, MESSAGES[code].format_map(params), **params)


MESSAGES: dict[str, str] = {
    "not-a-profile": "This is no sampling heap profile: that would begin with the call tree, “head”; this begins "
    "with {start}.",
    "profile-is-snapshot": "This is a heap snapshot, not a sampling profile. Open it as one: heapglass summary FILE.",
    "profile-not-utf8": "In “{section}”, at byte {offset:,}: {found} is no part of UTF-8 text.",
    "profile-truncated": "The profile ends too early, inside “{section}”, at byte {offset:,}. Was the program still "
    "writing it, or did a copy stop halfway?",
    "profile-syntax": "In “{section}”, at byte {offset:,}: {found}.",
    "profile-no-tree": "In the profile, “head” should be the root of the call tree, but is {found}.",
    "profile-missing": "In the call tree, node number {row:,} (by its closing brace) lacks “{field}”.",
    "profile-bad-value": "In the call tree, node number {row:,} (by its closing brace), field “{field}”: {found} "
    "should be {expected}.",
    "profile-bad-sample": "In “samples”, row {row:,}, field “{field}”: {found} should be {expected}.",
}
"""In English, by code; the page has translations."""
