"""Plots as SVG, drawn by pygal: bars and nothing else.

What pygal adds for scripts and styles is taken out: our pages allow neither inside, and bring the colours themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pygal
from pygal.style import Style

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 400, 170
TEXT = 13
ROW = 24  # height of a bar that lies
MOST_LABELS = 6  # below the bars; more would not be read on a phone
FRACTION = re.compile(r"\d+\.\d+")
DROPPED = ("defs", "desc", "title")
PLAIN: dict[str, Any] = {
    "css": [], "js": [], "show_legend": False, "margin": 4, "spacing": 4, "pretty_print": False, "strict": True,
    "show_x_guides": False, "truncate_label": -1, "y_labels_major_count": 3,
    "style": Style(label_font_size=TEXT, major_label_font_size=TEXT),  # it reckons with it, though it does not set it
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how high. One that is `open` is at least so high: a dashed piece stands on it."""

    label: str
    value: int
    open: bool = False


def plot(title: str, bars: Sequence[Bar], unknown: int, *, lying: bool = False) -> str:
    """The bars as an SVG element. `lying` bars have their labels beside them: for words rather than hours."""
    kind = pygal.HorizontalStackedBar if lying else pygal.StackedBar
    size = {"width": WIDTH, "height": ROW * len(bars) + 40 if lying else HEIGHT}
    chart = kind(**PLAIN, **size, show_minor_x_labels=False, show_minor_y_labels=lying)
    ordered = list(reversed(bars)) if lying else list(bars)
    chart.x_labels = [bar.label for bar in ordered]
    if not lying:
        chart.x_labels_major = [bar.label for bar in ordered[:: -(-len(ordered) // MOST_LABELS)]]
    chart.add("shown", [bar.value for bar in ordered])
    chart.add("hidden", [unknown if bar.open else 0 for bar in ordered])
    return _bare(chart.render_tree(), title)


def _bare(root: Any, title: str) -> str:
    """The drawing alone, as an image with a name. Empty bars are left out."""
    for parent in list(root.iter()):
        for child in list(parent):
            name = str(child.tag).removeprefix(SVG)
            empty = name == "rect" and "reactive" in child.get("class", "") and _is_flat(child)
            if child.tag is ET.Comment or name in DROPPED or "overlay" in child.get("class", "") or empty:
                parent.remove(child)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, FRACTION.sub(lambda found: f"{float(found[0]):.1f}", value))
    root.attrib.pop("id", None)
    root.set("class", "plot")
    root.set("role", "img")
    root.set("aria-label", title)
    ET.register_namespace("", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode").replace(' xmlns="http://www.w3.org/2000/svg"', "")


def _is_flat(rect: Any) -> bool:
    return min(float(rect.get("width", 0)), float(rect.get("height", 0))) == 0
