"""The information menu: pages of topics, and in each topic one tip after the other."""

from __future__ import annotations

from datetime import date

from hotline.core.content import Item, Library
from hotline.core.flow import Choose, Option, Step

PAGE = 3  # topics on a page; key 4 turns it
PROMISES = "promises"  # comes after the topics: what the hotline promises, and how to change it


def first_tips(library: Library, today: date, unreviewed: bool) -> dict[str, str]:
    """The step of each topic's first tip, for topics that have anything to tell today."""
    told = {topic.id: _told(topic.tips, library, today, unreviewed) for topic in library.topics}
    return {topic: tips[0].key for topic, tips in told.items() if tips}


def steps(library: Library, today: date, unreviewed: bool) -> tuple[Step, ...]:
    """`unreviewed` tells what is not signed yet as well, and says so: for the demo, never for live callers.

    A topic keeps its key on its page when its neighbours have nothing to tell, since the words name the key.
    """
    first = first_tips(library, today, unreviewed)
    ids = [*(topic.id for topic in library.topics), PROMISES]
    pages = [ids[start : start + PAGE] for start in range(0, len(ids), PAGE)]
    found: list[Step] = []
    for number, page in enumerate(pages):
        options = [
            Option(str(n), "to_promises", "promises") if it == PROMISES else Option(str(n), f"topic_{it}", first[it])
            for n, it in enumerate(page, 1)
            if it in (*first, PROMISES)
        ]
        turn = _page(number + 1) if number + 1 < len(pages) else _page(0)
        line = "info_more" if number + 1 < len(pages) else "info_first"
        found.append(Choose(_page(number), ("info_intro",), (*options, Option("4", line, turn))))
    for topic in library.topics:
        tips = _told(topic.tips, library, today, unreviewed)
        for index, tip in enumerate(tips):
            follower = tips[index + 1].key if index + 1 < len(tips) else None
            found.append(_tip(tip, follower, marked=not library.may_tell(tip, today)))
    return tuple(found)


def _page(number: int) -> str:
    return f"info_{number + 1}" if number else "info"


def _told(tips: tuple[Item, ...], library: Library, today: date, unreviewed: bool) -> list[Item]:
    return [tip for tip in tips if unreviewed or library.may_tell(tip, today)]


def _tip(tip: Item, follower: str | None, *, marked: bool) -> Choose:
    another = Option("1", "tip_another", follower) if follower else Option("1", "tip_other_topic", "info")
    return Choose(
        tip.key,
        ("unreviewed", tip.key) if marked else (tip.key,),
        (another, Option("2", "tip_menu", "menu"), Option("3", "tip_talk", "talk")),
    )
