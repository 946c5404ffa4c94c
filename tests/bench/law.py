"""How time and memory grow with a heap: a line through the sizes, and what it says in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


def elements(file: Path) -> int:
    """Nodes and edges of a snapshot together, as its header counts them."""
    with file.open("rb") as source:
        head = source.read(1 << 16)
    counts = [re.search(rb'"%s_count":\s*(\d+)' % what, head) for what in (b"node", b"edge")]
    return sum(int(count[1]) for count in counts if count)


@dataclass(frozen=True, slots=True)
class Law:
    """`value = start + slope · elements`, by least squares.

    `power`: what is above the start grows with this power of the elements, between the two largest sizes.
    """

    start: float
    slope: float
    r2: float
    power: float

    def at(self, count: float) -> float:
        return self.start + self.slope * count

    @property
    def is_linear(self) -> bool:
        return self.r2 > 0.99 and self.power < 1.1

    def in_words(self, what: str, unit: str, per_element: str) -> str:
        """A sentence such as "time: 190 ms + 61 ns a node or edge (R² 0.999): linear"."""
        verdict = "linear" if self.is_linear else "not linear"
        return (
            f"{what}: {self.start:,.0f} {unit} + {per_element} a node or edge (R² {self.r2:.4f}). Beyond the start "
            f"it grows with the power {self.power:.2f} of the heap, between the two largest sizes: {verdict}."
        )


def fit(counts: Sequence[int], values: Sequence[float]) -> Law:
    """The law of at least three sizes."""
    x, y = np.array(counts, float), np.array(values, float)
    slope, start = np.polyfit(x, y, 1)
    spread = float(((y - y.mean()) ** 2).sum())
    r2 = 1 - float(((y - start - slope * x) ** 2).sum()) / spread if spread else 1.0
    last = np.argsort(x)[-2:]
    above = np.maximum(y[last] - start, 1e-9)
    power = float(np.diff(np.log(above))[0] / np.diff(np.log(x[last]))[0])
    return Law(float(start), float(slope), r2, power)
