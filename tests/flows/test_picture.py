"""The pictures of the flow show every step once, and nothing lies on top of anything else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

import pytest
from callers import DEMO, FLOWS, LIVE

from hotline.core.flow import Act, Channel, Connect, End, Flow
from hotline.flows.chapters import chapters
from hotline.flows.check import reachable
from hotline.flows.draw import WIDTH, Picture, Text, draw, wrap
from hotline.flows.layout import COLUMNS
from hotline.prompts.words import Words

SVG = "{http://www.w3.org/2000/svg}"
EVERY_WAY = [
    (flow, *one) for flow in FLOWS for one in
    (("voice", "ur"), ("voice", "en"), ("sms", "ur"), ("sms", "ur_Latn"), ("sms", "en"))
]  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """The pictures of a flow on a channel in a language, and the boxes of each."""

    flow: Flow
    channel: Channel
    pictures: dict[str, str]
    boxes: dict[str, dict[str, tuple[int, int, int]]]


@pytest.fixture(scope="module", params=EVERY_WAY, ids=lambda way: "-".join(way[1:]))
def drawn(request: pytest.FixtureRequest, words: Words) -> Drawn:
    flow, channel, language = request.param
    found = pictures(flow, words.template, channel, language)
    return Drawn(flow, channel, found, {name: boxes(svg) for name, svg in found.items()})


def pictures(flow: Flow, text: Text, channel: Channel, language: str) -> dict[str, str]:
    """The picture of each service."""
    found = chapters(flow, channel)
    homes = {step: name for name, steps in found.items() for step in steps}
    return {
        name: draw(Picture(flow, name, steps, text, channel, language, "{}!".format, homes))
        for name, steps in found.items()
    }


def picture(flow: Flow, service: str, text: Text, channel: Channel = "voice", language: str = "en") -> str:
    return pictures(flow, text, channel, language)[service]


def boxes(svg: str) -> dict[str, tuple[int, int, int]]:
    """Each step with the left and the top of its box and its height."""
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        x, y = map(int, re.findall(r"\d+", group.get("transform", "")))
        height = int(group.find(f"{SVG}rect").get("height"))
        assert group.get("id") not in found
        found[group.get("id")] = (x, y, height)
    return found


def test_every_step_is_drawn_once_and_apart(drawn: Drawn):
    """No step is missing, none is in two pictures, no two boxes touch, and all lie on the paper."""
    steps = [step for found in drawn.boxes.values() for step in found]
    assert sorted(steps) == sorted(reachable(drawn.flow, drawn.channel))
    for name, svg in drawn.pictures.items():
        found = drawn.boxes[name]
        for (x, y, height), (other_x, other_y, other_height) in combinations(found.values(), 2):
            beside = abs(x - other_x) > WIDTH
            assert beside or y + height < other_y or other_y + other_height < y
        paper = ElementTree.fromstring(svg)
        assert max(x for x, _, _ in found.values()) + WIDTH < int(paper.get("width"))
        assert max(y + height for _, y, height in found.values()) < int(paper.get("height"))


def test_every_name_leads_to_a_box(drawn: Drawn):
    """What is only named can be clicked, and the click arrives, in this picture or in another one."""
    for name, svg in drawn.pictures.items():
        for file, step in re.findall(r'href="([^"#]*)#([^"]*)"', svg):
            assert step in drawn.boxes[file.removesuffix(".svg") or name]


def test_no_picture_is_wider_than_a_wall():
    """Seven columns; a longer chain begins a new row."""
    for svg in pictures(DEMO, lambda *_: "words", "voice", "en").values():
        assert len({x for x, _, _ in boxes(svg).values()}) <= COLUMNS


def test_a_step_shows_what_is_noted_of_it():
    """The seconds until there, or the parts of a text."""
    assert "menu · about_home!" in picture(LIVE, "home", lambda *_: "words")


def test_urdu_runs_from_right_to_left(words: Words):
    svg = picture(LIVE, "start", words.template, "voice", "ur")
    assert 'direction="rtl"' in svg
    [english] = [line for line in svg.splitlines() if "For English" in line]
    assert "rtl" not in english
    assert "rtl" not in picture(LIVE, "start", words.template, "sms", "ur_Latn")


def test_a_box_shows_what_its_step_is(words: Words):
    """Ringing, doing and ending look like nothing else."""
    roots = [ElementTree.fromstring(svg) for svg in pictures(DEMO, words.template, "voice", "en").values()]
    looks: dict[str, set[type]] = {}
    for group in (group for root in roots for group in root.iter(f"{SVG}g")):
        rect = group.find(f"{SVG}rect")
        look = "/".join(rect.get(name, "") for name in ("rx", "fill", "stroke-dasharray"))
        looks.setdefault(look, set()).add(type(DEMO.steps[group.get("id")]))
    for kind in (Connect, Act, End):
        assert {kind} in looks.values()


def test_words_with_markup_in_them_do_no_harm():
    """A sentence with a sign that means something in SVG is shown as it is."""
    svg = picture(LIVE, "talk", lambda *_: 'a < b & "c"')
    assert 'a < b & "c"' in {element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def test_missing_words_are_shown_by_their_name():
    assert "[menu_talk]" in picture(LIVE, "start", lambda *_: None)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("one", ["one"]), ("one two", ["one two"]), ("a " * 60, 3), ("x" * 200, 1)],
)
def test_words_are_wrapped_between_words(text: str, lines: list[str] | int):
    found = wrap(text, 200, 13)
    assert (found if isinstance(lines, list) else len(found) >= lines) in (lines, True)
    assert " ".join(found) == text.strip()
