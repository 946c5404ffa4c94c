"""Is it the JS heap at all? Process logs beside the snapshot: what grows, and what to look at next.

It knows no snapshot. `text` and `clock` make lines and times of bytes, `readers` find samples and collections in
them, `processes` sorts those by process, `series` puts them on one time line, `trend` fits them, `verdict` judges,
`prose` says it, `answer` is all of it as data.
"""

from heapglass.triage.answer import reconcile_answer, triage_text

__all__ = ["reconcile_answer", "triage_text"]
