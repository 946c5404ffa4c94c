"""What a report says, as plain data: every renderer starts from this."""

from typing import Any

from heapglass.analysis.comparison import Comparison
from heapglass.analysis.suspects.find import find_suspects
from heapglass.analysis.suspects.finding import Finding
from heapglass.analysis.suspects.growth import find_growth, growth_facts
from heapglass.analysis.suspects.prose import plain, size, tell
from heapglass.heap import Heap
from heapglass.report.words import WORDS

CLASSES = 25
MOST_NODES = 20

Data = dict[str, Any]


def report_on(heap: Heap, names: list[str], earlier: list[Heap], language: str = "en") -> Data:
    """A report on `heap`, the last of the snapshots `names`, with what came since the `earlier` ones, if any."""
    comparisons = [heap.comparison(base) for base in earlier]
    return report_data(heap, names, comparisons, language)


def report_data(heap: Heap, names: list[str], comparisons: list[Comparison], language: str = "en") -> Data:
    """A report as data: the snapshot's size, its findings (worst first), its largest classes.

    `names` are the files', the last one that of `heap`; `comparisons` are of `heap` with each of the others. Sizes are
    bytes. Texts are plain; `…_parts` are the same with the nodes they speak of, for a page to link.
    """
    findings = find_growth(heap, comparisons) if comparisons else find_suspects(heap)
    return {
        "language": language,
        "snapshot": {
            "name": names[-1],
            "earlier": names[:-1],
            "total_size": heap.total_size,
            "node_count": heap.node_count,
            "edge_count": heap.edge_count,
            "extra_native_bytes": heap.snapshot.header.extra_native_bytes,
        },
        "growth": growth_facts(heap, comparisons[0]) if comparisons else None,
        "findings": [finding_data(heap, finding, language) for finding in findings],
        "classes": [
            {"name": row.name, "count": row.count, "shallow": row.shallow, "retained": row.retained}
            for row in heap.summary()[:CLASSES]
        ],
    }


def head_lines(report: Data) -> list[str]:
    """The sentences a report begins with: how big the heap is, and what came and went."""
    words, snapshot, growth = WORDS[report["language"]], report["snapshot"], report["growth"]
    lines = [
        words["heap"].format(
            total=size(snapshot["total_size"]),
            nodes=f"{snapshot['node_count']:,}",
            edges=f"{snapshot['edge_count']:,}",
        )
    ]
    if growth:
        sizes = {key: size(value) for key, value in growth.items()}
        lines.append(words["growth"].format(earlier=snapshot["earlier"][0], **sizes))
    return lines


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
        "within": finding.within,
        "evidence": {key: value for key, value in finding.evidence.items() if key not in ("links", "holder", "sample")},
    }
