"""A log's triage as plain data, for the page and the terminal."""

from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np

from heapglass.triage.judged import Judged
from heapglass.triage.limits import Deadline
from heapglass.triage.measures import rule_of
from heapglass.triage.model import Reading, Remark, Unread
from heapglass.triage.one_clock import F64
from heapglass.triage.processes import Process, processes_of
from heapglass.triage.prose import (
    deadline_in_words,
    evidence_in_words,
    measure_in_words,
    plain,
    remark_in_words,
    tell,
    words_in,
)
from heapglass.triage.readers import read_log
from heapglass.triage.reconcile import process_size
from heapglass.triage.series import Series, Track, timeline_of
from heapglass.triage.text import text_of
from heapglass.triage.trend import Trend
from heapglass.triage.verdict import Kind, Verdict, verdict_on

MOST_POINTS = 500
MOST_SHOWN = 20
LONGEST_NAME = 200

Answer = dict[str, Any]


def triage_text(name: str, data: bytes, language: str = "en", limit: float | None = None) -> Answer:
    """What a log says about leaks: everything the page shows of it, as JSON-able data. It raises nothing for any bytes.

    `limit` is how many bytes the process may have, where the log does not say. Sizes are bytes, times seconds (from
    `origin` on if that is given, else from the start), or numbers of samples where `clock` is "samples". Each text
    comes twice: plain, with backticks around names, and as parts (`str`, or `{"code": str}`).

        {name, size, line_count, language,
         formats: [{format, records}],                      # what was recognised
         unread: {count, shown: [{line, format, text}]},    # lines that look like a format and cannot be read
         remarks: [{key, line, text, text_parts}],          # Total that is wrong, processes left out …
         title, text,                                       # of the worst process; or that nothing was found
         processes: [{                                      # those with most records first; [] if nothing was found
            name,                                           # pid or container, "" if the log has none
            formats: [str], platform,                       # "node" | "harmony" | "container" | "linux"
            clock, origin,                                  # "epoch" | "elapsed" | "samples"; since 1970, or null
            series: [{measure, track, label, label_parts, side, format, clock, estimated, main, count,
                      first, last, least, most, time: [float], value: [float],      # ≤ 500 points
                      trend: {start, end, first, last, slope, low, high, noise, points, confidence, shape} | null,
                      grows}],
            collections: [{track, clock, estimated, count, time: [float], full: [bool], pause: [float | null],
                           before: [float | null], after: [float | null], utilisation: [float | null]}],  # ≤ 500 each
            gc: {full, young, forced, external, pause, share, utilisation, freed, thrashing} | null,
            limits: [{reach, bytes, line}],                 # "js-heap" | "process"
            size: {heap_used, heap_total, external, rss},   # last known, each may be null
            verdict: {kind, confidence, subject, also: [str], known: [str], title, title_parts,
                      text: [str], text_parts: [[…]], next: [str], next_parts: [[…]],
                      deadline: {reach, limit, given, measure, clock, left, soonest, latest, reached, text} | null,
                      evidence: [{key, facts, text, text_parts}]}}]}
    """
    text = text_of(data)
    reading = read_log(text)
    processes, left_out = processes_of(reading)
    if left_out:
        reading.remarks.append(Remark("processes", 0, {"count": left_out}))
    words = words_in(language)
    told = [_process(process, language, limit) for process in processes]
    worst = max(told, key=_urgency, default=None)
    return {
        "name": name[:LONGEST_NAME],
        "size": len(data),
        "line_count": len(text.lines) - (text.lines[-1] == ""),
        "language": language,
        "formats": _formats(reading),
        "unread": {"count": reading.unread_count, "shown": [_unread(one) for one in reading.unread[:MOST_SHOWN]]},
        "remarks": [_remark(one, language) for one in reading.remarks[:MOST_SHOWN]],
        "title": worst["verdict"]["title"] if worst else words["nothing.title"],
        "text": worst["verdict"]["text"][0] if worst else words["nothing.text"],
        "processes": told,
    }


def _process(process: Process, language: str, limit: float | None) -> Answer:
    timeline = timeline_of(process)
    verdict = verdict_on(process, timeline, limit)
    size_now = process_size(timeline)
    judged = {(one.measure, one.track): one for one in verdict.judged}
    return {
        "name": process.name[:LONGEST_NAME],
        "formats": sorted(form.value for form in process.formats),
        "platform": verdict.platform.value,
        "clock": timeline.clock.value,
        "origin": timeline.origin,
        "series": [_series(one, judged.get((one.measure, one.track)), verdict, language) for one in timeline.series],
        "collections": [_collections(track) for track in timeline.tracks],
        "gc": _load(verdict),
        "limits": [{"reach": one.reach.value, "bytes": one.bytes, "line": one.line} for one in process.limits],
        "size": {
            "heap_used": size_now.heap_used,
            "heap_total": size_now.heap_total,
            "external": size_now.external,
            "rss": size_now.rss,
        },
        "verdict": _verdict(verdict, language),
    }


