"""The picture of the flows shows every step once, and nothing lies on top of anything else."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from callers import DEMO, FLOWS, LIVE

from hotline.core.flow import Act, Channel, Connect, End, Flow
from hotline.flows.check import reachable
from hotline.flows.draw import WIDTH, draw, wrap
from hotline.prompts.words import Words

SVG = "{http://www.w3.org/2000/svg}"
EVERY_PICTURE = pytest.mark.parametrize(
    ("flow", "channel", "language"),
    [(flow, *one) for flow in FLOWS for one in
     (("voice", "ur"), ("voice", "en"), ("sms", "ur"), ("sms", "ur_Latn"), ("sms", "en"))],
)  # fmt: skip


def boxes(svg: str) -> dict[str, tuple[int, int, int]]:
    """Each step with the left and the top of its box and its height."""
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        x, y = map(int, re.findall(r"\d+", group.get("transform", "")))
        height = int(group.find(f"{SVG}rect").get("height"))
        assert group.get("id") not in found
        found[group.get("id")] = (x, y, height)
    return found


@EVERY_PICTURE
def test_every_step_is_drawn_once_and_apart(flow: Flow, channel: Channel, language: str, words: Words):
    """No step is missing, none is drawn twice, no two boxes touch, and all lie on the paper."""
    svg = draw(flow, words.template, channel, language)
    found = boxes(svg)
    assert found.keys() == reachable(flow, channel)
    for (x, y, height), (other_x, other_y, other_height) in combinations(found.values(), 2):
        beside = abs(x - other_x) > WIDTH
        assert beside or y + height < other_y or other_y + other_height < y
    paper = ElementTree.fromstring(svg)
    assert max(x for x, _, _ in found.values()) + WIDTH < int(paper.get("width"))
    assert max(y + height for _, y, height in found.values()) < int(paper.get("height"))


@EVERY_PICTURE
def test_every_name_leads_to_a_box(flow: Flow, channel: Channel, language: str, words: Words):
    """What is only named can be clicked, and the click arrives."""
    svg = draw(flow, words.template, channel, language)
    names = set(re.findall(r'href="#([^"]*)"', svg))
    assert names
    assert names <= boxes(svg).keys()


def test_urdu_runs_from_right_to_left(words: Words):
    assert 'direction="rtl"' in draw(LIVE, words.template, "voice", "ur")
    assert "rtl" not in draw(LIVE, words.template, "sms", "ur_Latn")


def test_a_box_shows_what_its_step_is(words: Words):
    """Ringing, doing and ending look like nothing else."""
    root = ElementTree.fromstring(draw(DEMO, words.template, "voice", "en"))
    looks: dict[str, set[type]] = {}
    for group in root.iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        look = "/".join(rect.get(name, "") for name in ("rx", "fill", "stroke-dasharray"))
        looks.setdefault(look, set()).add(type(DEMO.steps[group.get("id")]))
    for kind in (Connect, Act, End):
        assert {kind} in looks.values()


def test_words_with_markup_in_them_do_no_harm():
    """A sentence with a sign that means something in SVG is shown as it is."""
    svg = draw(LIVE, lambda *_: 'a < b & "c"', "voice", "en")
    assert 'a < b & "c"' in {element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def test_missing_words_are_shown_by_their_name():
    assert "[menu_talk]" in draw(LIVE, lambda *_: None, "voice", "en")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("one", ["one"]), ("one two", ["one two"]), ("a " * 60, 3), ("x" * 200, 1)],
)
def test_words_are_wrapped_between_words(text: str, lines: list[str] | int):
    found = wrap(text, 200, 13)
    assert (found if isinstance(lines, list) else len(found) >= lines) in (lines, True)
    assert " ".join(found) == text.strip()
