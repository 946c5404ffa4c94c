"""What a report says, as plain data: every renderer starts from this."""

from dataclasses import asdict
from typing import Any

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.suspects.find import look_for_suspects
from heapglass.analysis.suspects.finding import Finding
from heapglass.analysis.suspects.growth import look_for_growth
from heapglass.analysis.suspects.growth_split import split_growth
from heapglass.analysis.suspects.looking import Looking, Search
from heapglass.analysis.suspects.prose import Branch, plain, tell
from heapglass.analysis.suspects.trend import HEAP_LIMIT, Series, Trend, find_trend
from heapglass.heap import Heap
from heapglass.report.opening import opening

CLASSES = 25
DELTAS = 15
MOST_NODES = 20
LONGEST = 1000
"""Characters of a text."""
ORDINALS = ("links", "holder", "sample", "container", "also", "callback", "keeper")
"""Evidence that names nodes by ordinal: the words have them with their ids."""

Data = dict[str, Any]


def report_on(
    heap: Heap, names: list[str], earlier: list[Heap], language: str = "en", heap_limit: int = HEAP_LIMIT
) -> Data:
    """A report on `heap`, the last of the snapshots `names`, with what came since the `earlier` ones, if any."""
    comparisons = [heap.comparison(base) for base in earlier]
    return report_data(
        heap, names, comparisons, Search(lambda: look(heap, comparisons)).findings(), language, heap_limit
    )


def look(heap: Heap, comparisons: list[Comparison]) -> Looking:
    """What a report's findings come of: the heap alone, or what came since earlier snapshots, if there are any."""
    return look_for_growth(heap, comparisons) if comparisons else look_for_suspects(heap)


def report_data(
    heap: Heap,
    names: list[str],
    comparisons: list[Comparison],
    findings: list[Finding],
    language: str = "en",
    heap_limit: int = HEAP_LIMIT,
) -> Data:
    """A report as data: the snapshot's size, its findings (worst first), its largest classes.

    `names` are the files', the last one that of `heap`; `comparisons` are of `heap` with each of the others, and the
    `findings` come of those (`look`). Sizes are bytes. Texts are plain; `…_parts` are the same with the nodes they
    speak of, for a page to link.
    """
    report: Data = {
        "language": language,
        "snapshot": {
            "name": names[-1],
            "earlier": names[:-1],
            "total_size": heap.total_size,
            "node_count": heap.node_count,
            "edge_count": heap.edge_count,
            "extra_native_bytes": heap.snapshot.header.extra_native_bytes,
        },
        "statistics": asdict(heap.statistics),
        "growth": growth_data(heap, comparisons[0], findings) if comparisons else None,
        "trend": None,
        "findings": [finding_data(heap, finding, language) for finding in findings],
        "classes": [
            {"name": row.name, "count": row.count, "shallow": row.shallow, "retained": row.retained}
            for row in heap.summary()[:CLASSES]
        ],
    }
    if len(comparisons) > 1:
        report["trend"] = trend_data(heap, find_trend(heap, comparisons, findings, names, heap_limit))
    sentences = opening(report)
    whole = report | {"opening_parts": sentences, "opening": [plain(sentence) for sentence in sentences]}
    cut: Data = shortened(whole)
    return cut


def shortened(told: Any) -> Any:
    """The same with texts cut in the middle that nobody would read to the end: a name may have megabytes."""
    if isinstance(told, str):
        return told if len(told) <= LONGEST else f"{told[: LONGEST - 101]}…{told[-100:]}"
    if isinstance(told, dict):
        return {key: shortened(value) for key, value in told.items()}
    return [shortened(value) for value in told] if isinstance(told, (list, tuple)) else told


def growth_data(heap: Heap, made: Comparison, findings: list[Finding]) -> Data:
    """What came and went since the base: told apart by cause, and by class."""
    parts = split_growth(heap, made, findings)
    rows = sorted(made.rows(), key=lambda row: -abs(row.size_delta))[:DELTAS]
    return {
        "added_bytes": int(made.added_size.sum()),
        "removed_bytes": int(made.removed_size.sum()),
        "parts": [asdict(part) for part in parts],
        "classes": [asdict(row) | {"count_delta": row.count_delta, "size_delta": row.size_delta} for row in rows],
    }


def trend_data(heap: Heap, trend: Trend) -> Data:
    """What grew in every step, at what rate, and how long the heap would last."""
    return asdict(trend) | {
        "per_step": trend.per_step,
        "per_second": trend.per_second,
        "classes": [_series(heap, trend, series) for series in trend.classes],
        "containers": [_series(heap, trend, series) for series in trend.containers],
    }


def _series(heap: Heap, trend: Trend, series: Series) -> Data:
    last = trend.seconds[-1] if trend.seconds else None
    grown = series.sizes[-1] - series.sizes[0]
    return asdict(series) | {
        "id": None if series.node is None else int(heap.ids[series.node]),
        "per_step": series.per_step,
        "per_second": grown / last if last else None,
    }


def finding_data(heap: Heap, finding: Finding, language: str = "en") -> Data:
    """One finding, with its words."""
    told = tell(heap, finding, language)
    node = heap.node(finding.node)
    return {
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "bytes": finding.bytes,
        "share": finding.share,
        "count": finding.count,
        "class_name": finding.class_name,
        "node": {"ordinal": finding.node, "id": node.id, "name": node.name[:200], "class_name": node.class_name},
        "nodes": [int(heap.ids[n]) for n in finding.evidence.get("links", [finding.node])[:MOST_NODES]],
        "title": plain(told.title),
        "title_parts": told.title,
        "text": [plain(sentence) for sentence in told.text],
        "text_parts": told.text,
        "advice": told.advice,
        "path": [plain(phrase) for phrase in told.path],
        "path_parts": told.path,
        "tree": [branch_data(branch) for branch in told.tree],
        "within": finding.within,
        "evidence": {key: value for key, value in finding.evidence.items() if key not in ORDINALS},
    }


def branch_data(branch: Branch) -> Data:
    """A place in the tree of merged paths: how many objects are kept through it, and by what."""
    return {
        "count": branch.count,
        "text": plain(branch.phrase),
        "parts": branch.phrase,
        "children": [branch_data(child) for child in branch.children],
    }
