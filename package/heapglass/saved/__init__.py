"""Analyses as files: all that was computed of a snapshot, in a sixth of its size, opened in a fraction of the time."""

from heapglass.saved.reading import is_saved, read_saved
from heapglass.saved.results import Results
from heapglass.saved.writing import saved_pieces

__all__ = ["Results", "is_saved", "read_saved", "saved_pieces"]
