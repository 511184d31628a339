"""What a researcher may have: the counts as they are shown, what happened to the service, what it tells, and a key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo

from hotline.actions.ports import Store
from hotline.actions.read_numbers import Numbers
from hotline.core.content import Library
from hotline.core.events import Line
from hotline.core.figures import told
from hotline.flows.library import load_figures
from hotline.prompts.words import Words

LANGUAGES = ("ur", "ur_Latn", "en")
TOLD = ("nobody", "no_woman")  # alarms about the service; the others are about somebody
Rows = list[dict[str, object]]
Tables = dict[str, Rows]

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "counts": {
        "period": "a month that is over, such as 2026-11; or a whole year, such as 2026, beside its months",
        "figure": "what is counted: see the table figures",
        "category": "all is the total, hidden cells too",
        "count": "empty when it is hidden",
        "shown": "the count; <5: fewer than five, nought too; hidden: five or more, hidden to protect a smaller one",
    },
    "figures": {
        "figure": "the name in counts", "meaning": "what is counted", "total": "what the category all adds up to",
        "shown_from": "the smallest cell that is shown",
    },
    "events": {
        "day": "the day on the hotline's clock", "kind": "closed: nobody on duty on purpose; pause: no weekly texts; "
        "nobody: nobody on duty although somebody should be; no_woman: no woman on duty",
        "last_day": "the day on which it was over; empty when it was not",
    },
    "topics": {
        "topic": "the category of the figure topics", "part": "what is told of it, in order",
        "language": "ur_Latn is Roman Urdu",
        "words": "what is told, as by text; searchable",
    },
    "dictionary": {"table": "a table", "column": "a column of it", "meaning": "what it holds"},
    "about": {"what": "a fact about this file", "value": "its value"},
}  # fmt: skip


def research_tables(
    store: Store, numbers: Numbers, library: Library, words: Words, now: datetime, zone: tzinfo
) -> Tables:
    """Every table of the file. Nothing in it is finer than what the pages show. Raises StoreDown."""
    tables: Tables = {
        "counts": list(_counts(numbers)),
        "figures": [{"figure": name, "meaning": load_figures()[name]["meaning"], "total": load_figures()[name]["total"],
                     "shown_from": figure.measure.few} for name, figure in numbers.figures.items()],
        "events": list(_events(store, numbers.months, zone)),
        "topics": list(_topics(library, words)),
        "dictionary": [{"table": table, "column": column, "meaning": meaning}
                       for table, columns in MEANINGS.items() for column, meaning in columns.items()],
        "about": [{"what": "months", "value": f"{numbers.months[0]} to {numbers.months[-1]}"},
                  {"what": "made on", "value": _day(now, zone).isoformat()},
                  {"what": "people", "value": "none: no row is about a person, and no cell under 5 is shown"}],
    }  # fmt: skip
    return tables


def as_csv(rows: Rows) -> bytes:
    """Rows with a heading."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _counts(numbers: Numbers) -> Iterator[dict[str, object]]:
    for name, figure in numbers.figures.items():
        for period, category, cell in figure.cells():
            yield {"period": period, "figure": name, "category": category,
                   "count": cell if isinstance(cell, int) else None, "shown": str(told(cell, figure.measure.few))}


def _events(store: Store, months: Sequence[str], zone: tzinfo) -> Iterator[dict[str, object]]:
    """Times at which the service was not as usual, as far as they are still known."""
    spans: list[tuple[date, str, date | None]] = [(day, "closed", day) for day in store.service().closed]
    spans += [(one.first, "pause", one.last) for one in store.pauses()]
    spans += [(_day(one.begun_at, zone), one.kind, _day(one.over_at, zone) if one.over_at else None)
              for one in store.alarms() if one.kind in TOLD]  # fmt: skip
    for day, kind, last in sorted(spans, key=lambda span: span[:2]):
        if months[0] <= day.isoformat()[:7] <= months[-1]:
            yield {"day": day.isoformat(), "kind": kind, "last_day": last.isoformat() if last else None}


def _topics(library: Library, words: Words) -> Iterator[dict[str, object]]:
    for topic in library.topics:
        for part, item in enumerate(topic.items(), 1):
            for language in LANGUAGES:
                yield {"topic": topic.id, "part": part, "language": language,
                       "words": words.text(language, Line(item.key), "sms")}


def _day(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
