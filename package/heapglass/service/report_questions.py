"""Requests for explanations: what leaks, most likely, and the report that says so.

All of them are asked of this snapshot, or of what came since earlier ones: `compare` (true) asks for what came since
the base, which must have been set, and whose file is `base_name`; `earlier`, the names of two snapshots or more, asks
for the trend over those that `add_earlier` took.

`look {…}` -> {phase, done, total} or null: takes the next step of finding what leaks, and says what the one after it
is; null when all are taken. On a large heap all together take seconds. Who does not ask for them waits for all.

`findings {language, heap_limit, …}` -> the report as data, in a `language` ("en" or "zh"); `heap_limit` says to how
many bytes the heap may grow.

`report {format, language, …}` -> {text}: the same as one document to save, "html" or "markdown".
"""

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.suspects.looking import PHASES
from heapglass.analysis.suspects.prose import LANGUAGES
from heapglass.analysis.suspects.trend import HEAP_LIMIT
from heapglass.report.data import report_data
from heapglass.report.html import as_html
from heapglass.report.markdown import as_markdown
from heapglass.service.failures import BadRequestError
from heapglass.service.requests import Params
from heapglass.service.rows import Row
from heapglass.service.session import Session

FORMATS = {"html": as_html, "markdown": as_markdown}


def look(session: Session, params: Params) -> Row | None:
    """Take one step of finding what leaks."""
    _, comparisons = _since(session, params)
    phase = session.search_for(comparisons).step()
    return None if phase is None else {"phase": phase, "done": PHASES.index(phase), "total": len(PHASES)}


def findings(session: Session, params: Params) -> Row:
    """The report as data."""
    language = str(params.get("language", "en"))
    if language not in LANGUAGES:
        raise BadRequestError("unknown-language", f"There is no language {language!r}.", language=language)
    names, comparisons = _since(session, params)
    limit = max(1, int(params.get("heap_limit") or HEAP_LIMIT))
    found = session.search_for(comparisons).findings()
    return report_data(session.heap, names, comparisons, found, language, limit)


def report(session: Session, params: Params) -> Row:
    """The report as one document."""
    render = FORMATS.get(str(params["format"]))
    if render is None:
        raise BadRequestError("unknown-format", f"There is no format {params['format']!r}: {', '.join(FORMATS)}.")
    return {"text": render(findings(session, params))}


def _since(session: Session, params: Params) -> tuple[list[str], list[Comparison]]:
    """The names of the snapshots, this one last, and the comparisons of it with the others."""
    if params.get("earlier"):
        names = [*map(str, params["earlier"]), session.name]
        return names, session.comparisons(len(names) - 1)
    if params.get("compare"):
        return [str(params.get("base_name", "")), session.name], [session.comparison]
    return [session.name], []
