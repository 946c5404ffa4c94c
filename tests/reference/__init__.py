"""The rules by which DevTools computes what it shows, restated as slowly and obviously as possible.

Plain lists and dictionaries over the parsed JSON; one file a topic. Checked against DevTools' own engine, and
used as the second oracle where that engine cannot go: tiny random graphs by the thousand, and files that it
reads wrongly. Source: `HeapSnapshot.ts` of chrome-devtools-frontend, whose function names are given.
"""

from tests.reference.heap import Heap

__all__ = ["Heap"]
