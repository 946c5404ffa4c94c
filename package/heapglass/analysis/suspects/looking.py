"""Looking for what leaks takes seconds on a large heap: it is done in steps, so that others have their turn between."""

from collections.abc import Callable, Generator

from heapglass.analysis.suspects.finding import Finding

Looking = Generator[str, None, list[Finding]]
"""Yields what is looked at next, one of PHASES, and returns the findings."""

PHASES = ("ways", "chains", "detached", "collections", "strings", "parts", "accumulation", "paths")


class Search:
    """Looking that can be taken up where it was left. What goes wrong in a step is raised, and begins it anew."""

    def __init__(self, begin: Callable[[], Looking]) -> None:
        self._begin = begin
        self._steps = begin()
        self._found: list[Finding] | None = None

    def step(self) -> str | None:
        """Take the step that was last announced; what comes after it (one of PHASES), or None when all is done."""
        if self._found is not None:
            return None
        try:
            return next(self._steps)
        except StopIteration as end:
            self._found = end.value
            return None
        except BaseException:
            self._steps = self._begin()
            raise

    def findings(self) -> list[Finding]:
        """What was found, after the steps that are left."""
        while self._found is None:
            self.step()
        return self._found