def _verdict(verdict: Verdict, language: str) -> Answer:
    told = tell(verdict, language)
    subject = verdict.subject
    return {
        "kind": verdict.kind.value,
        "confidence": round(verdict.confidence, 3),
        "subject": subject and {"measure": str(subject.measure), "track": subject.track, "side": subject.side.value},
        "also": [str(one.measure) for one in verdict.also],
        "known": [side.value for side in verdict.known],
        "title": plain(told.title),
        "title_parts": told.title,
        "text": [plain(sentence) for sentence in told.text],
        "text_parts": told.text,
        "next": [plain(step) for step in told.next],
        "next_parts": told.next,
        "deadline": _deadline(verdict.deadline, language) if verdict.deadline else None,
        "evidence": [
            {
                "key": one.key,
                "facts": {
                    name: str(value) if isinstance(value, str) else _number(value) for name, value in one.facts.items()
                },
                "text": plain(evidence_in_words(one, language)),
                "text_parts": evidence_in_words(one, language),
            }
            for one in verdict.evidence
        ],
    }


def _deadline(deadline: Deadline, language: str) -> Answer:
    return {
        "reach": deadline.reach.value,
        "limit": deadline.limit,
        "given": deadline.given,
        "measure": str(deadline.measure),
        "clock": deadline.clock.value,
        "left": _number(deadline.left),
        "soonest": _number(deadline.soonest),
        "latest": _number(deadline.latest),
        "reached": deadline.reached,
        "text": plain(deadline_in_words(deadline, language)),
    }


def _series(series: Series, judged: Judged | None, verdict: Verdict, language: str) -> Answer:
    time, value = _thinned(series.time, series.value)
    label = measure_in_words(series.measure, series.track, language)
    told = {(one.measure, one.track) for one in (verdict.subject, *verdict.also) if one}
    return {
        "measure": str(series.measure),
        "track": series.track[:LONGEST_NAME],
        "label": plain(label),
        "label_parts": label,
        "side": rule_of(series.measure).side.value,
        "format": series.format.value,
        "clock": series.clock.value,
        "estimated": series.estimated,
        "main": (series.measure, series.track) in told or (judged is not None and judged.tells),
        "count": int(series.value.size),
        "first": float(series.value[0]),
        "last": float(series.value[-1]),
        "least": float(series.value.min()),
        "most": float(series.value.max()),
        "time": _numbers(time),
        "value": _numbers(value),
        "trend": _trend(judged.trend) if judged and judged.trend else None,
        "grows": bool(judged and judged.grows),
    }


def _trend(trend: Trend) -> Answer:
    return {
        "points": trend.points,
        "start": _number(trend.start),
        "end": _number(trend.end),
        "first": _number(trend.first),
        "last": _number(trend.last),
        "slope": _number(trend.slope),
        "low": _number(trend.low),
        "high": _number(trend.high),
        "noise": _number(trend.noise),
        "confidence": round(trend.confidence, 4),
        "shape": trend.shape.value,
    }


def _collections(track: Track) -> Answer:
    shown = np.linspace(0, track.time.size - 1, min(track.time.size, MOST_POINTS)).astype(np.intp)
    return {
        "track": track.name[:LONGEST_NAME],
        "clock": track.clock.value,
        "estimated": track.estimated,
        "count": int(track.time.size),
        "time": _numbers(track.time[shown]),
        "full": track.full[shown].tolist(),
        "pause": _numbers(track.pause[shown]),
        "before": _numbers(track.before[shown]),
        "after": _numbers(track.after[shown]),
        "utilisation": _numbers(track.utilisation[shown]),
    }


def _load(verdict: Verdict) -> Answer | None:
    load = verdict.load
    if load is None:
        return None
    return {
        "full": load.full,
        "young": load.young,
        "forced": load.forced,
        "external": load.external,
        "pause": _number(load.pause),
        "share": _number(load.share),
        "utilisation": _number(load.utilisation),
        "freed": _number(load.freed),
        "thrashing": load.thrashing,
    }


def _formats(reading: Reading) -> list[Answer]:
    return [{"format": form.value, "records": count} for form, count in reading.records().items()]


def _unread(unread: Unread) -> Answer:
    return {"format": unread.format.value, "line": unread.line, "text": unread.text}


def _remark(remark: Remark, language: str) -> Answer:
    parts = remark_in_words(remark, language)
    return {"key": remark.key, "line": remark.line, "text": plain(parts), "text_parts": parts}


def _urgency(process: Answer) -> tuple[int, float]:
    """The worst first: what grows, then what stands still, then what cannot be said."""
    verdict = process["verdict"]
    order = (Kind.NO_LEAK, Kind.TOO_LITTLE, Kind.RSS_ONLY, Kind.PROCESS, Kind.THRASHING)
    return (order.index(verdict["kind"]) if verdict["kind"] in order else len(order), verdict["confidence"])


def _thinned(time: F64, value: F64) -> tuple[F64, F64]:
    """At most MOST_POINTS points that keep the peaks: the least and the greatest of each block."""
    if value.size <= MOST_POINTS:
        return time, value
    edges = np.linspace(0, value.size, MOST_POINTS // 2 + 1).astype(np.int64).tolist()
    kept: list[int] = []
    for begin, end in pairwise(edges):
        ends = {begin + int(np.argmin(value[begin:end])), begin + int(np.argmax(value[begin:end]))}
        kept += sorted(ends)
    return time[kept], value[kept]


def _numbers(values: F64) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _number(value: float) -> float | None:
    """A number that JSON can carry, no longer than anybody can see."""
    return float(f"{value:.12g}") if isfinite(value) else None
