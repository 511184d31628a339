"""Where each step of a flow is drawn: a tree in columns of keys pressed, in which no two boxes touch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hotline.core.engine import LATER
from hotline.core.flow import Act, AskNumber, Channel, Choose, Connect, Flow, Linger, Step, Tell

By = Literal["key", "itself", "silence"]
GAP = 26  # between two boxes of a column
COLUMNS = 7  # what takes more keys begins a new row


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from a step: where to, by what, the key's name, and the prompt or remark about it."""

    target: str
    by: By
    key: str = ""
    line: str = ""
    remark: str = ""


@dataclass(slots=True)
class Node:
    """A step in the tree: its column, and the ways on that lead to a box of their own."""

    name: str
    column: int
    right: list[Node] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A placed part of the drawing: the top of each box, and how far it reaches in each column."""

    tops: dict[str, int]
    first: dict[int, int]
    last: dict[int, int]


def ways(step: Step, channel: Channel) -> tuple[Way, ...]:
    """Every way on from a step, in the order in which it is drawn."""
    silence = "silence" if channel == "voice" else "not understood"
    match step:
        case Choose():
            keys = tuple(Way(one.goto, "key", one.digit, one.line) for one in step.options)
            other = (Way(step.otherwise, "silence", remark="number withheld"),) if step.otherwise else ()
            return keys + other + (Way(step.rescue, "silence", remark=silence),)
        case AskNumber():
            number = Way(step.goto, "key", "#" if channel == "voice" else "·", remark="a number")
            return (number, Way(step.rescue, "silence", remark=silence))
        case Linger():
            return (Way(step.goto, "key", "·", remark="any key or none"),)
        case Connect() if channel == "voice":
            asked = (Way(target, "itself", remark=name.replace("_", " ")) for name, target in step.asks)
            return (Way(step.helped, "itself", remark="they talked"), Way(step.nobody, "itself", remark="nobody free"),
                    Way(step.later, "key", LATER, step.pause), *asked)  # fmt: skip
        case Connect():
            return (Way(step.elsewhere, "itself", remark="by text"),)
        case Act():
            return tuple(Way(target, "itself", remark=name) for name, target in step.outcomes)
        case Tell():
            return (Way(step.goto, "itself", remark="goes on"),)
    return ()


def trees(flow: Flow, channel: Channel, steps: Sequence[str]) -> list[Node]:
    """Each of these steps once: below the first, then below the first of those that are left."""
    found: dict[str, Node] = {}
    roots: list[Node] = []
    for name in steps:
        if name in found:
            continue
        roots.append(Node(name, 0))
        _grow(flow, channel, roots[-1], found, steps)
        while (waiting := next(_silent(flow, channel, found, steps), None)) is not None:
            node, target = waiting
            node.below.append(Node(target, node.column))
            _grow(flow, channel, node.below[-1], found, steps)
    return roots


def place(roots: list[Node], heights: Mapping[str, int], top: int, apart: int) -> dict[str, tuple[int, int]]:
    """Column and top of each box: the first tree at `top`, the others in rows `apart` below it."""
    spots: dict[str, tuple[int, int]] = {}
    column = bottom = most = 0
    for root in roots:
        block = _block(root, heights)
        wide = max(block.last) + 1
        if root is not roots[0] and column + wide > most:
            column, top = 0, bottom + apart
        for node in _nodes(root):
            spots[node.name] = (column + node.column, top + block.tops[node.name])
        bottom = max(bottom, top + max(block.last.values()))
        most = most or wide
        column += wide
    return spots


def arrows(roots: list[Node]) -> set[tuple[str, str, bool]]:
    """The pairs of boxes with an arrow between them, and whether by a key; other ways on are only named."""
    nodes = [node for root in roots for node in _nodes(root)]
    by_key = {(node.name, child.name, True) for node in nodes for child in node.right}
    return by_key | {(node.name, child.name, False) for node in nodes for child in node.below}


def _grow(flow: Flow, channel: Channel, root: Node, found: dict[str, Node], steps: Sequence[str]) -> None:
    """Hang every new step below the step that leads to it with the fewest keys."""
    waiting: deque[tuple[Node, Node | None, By]] = deque([(root, None, "itself")])
    while waiting:
        node, parent, by = waiting.popleft()
        if node.name in found:
            continue
        found[node.name] = node
        if parent:
            (parent.right if by == "key" else parent.below).append(node)
        onward = [way for way in ways(flow.steps[node.name], channel) if way.target in steps]
        if node.column + 1 < COLUMNS:
            waiting.extend((Node(way.target, node.column + 1), node, way.by) for way in onward if way.by == "key")
        waiting.extendleft(
            (Node(way.target, node.column), node, way.by) for way in reversed(onward) if way.by == "itself"
        )


def _silent(
    flow: Flow, channel: Channel, found: Mapping[str, Node], steps: Sequence[str]
) -> Iterator[tuple[Node, str]]:
    for name, node in found.items():
        for way in ways(flow.steps[name], channel):
            if way.by == "silence" and way.target in steps and way.target not in found:
                yield node, way.target


def _nodes(root: Node) -> Iterator[Node]:
    yield root
    for child in root.right + root.below:
        yield from _nodes(child)


def _block(node: Node, heights: Mapping[str, int]) -> Block:
    """The node's box with what follows to its right, then below; each part is moved up as far as it goes."""
    height = heights[node.name]
    whole = Block({node.name: 0}, {node.column: 0}, {node.column: height})
    beside = Block({}, {}, {})
    for child in node.right:
        _put(beside, _block(child, heights), 0)
    _put(whole, beside, 0)
    for child in node.below:
        _put(whole, _block(child, heights), height + GAP)
    return whole


def _put(into: Block, part: Block, least: int) -> None:
    """Add `part` under everything that stands in the same columns, at `least` or lower."""
    shared = into.last.keys() & part.first.keys()
    down = max((into.last[column] + GAP - part.first[column] for column in shared), default=least)
    down = max(down, least)
    into.tops |= {name: at + down for name, at in part.tops.items()}
    for column in part.first:
        into.first.setdefault(column, part.first[column] + down)
        into.last[column] = part.last[column] + down
