"""Whether a program's heap stayed within its budget: what a CI job asks of two snapshots or more."""

import re
from dataclasses import dataclass, field
from typing import Any

from heapglass.heap import Heap
from heapglass.snapshot.errors import HeapglassError

UNITS = {"": 1, "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000}
SIZE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([kmg]?b?)", re.IGNORECASE)


class BadBudgetError(HeapglassError):
    """A budget that cannot be understood."""

    kind = "bad-budget"


@dataclass(slots=True)
class Budget:
    """What may grow from the first snapshot to the last, and how far; None: as far as it likes.

    `growth` is in bytes; `growth_rate` is growth by the size of the first snapshot; `classes` are limits by class name:
    `("+", 100)` allows 100 more objects than in the first, `("", 100)` no more than 100 in all. `findings` is the
    worst severity of a leak finding that passes.
    """

    growth: int | None = None
    growth_rate: float | None = None
    classes: dict[str, tuple[str, int]] = field(default_factory=dict)
    findings: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the result: what was measured, what was allowed, and whether it held."""

    name: str
    measured: str
    allowed: str
    ok: bool


def parse_size(text: str) -> int:
    """`5MB`, `300 kB`, `1e6` bytes. Raises BadBudgetError."""
    match = SIZE.fullmatch(text.strip())
    if match is None:
        raise BadBudgetError("bad-size", f"{text!r} is not a size: 5MB, 300kB or a number of bytes.", found=text)
    unit = match[2].lower()
    return round(float(match[1]) * UNITS.get(unit, UNITS.get(unit + "b", 1)))


def parse_class_limit(text: str) -> tuple[str, tuple[str, int]]:
    """`Session:+100` (at most 100 more) or `Session:100` (at most 100). Raises BadBudgetError."""
    name, _, limit = text.rpartition(":")
    if not name or not re.fullmatch(r"\+?\d+", limit):
        raise BadBudgetError(
            "bad-class-limit", f"{text!r} is not a class limit: Session:+100 or Session:100.", found=text
        )
    return name, ("+" if limit.startswith("+") else "", int(limit.removeprefix("+")))


def budget_from(settings: dict[str, Any]) -> Budget:
    """A budget from a TOML table: `max-growth`, `max-growth-rate`, `max-severity`, `[classes]`.

    Raises BadBudgetError.
    """
    unknown = set(settings) - {"max-growth", "max-growth-rate", "max-severity", "classes"}
    if unknown:
        raise BadBudgetError("unknown-setting", f"There is no setting {min(unknown)!r}.", found=min(unknown))
    classes = settings.get("classes", {})
    if not isinstance(classes, dict):
        raise BadBudgetError("bad-classes", "[classes] is a table of class names and limits.", found=str(classes))
    growth, rate = settings.get("max-growth"), settings.get("max-growth-rate")
    severity = settings.get("max-severity")
    if severity is not None and severity not in SEVERITIES:
        raise BadBudgetError("bad-severity", f"{severity!r} is none of {', '.join(SEVERITIES)}.", found=str(severity))
    return Budget(
        growth=None if growth is None else parse_size(str(growth)),
        growth_rate=None if rate is None else float(rate),
        classes=dict(parse_class_limit(f"{name}:{limit}") for name, limit in classes.items()),
        findings=severity,
    )


SEVERITIES = ("none", "notice", "warning", "critical")


def check_budget(heaps: list[Heap], budget: Budget, findings: list[dict[str, Any]]) -> list[Check]:
    """Every line of the budget, measured from the first heap to the last. `findings` are those of a report."""
    first, last = heaps[0], heaps[-1]
    growth = last.total_size - first.total_size
    checks: list[Check] = []
    if budget.growth is not None:
        checks.append(Check("growth", f"{growth:+,} bytes", f"{budget.growth:+,} bytes", growth <= budget.growth))
    if budget.growth_rate is not None:
        rate = growth / first.total_size if first.total_size else 0.0
        checks.append(Check("growth rate", f"{rate:.3f}", f"{budget.growth_rate:.3f}", rate <= budget.growth_rate))
    for name, (sign, limit) in sorted(budget.classes.items()):
        count = _count(last, name) - (_count(first, name) if sign else 0)
        checks.append(Check(f"class {name}", f"{count:{'+,' if sign else ','}}", f"{sign}{limit:,}", count <= limit))
    if budget.findings is not None:
        worst = max((SEVERITIES.index(found["severity"]) for found in findings), default=0)
        allowed = SEVERITIES.index(budget.findings)
        checks.append(Check("findings", SEVERITIES[worst], budget.findings, worst <= allowed))
    return checks


def _count(heap: Heap, name: str) -> int:
    return sum(row.count for row in heap.summary() if row.name == name)
