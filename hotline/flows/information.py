"""The information menu: groups of topics, and in each topic what it is, what to do today, tips, and who can help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hotline.core.content import Group, Topic
from hotline.core.flow import Choose, Option, Step
from hotline.flows.learning import QUIZ
from hotline.flows.nearby import NEAR, TALK, offices_in, province_menu
from hotline.flows.telling import Telling, Told

MENU = "info"
PAGE = 3  # groups on a page; key 4 turns it
ELSEWHERE = (NEAR, QUIZ, "promises")  # entries of a group that are no topics, but steps of their own
OTHER = Option("2", "item_other", MENU)


def entries(telling: Telling) -> dict[str, str]:
    """The first step of each topic that has anything to tell today."""
    open_ = (topic for topic in telling.library.topics if any(map(telling.lines, topic.items())))
    return {topic.id: f"about_{topic.id}" for topic in open_}


def steps(telling: Telling) -> tuple[Step, ...]:
    """A topic keeps its key when its neighbours have nothing to tell, since the words name the key."""
    groups, open_ = telling.library.groups, entries(telling)
    return (
        *_pages(groups),
        *(_group(group, {**open_, **dict(zip(ELSEWHERE, ELSEWHERE, strict=True))}) for group in groups),
        *(step for topic in telling.library.topics if topic.id in open_ for step in _topic(telling, topic)),
    )


def _pages(groups: Sequence[Group]) -> Iterator[Step]:
    pages = [groups[start : start + PAGE] for start in range(0, len(groups), PAGE)]
    for number, page in enumerate(pages):
        options = tuple(Option(str(n), f"group_{group.id}", f"group_{group.id}") for n, group in enumerate(page, 1))
        is_last = number + 1 == len(pages)
        turn = Option("4", "info_first", MENU) if is_last else Option("4", "info_more", f"{MENU}_{number + 2}")
        yield Choose(f"{MENU}_{number + 1}" if number else MENU, ("info_intro",), (*options, turn))


def _group(group: Group, targets: Mapping[str, str]) -> Step:
    named = ((n, entry, "to" if entry in ELSEWHERE else "topic") for n, entry in enumerate(group.entries, 1))
    options = (Option(str(n), f"{kind}_{entry}", targets[entry]) for n, entry, kind in named if entry in targets)
    return Choose(f"group_{group.id}", ("info_intro",), tuple(options))


def _topic(telling: Telling, topic: Topic) -> Iterator[Step]:
    """What it is; then three chains: tips lead on to what can be done, that to who can help, that to her own area."""
    tips, guide, help_ = (telling.told(items) for items in (topic.tips, topic.steps, topic.help))
    third = ("about_law", f"law_{topic.id}") if topic.law else ("about_help", help_[0].key if help_ else "")
    firsts = (("1", "about_steps", guide[0].key if guide else ""), ("2", "about_tips", tips[0].key if tips else ""),
              ("3", *third), ("4", "about_other", MENU))  # fmt: skip
    options = tuple(Option(digit, line, target) for digit, line, target in firsts if target)
    yield Choose(f"about_{topic.id}", telling.whole(topic.about), options)
    near = Option("1", "go_near", NEAR)
    after_guide = Option("1", "go_help", help_[0].key) if help_ else near
    after_tips = Option("1", "about_steps", guide[0].key) if guide else after_guide
    second = Option("2", "item_help", help_[0].key) if help_ else OTHER
    yield from _chain(tips, "tip_another", after_tips, second)
    yield from _chain(guide, "step_next", after_guide, second)
    yield from _chain(help_, "help_more", near, OTHER)
    yield from _law(telling, topic, second)


def _law(telling: Telling, topic: Topic, second: Option) -> Iterator[Step]:
    """The law of each province, and on to who is there. Where it is held back, she is told to ask our lawyer."""
    if not topic.law:
        return
    yield from province_menu(f"law_{topic.id}", "in_which", {province: item.key for province, item in topic.law})
    offices = offices_in(telling)
    for province, item in topic.law:
        near = Option("1", "go_near", offices.get(province, NEAR))
        yield Choose(item.key, telling.lines(item) or ("law_ask",), (near, second, TALK))


def _chain(items: Sequence[Told], line: str, after: Option, second: Option) -> Iterator[Step]:
    """One item after the other, by the key 1, and then what comes `after`."""
    for index, item in enumerate(items):
        first = Option("1", line, items[index + 1].key) if index + 1 < len(items) else after
        yield Choose(item.key, item.lines, (first, OTHER if first.goto == second.goto else second, TALK))
