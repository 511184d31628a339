"""Help and law by place: the province by key, its cities where they have something of their own, and what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hotline.core.flow import Choose, Option, Step
from hotline.flows.places import DISTRICTS
from hotline.flows.places import PROVINCES as DISTRICTS_OF
from hotline.flows.telling import Telling, Told

NEAR = "near"
PAGE = 3  # names on a page; key 4 turns it
PROVINCES = ("punjab", "sindh", "kp", "balochistan", "islamabad", "north")
WITHIN = {"mirpurkhas": "sindh"}  # where we know of an office, beside the districts that callers can name by key
NAMED = tuple(dict.fromkeys((*PROVINCES, *DISTRICTS, *WITHIN)))
TALK = Option("3", "tip_talk", "talk")


def province_menu(name: str, question: str, targets: Mapping[str, str]) -> Iterator[Step]:
    """Which province: a page of the larger ones, and one of the others; `targets` are the steps that they lead to."""
    yield from _pages(name, question, PROVINCES, targets)


def offices_in(telling: Telling) -> dict[str, str]:
    """The first step about each place that has anything to tell today."""
    told = {place.id: telling.told(place.items) for place in telling.library.places}
    return {place: items[0].key for place, items in told.items() if items}


def by_name(telling: Telling) -> dict[str, str]:
    """Where the name of a place leads when it is texted: to its own offices, else to those of its province."""
    offices = offices_in(telling)
    provinces = {district: province for province, districts in DISTRICTS_OF.items() for district in districts}
    ways = {place: (place, provinces.get(place, WITHIN.get(place, ""))) for place in NAMED}
    return {f"near_{place}": next((offices[one] for one in way if one in offices), NEAR) for place, way in ways.items()}


def steps(telling: Telling) -> tuple[Step, ...]:
    """Who to go to in each province, and in the cities that have something of their own."""
    first = offices_in(telling)
    found: list[Step] = [*province_menu(NEAR, "near_which", first)]
    for place in telling.library.places:
        cities = [one.id for one in telling.library.places if one.within == place.id and one.id in first]
        found += _place(telling.told(place.items), first.get(place.within, ""), _cities(place.id) if cities else "")
        found += _pages(_cities(place.id), "", cities, first) if cities else ()
    return tuple(found)


def _place(items: Sequence[Told], province: str, cities: str) -> Iterator[Step]:
    """One office after the other, by the key 1; then those of the province around a city, or another province."""
    second = Option("2", "near_cities", cities) if cities else Option("2", "item_other", "info")
    last = Option("1", "near_province", province) if province else Option("1", "near_again", NEAR)
    for index, item in enumerate(items):
        first = Option("1", "help_more", items[index + 1].key) if index + 1 < len(items) else last
        yield Choose(item.key, item.lines, (first, second, TALK))


def _cities(place: str) -> str:
    return f"{NEAR}_{place}_cities"


def _pages(name: str, question: str, names: Sequence[str], targets: Mapping[str, str]) -> Iterator[Step]:
    """The names three at a time. One that leads nowhere today keeps its key, since the words name the key."""
    pages = [names[start : start + PAGE] for start in range(0, len(names), PAGE)]
    lines = (question,) if question else ()
    for number, page in enumerate(pages):
        options = [Option(str(n), f"in_{one}", targets[one]) for n, one in enumerate(page, 1) if one in targets]
        if len(pages) > 1:
            is_last = number + 1 == len(pages)
            turn = name if is_last else f"{name}_{number + 2}"
            options.append(Option("4", "in_first" if is_last else "in_elsewhere", turn))
        yield Choose(f"{name}_{number + 1}" if number else name, lines, tuple(options))
