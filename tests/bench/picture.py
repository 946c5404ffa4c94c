"""The figures as a picture for people who have not started it yet: bars for time and memory, drawn as SVG."""

from dataclasses import dataclass
from html import escape

WIDTH = 760
LEFT, BAR, GAP, GROUP = 84, 13, 3, 16
STYLE = """
    .page { fill: #ffffff } text { fill: #24292f; font: 13px system-ui, sans-serif }
    .quiet { fill: #57606a } .title { font-size: 15px; font-weight: 600 } .figure { font-variant-numeric: tabular-nums }
    .ours { fill: #0f7b8a } .theirs { fill: #afb8c1 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117 } text { fill: #e6edf3 } .quiet { fill: #8d96a0 }
      .ours { fill: #4cc2d0 } .theirs { fill: #545d68 }
    }"""


@dataclass(frozen=True, slots=True)
class Bars:
    """One group: heapglass' figure and DevTools', None where it failed."""

    label: str
    ours: float | None
    theirs: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One quantity: groups of bars on one scale."""

    title: str
    unit: str
    groups: list[Bars]


def picture(panels: list[Panel], note: str) -> str:
    """Panels side by side, a legend above them and a note below, as an SVG document."""
    column = WIDTH / len(panels)
    parts = [part for at, panel in enumerate(panels) for part in _panel(panel, at * column, column)]
    height = 76 + max(len(panel.groups) for panel in panels) * (2 * BAR + GAP + GROUP) + 24
    words = ". ".join(_in_words(panel) for panel in panels)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img">',
            f"  <title>{escape(words)}</title>",
            f"  <style>{STYLE}</style>",
            f'  <rect class="page" width="{WIDTH}" height="{height}" rx="6"/>',
            '  <rect class="ours" x="16" y="16" width="12" height="12" rx="2"/><text x="34" y="27">heapglass</text>',
            '  <rect class="theirs" x="116" y="16" width="12" height="12" rx="2"/>',
            '  <text x="134" y="27">Chrome DevTools</text>',
            *parts,
            f'  <text class="quiet" x="16" y="{height - 12}">{escape(note)}</text>',
            "</svg>\n",
        ]
    )


def _panel(panel: Panel, x: float, width: float) -> list[str]:
    most = max(value for group in panel.groups for value in (group.ours, group.theirs) if value is not None)
    room = width - LEFT - 70
    parts = [f'  <text class="title" x="{x + 16:.0f}" y="58">{escape(panel.title)}</text>']
    y = 76.0
    for group in panel.groups:
        parts.append(f'  <text x="{x + 16:.0f}" y="{y + BAR + 5:.0f}">{escape(group.label)}</text>')
        for kind, value in (("ours", group.ours), ("theirs", group.theirs)):
            length = 0.0 if value is None else max(1.5, value / most * room)
            said = "fails" if value is None else f"{_rounded(value)} {panel.unit}"
            parts.append(
                f'  <rect class="{kind}" x="{x + LEFT:.0f}" y="{y:.0f}" width="{length:.1f}" height="{BAR}" rx="2"/>'
                f'<text class="figure" x="{x + LEFT + length + 6:.1f}" y="{y + BAR - 2:.0f}">{said}</text>'
            )
            y += BAR + GAP
        y += GROUP - GAP
    return parts


def _rounded(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}" if value < 20 else f"{value:,.0f}"


def _in_words(panel: Panel) -> str:
    groups = [
        f"{group.label}: {_rounded(group.ours)} {panel.unit} against {_rounded(group.theirs)} {panel.unit}"
        for group in panel.groups
        if group.ours is not None and group.theirs is not None
    ]
    return f"{panel.title}, heapglass against Chrome DevTools: {'; '.join(groups)}"
