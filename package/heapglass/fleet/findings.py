"""What a fleet's numbers say: classes and shapes that grow in many series, and snapshots unlike the others."""

from collections import defaultdict
from typing import Any

import numpy as np

from heapglass.fleet.member import Member

UNUSUAL = 3.5
"""Robust z-scores from here on are outliers (Iglewicz and Hoaglin)."""
CONSISTENT = 0.6745
LEAST_SHARE = 0.01
"""Of the median heap: a class with less is no outlier worth a word."""
LEAST_MEMBERS = 5
"""Fewer snapshots have no usual."""

Rows = list[dict[str, Any]]


def growing(members: list[Member]) -> Rows:
    """Classes that are larger at the end of a series than at its beginning, those that grew most in all first.

    `series`: in how many; `of`: how many series have two snapshots or more; `steady`: the share of steps upwards.
    """
    by_series: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_series[member.series].append(member)
    long = [sorted(each, key=lambda member: member.time) for each in by_series.values() if len(each) > 1]
    grown: dict[str, dict[str, Any]] = {}
    for series in long:
        sizes = [{row["class"]: row for row in member.classes} for member in series]
        for name in {name for each in sizes for name in each}:
            bytes_ = np.array([each[name]["shallow"] if name in each else 0 for each in sizes], np.int64)
            if bytes_[-1] <= bytes_[0]:
                continue
            row = grown.setdefault(
                name, {"class": name, "series": 0, "of": len(long), "bytes": 0, "count": 0, "up": 0, "steps": 0}
            )
            counts = [each[name]["count"] if name in each else 0 for each in sizes]
            row["series"] += 1
            row["bytes"] += int(bytes_[-1] - bytes_[0])
            row["count"] += counts[-1] - counts[0]
            row["up"] += int((np.diff(bytes_) > 0).sum())
            row["steps"] += bytes_.size - 1
    rows = [
        {key: row[key] for key in ("class", "series", "of", "bytes", "count")} | {"steady": row["up"] / row["steps"]}
        for row in grown.values()
    ]
    return sorted(rows, key=lambda row: (-row["bytes"] * row["steady"], row["class"]))


def outliers(members: list[Member]) -> Rows:
    """Snapshots whose heap, or whose bytes of a class, are far from what is usual in the fleet; farthest first."""
    if len(members) < LEAST_MEMBERS:
        return []
    totals = np.array([member.total_size for member in members], np.float64)
    least = LEAST_SHARE * float(np.median(totals))
    columns: dict[str, np.ndarray[Any, np.dtype[np.float64]]] = {"": totals}
    for member in members:
        for row in member.classes:
            if row["shallow"] >= least:
                columns.setdefault(row["class"], np.zeros(len(members)))
    for at, member in enumerate(members):
        for row in member.classes:
            if row["class"] in columns:
                columns[row["class"]][at] += row["shallow"]
    rows = []
    for name, values in columns.items():
        usual = float(np.median(values))
        for at, z in enumerate(robust_z(values).tolist()):
            if abs(z) >= UNUSUAL and abs(values[at] - usual) >= least:
                rows.append(
                    {"url": members[at].url, "class": name, "bytes": int(values[at]), "usual": int(usual), "z": z}
                )
    return sorted(rows, key=lambda row: (-abs(row["z"]), row["url"], row["class"]))


def robust_z(values: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How far each value is from the median, in what are standard deviations if most of them are normal.

    Where more than half are the same, the mean distance stands in for the median one; all the same is 0.
    """
    distance = np.abs(values - np.median(values))
    spread = np.median(distance) / CONSISTENT
    if spread == 0:
        spread = 1.2533 * distance.mean()
    return np.zeros(values.size) if spread == 0 else (values - np.median(values)) / spread
