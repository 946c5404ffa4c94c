"""Requests for explanations: what leaks, most likely, and the report that says so."""

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


def findings(session: Session, params: Params) -> Row:
    """The report as data, in a `language` ("en" or "zh"): of this snapshot, or of what came since earlier ones.

    `compare` (true) asks for what came since the base, which must have been set; `base_name` is its file's name.
    `earlier`, the names of two snapshots or more, asks for the trend over those that `add_earlier` took; `heap_limit`
    says to how many bytes the heap may grow.
    """
    language = str(params.get("language", "en"))
    if language not in LANGUAGES:
        raise BadRequestError("unknown-language", f"There is no language {language!r}.", language=language)
    if params.get("earlier"):
        names = [*map(str, params["earlier"]), session.name]
        limit = max(1, int(params.get("heap_limit") or HEAP_LIMIT))
        return report_data(session.heap, names, session.comparisons(len(names) - 1), language, limit)
    comparisons = [session.comparison] if params.get("compare") else []
    names = [str(params.get("base_name", "")), session.name] if comparisons else [session.name]
    return report_data(session.heap, names, comparisons, language)


def report(session: Session, params: Params) -> Row:
    """The same as one document to save: `format` is "html" or "markdown"; the reply is {"text": …}."""
    render = FORMATS.get(str(params["format"]))
    if render is None:
        raise BadRequestError("unknown-format", f"There is no format {params['format']!r}: {', '.join(FORMATS)}.")
    return {"text": render(findings(session, params))}
