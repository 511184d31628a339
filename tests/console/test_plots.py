"""Plots hold bars, labels and a name; no script, no style, nothing that a page of ours may not hold."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

from hotline.console.plots import WIDTH, Bar, plot


def drawn(bars: list[Bar], **how: bool) -> ET.Element:
    return ET.fromstring(plot("Calls", bars, 4, **how))


def rects(svg: ET.Element, series: int) -> list[ET.Element]:
    """The bars of a series: 0 is what is known, 1 what is not."""
    groups = [group for group in svg.iter("g") if f"color-{series}" in group.get("class", "")]
    return [rect for group in groups for rect in group.iter("rect")]


def test_a_plot_is_an_image_with_a_name_and_nothing_foreign() -> None:
    svg = drawn([Bar("a", 5), Bar("b", 50)])
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Calls")
    assert {one.tag for one in svg.iter()} <= {"svg", "g", "rect", "path", "text"}
    for one in svg.iter():
        assert not {name for name in one.attrib if name.startswith("on") or name in ("style", "id", "href")}


def test_bars_are_as_high_as_they_say() -> None:
    standing = rects(drawn([Bar("a", 10), Bar("b", 40), Bar("c", 0)]), 0)
    low, high = (float(rect.get("height", 0)) for rect in standing)
    assert round(high / low) == 4
    long, short = (float(one.get("width", 0)) for one in rects(drawn([Bar("a", 10), Bar("b", 40)], lying=True), 0))
    assert round(long / short) == 4


def test_what_is_not_known_is_dashed() -> None:
    svg = drawn([Bar("a", 10), Bar("b", 7, open=True), Bar("c", 0, open=True)])
    assert len(rects(svg, 0)) == 2
    assert len(rects(svg, 1)) == 2


def test_labels_are_few_enough_to_read_and_may_be_of_any_script() -> None:
    days = drawn([Bar(str(day), day) for day in range(1, 32)])
    labels = [text.text for text in days.iter("text")]
    assert "1" in labels
    assert len(labels) < 12
    words = drawn([Bar("بات کے لیے کسی کو چنتے ہوئے", 3), Bar("<b> & 'x'", 4)], lying=True)
    assert {"بات کے لیے کسی کو چنتے ہوئے", "<b> & 'x'"} <= {text.text for text in words.iter("text")}


def test_nothing_at_all_can_be_drawn() -> None:
    assert drawn([Bar("a", 0), Bar("b", 0)]).get("viewBox", "").startswith(f"0 0 {WIDTH}")


def test_three_years_are_drawn_at_once() -> None:
    """36 months: what a page draws. The bench has the figure; this is for whoever makes it ten times slower."""
    bars = [Bar(f"{at}", 30_000 + at) for at in range(36)]
    plot("warm", bars, 4)
    begun = time.thread_time()
    plot("Calls", bars, 4)
    assert time.thread_time() - begun < 0.3
