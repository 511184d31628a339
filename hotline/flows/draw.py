"""Draws a flow as an SVG picture: every menu with its words, and the keys that lead from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from hotline.core.flow import Act, AskNumber, Channel, Choose, Connect, End, Flow, Linger, Step, Tell
from hotline.flows.layout import Way, arrows, place, trees, ways

Text = Callable[[str, str, Channel], str | None]
Drawn = set[tuple[str, str, bool]]
WIDTH, BETWEEN, MARGIN, TOP, APART = 290, 84, 48, 152, 70
PAD, LINE, SMALL = 14, 19, 15
INK, QUIET, RULE, PAPER = "#22292f", "#69757e", "#c9d0d5", "#fafaf7"
ACCENT, TINT = "#0d6b66", "#e6f1ef"
KINDS: Mapping[type, str] = {
    Tell: "says", Choose: "menu", AskNumber: "number", Linger: "decoy",
    Act: "does", Connect: "rings a person", End: "goodbye",
}  # fmt: skip
MEANS: Mapping[Channel, str] = {"voice": "voice", "sms": "text"}
HOW_TO_READ = ("Everywhere: 0 a person, 9 again, # back, * decoy. Dashed arrows need no key.",
               "A name after an arrow is a box drawn elsewhere; click it.")  # fmt: skip
COUNTED: Mapping[Channel, str] = {
    "voice": "Seconds: the sound she has heard when she comes there, pressing as soon as a choice is named.",
    "sms": "Parts: what the text costs.",
}
NAMES = {"ur": "Urdu", "ur_Latn": "Roman Urdu", "en": "English"}
STYLE = f"""
text {{ font-family: 'Noto Naskh Arabic', 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif; }}
text {{ font-size: 13px; fill: {INK}; }}
.id {{ font-weight: bold; font-size: 12px; }} .quiet {{ font-size: 11px; fill: {QUIET}; }}
.onto {{ font-size: 11px; fill: {ACCENT}; }} .light, .light text {{ fill: #fff; }}
.title {{ font-size: 22px; }} .key {{ font-weight: bold; font-size: 12px; fill: #fff; text-anchor: middle; }}
.way {{ fill: none; stroke: {ACCENT}; stroke-width: 1.4; }} .by-itself {{ stroke-dasharray: 5 4; }}
a:hover text {{ text-decoration: underline; }}
"""
TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto">'
    f'<path d="M0 0 8 4 0 8z" fill="{ACCENT}"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a box: a line of text, or a way on, at its height within the box."""

    y: int
    text: str = ""
    style: str = ""
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A step as it is drawn: its parts and its height."""

    step: Step
    parts: tuple[Part, ...]
    height: int


@dataclass(frozen=True)
class Picture:
    """What is drawn: a service of a flow on one channel, in one language.

    `text` gives the words of a prompt by language, key and channel, or None; `note` what is said of a step beside its
    kind, such as the seconds until there; `homes` names the service of each step, which is a picture of its own.
    """

    flow: Flow
    service: str
    steps: Sequence[str]
    text: Text
    channel: Channel
    language: str
    note: Callable[[str], str]
    homes: Mapping[str, str]

    def says(self, key: str) -> str:
        """The words of a prompt, or its name while it has none."""
        words = self.text(self.flow.spoken_in.get(key, self.language), key, self.channel)
        return f"[{key}]" if words is None else words

    def elsewhere(self, step: str) -> str:
        """The picture in which a step is drawn, if that is another one."""
        home = self.homes.get(step, self.service)
        return "" if home == self.service else home


def draw(picture: Picture) -> str:
    """The picture as SVG."""
    roots = trees(picture.flow, picture.channel, picture.steps)
    drawn = arrows(roots)
    boxes = {name: _box(picture, picture.flow.steps[name], drawn) for name in sorted(picture.steps)}
    at = place(roots, {name: box.height for name, box in boxes.items()}, TOP, APART)
    spots = {name: (MARGIN + column * (WIDTH + BETWEEN), y) for name, (column, y) in at.items()}
    body = [*_head(picture, spots, [root.name for root in roots])]
    for name, (x, y) in spots.items():
        body += _arrows(boxes, spots, name, drawn)
        body += _drawn(picture, boxes[name], x, y, drawn)
    width = max(x for x, _ in spots.values()) + WIDTH + MARGIN
    height = max(y + boxes[name].height for name, (_, y) in spots.items()) + MARGIN
    size = f'width="{width}" height="{height}"'
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}">'
    paper = f'<rect {size} fill="{PAPER}"/>'
    return "\n".join((opened, f"<style>{STYLE}</style>", TIP, paper, *body, "</svg>\n"))


def _box(picture: Picture, step: Step, drawn: Drawn) -> Box:
    parts: list[Part] = []
    y = PAD + 10
    for key, style in _sentences(step, picture.channel):
        for line in wrap(picture.says(key), WIDTH - 2 * PAD, 13 if not style else 11):
            y += LINE if not style else SMALL
            parts.append(Part(y, line, style))
    y += 6
    for way in ways(step, picture.channel):
        own = (step.id, way.target, way.by == "key") in drawn
        lines = wrap(picture.says(way.line), WIDTH - 2 * PAD - 30, 13) if way.line else []
        for number, line in enumerate(lines):
            y += LINE
            parts.append(Part(y, line, "option", way if number == 0 else None))
        if way.remark or not own:
            y += SMALL
            parts.append(Part(y, _remark(picture, way, own), "onto", None if lines else way))
        y += 5
    return Box(step, tuple(parts), y + PAD - 2)


def _sentences(step: Step, channel: Channel) -> Iterator[tuple[str, str]]:
    if isinstance(step, Connect) and channel == "sms":
        return
    yield from ((key, "") for key in step.lines) if not isinstance(step, Act) else ()
    if isinstance(step, Connect):
        yield step.pause, "quiet"
        yield step.guard, "quiet"
    if isinstance(step, AskNumber):
        yield step.wrong, "quiet"


def _remark(picture: Picture, way: Way, own: bool) -> str:
    home = picture.elsewhere(way.target)
    target = f"{way.target} ({home})" if home else way.target
    return way.remark if own else f"{way.remark} → {target}".strip()


def wrap(text: str, width: int, size: int) -> list[str]:
    """The text in lines no wider than `width` pixels, as far as that can be told without the font."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _width(text: str, size: int) -> float:
    return sum(map(_share, text)) * size


@cache
def _share(character: str) -> float:
    if character in " .,:;'|!ilj()اآ۔،":
        return 0.36
    if character in "mwMW@" or character in "سشصض":
        return 0.92
    if character.isupper():
        return 0.7
    return 0.57 if character.isascii() else 0.52


def _drawn(picture: Picture, box: Box, x: int, y: int, drawn: Drawn) -> Iterator[str]:
    step = box.step
    rings = isinstance(step, Connect) and picture.channel == "voice"
    light = ' class="light"' if rings else ""
    look = f'rx="6" fill="{ACCENT}"' if rings else _look(step)
    yield f'<g id="{escape(step.id)}" transform="translate({x} {y})"{light}>'
    yield f'<rect width="{WIDTH}" height="{box.height}" {look}/>'
    yield f'<text class="id" x="{PAD}" y="{PAD + 8}">{escape(step.id)}</text>'
    kind = f"does: {step.wish}" if isinstance(step, Act) else KINDS[type(step)]
    kind = "passes on" if isinstance(step, Connect) and not rings else kind
    told = " · ".join(filter(None, (kind, picture.note(step.id))))
    yield f'<text class="quiet" x="{WIDTH - PAD}" y="{PAD + 8}" text-anchor="end">{escape(told)}</text>'
    for part in box.parts:
        yield from _part(picture, part, step, drawn)
    yield "</g>"


def _part(picture: Picture, part: Part, step: Step, drawn: Drawn) -> Iterator[str]:
    rtl = picture.language == "ur"
    if part.style == "onto":
        edge = f'x="{WIDTH - PAD - 30}" text-anchor="end"' if rtl else f'x="{PAD}"'
        words = f'<text class="onto" {edge} y="{part.y}">{escape(part.text)}</text>'
        target = part.text.rpartition("→ ")[2].partition(" (")[0] if "→" in part.text else ""
        file = f"{home}.svg" if (home := picture.elsewhere(target)) else ""
        yield f'<a href="{escape(file)}#{escape(target)}">{words}</a>' if target else words
    else:
        room = 30 if part.style == "option" else 0
        right_to_left = rtl and any("\u0600" <= letter <= "\u06ff" for letter in part.text)
        edge = f'x="{WIDTH - PAD - room}" direction="rtl"' if right_to_left else f'x="{PAD}"'
        style = ' class="quiet"' if part.style == "quiet" else ""
        yield f'<text {edge} y="{part.y}"{style}>{escape(part.text)}</text>'
    if part.way and part.way.by == "key":
        own = (step.id, part.way.target, True) in drawn
        middle = WIDTH if own else WIDTH - PAD - 8
        yield f'<circle cx="{middle}" cy="{part.y - 4}" r="11" fill="{ACCENT if own else QUIET}"/>'
        yield f'<text class="key" x="{middle}" y="{part.y}">{escape(part.way.key)}</text>'


def _look(step: Step) -> str:
    match step:
        case Act():
            return f'rx="6" fill="{TINT}" stroke="{ACCENT}" stroke-width="1.4" stroke-dasharray="6 4"'
        case End():
            return f'rx="26" fill="#e9ebed" stroke="{QUIET}"'
        case Tell() | Linger() | Connect():
            return f'rx="6" fill="none" stroke="{RULE}" stroke-dasharray="2 3"'
    return f'rx="6" fill="#fff" stroke="{RULE}"'


def _arrows(boxes: Mapping[str, Box], spots: Mapping[str, tuple[int, int]], name: str,
            drawn: Drawn) -> Iterator[str]:  # fmt: skip
    x, y = spots[name]
    beside = 0
    for part in boxes[name].parts:
        way = part.way
        if way is None or (name, way.target, way.by == "key") not in drawn:
            continue
        to_x, to_y = spots[way.target][0], spots[way.target][1] + 20
        if way.by == "key":
            from_x, from_y, bend = x + WIDTH + 11, y + part.y - 4, BETWEEN // 2
            yield (f'<path class="way" marker-end="url(#tip)" d="M{from_x} {from_y}'
                   f'C{from_x + bend} {from_y} {to_x - bend} {to_y} {to_x} {to_y}"/>')  # fmt: skip
        else:
            beside += 1
            side = x - 10 - 7 * beside
            yield (f'<path class="way by-itself" marker-end="url(#tip)"'
                   f' d="M{x} {y + part.y - 4}H{side}V{to_y}H{to_x}"/>')  # fmt: skip


def _head(picture: Picture, spots: Mapping[str, tuple[int, int]], roots: list[str]) -> Iterator[str]:
    title = f"{picture.service.capitalize()}: the hotline by {MEANS[picture.channel]}, in {NAMES[picture.language]}"
    yield f'<text class="title" x="{MARGIN}" y="52">{escape(title)}</text>'
    for number, line in enumerate((*HOW_TO_READ, COUNTED[picture.channel])):
        yield f'<text class="quiet" x="{MARGIN}" y="{72 + SMALL * number}">{line}</text>'
    for column in range(max(x for x, _ in spots.values()) // (WIDTH + BETWEEN) + 1):
        x = MARGIN + column * (WIDTH + BETWEEN)
        keys = "1 key on" if column == 1 else f"{column} keys on" if column else "start"
        yield f'<text class="quiet" x="{x}" y="{TOP - 16}">{keys}</text>'
    for root in roots:
        x, y = spots[root]
        words = ", ".join(name for name, step in picture.flow.intents.items() if step == root)
        label = "from anywhere: *" if root == picture.flow.decoy else f"by keyword: {words}" if words else ""
        if label and root != roots[0]:
            yield f'<text class="quiet" x="{x}" y="{y - 12}">{escape(label)}</text>'
