"""Is it the JS heap at all? Process logs beside the snapshot: what grows, and what to look at next.

It knows no snapshot. `text` and `clock` make lines and times of bytes, `readers` find samples and collections in
them, `processes` sorts those by process, `one_clock` gives them times, `series` makes columns of them, `trend` fits
those, `verdict` judges, `prose` says it, `answer` is all of it as data; `reconciled` sets a snapshot beside it.
"""

from heapglass.triage.answer import triage_text
from heapglass.triage.reconciled import reconcile_answer

__all__ = ["reconcile_answer", "triage_text"]
