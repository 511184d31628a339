"""One text a week: how it is asked for, changed and ended by text, and the texts themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hotline.core.content import Item, Library
from hotline.core.flow import SMS, Act, Choose, End, Option, Step
from hotline.core.shifts import DAYS
from hotline.core.subscription import GO_ON, HOURS, OVER

# Keyword → step.
INTENTS = {"subscribe": "weekly", "unsubscribe": "weekly_end"}
SLOTS = dict.fromkeys(("weekly_confirm", "weekly_have"), ("series", "day", "hour"))
SERIES = ("phone", "children", "calm")  # as in weekly.toml
SCRIPTS = ("ur", "ur_Latn", "en")
# What fills the slots; the days are said elsewhere as well.
ALSO_SAID = (*(f"series_{series}" for series in SERIES), *(f"hour_{hour}" for hour in HOURS))
ON_A_PAGE = 3  # hours; key 4 turns it


def steps(library: Library, today: date, unreviewed: bool) -> tuple[Step, ...]:
    """Nothing is kept before the second yes, which says once more who may read it."""
    texts = (text for series in library.series for text in series.texts)
    return (
        *_asking(),
        *_choosing(library, today, unreviewed),
        *_ending(),
        *(step for text in texts for step in _text(text, library, today, unreviewed)),
    )


def sent(library: Library, today: date, unreviewed: bool) -> tuple[str, ...]:
    """The steps that are sent by themselves today, each series in order."""
    told = (text for series in library.series for text in series.texts)
    return (*(text.key for text in told if unreviewed or library.may_tell(text, today)), GO_ON, OVER)


def _asking() -> tuple[Step, ...]:
    found = (("done", "weekly_have"), ("none", "weekly_offer"), ("blocked", "weekly_blocked"),
             ("failed", "text_failed"))  # fmt: skip
    return (
        Act("weekly", "find_subscription", found, SMS),
        Choose(
            "weekly_offer",
            ("weekly_offer",),
            (Option("1", "weekly_yes", "weekly_series"), Option("2", "weekly_no", "weekly_none")),
            rescue="weekly_none",
            needs="number",
            otherwise="weekly_cannot",
            channels=SMS,
        ),
        Choose(
            "weekly_have",
            ("weekly_have",),
            (
                Option("1", "weekly_change", "weekly_series"),
                Option("2", "weekly_stop", "weekly_end"),
                Option("3", "weekly_keep", "weekly_kept"),
            ),
            rescue="weekly_kept",
            channels=SMS,
        ),
        Choose(
            "weekly_confirm",
            ("weekly_confirm",),
            (
                Option("1", "weekly_agree", "weekly_store"),
                Option("2", "weekly_no", "weekly_none"),
                Option("3", "weekly_again", "weekly_series"),
            ),
            rescue="weekly_none",
            channels=SMS,
        ),
        Act("weekly_store", "subscribe", (("done", "weekly_stored"), ("failed", "text_failed")), SMS),
        *(End(name, (name,), SMS) for name in ("weekly_stored", "weekly_none", "weekly_kept", "weekly_blocked",
                                               "weekly_cannot")),
    )  # fmt: skip


def _choosing(library: Library, today: date, unreviewed: bool) -> tuple[Step, ...]:
    """What about, on which day, at which hour, in which script."""
    offered = tuple(
        Option(str(n), f"weekly_{series.id}", "weekly_day", sets=(("series", series.id),))
        for n, series in enumerate(library.series, 1)
        if any(unreviewed or library.may_tell(text, today) for text in series.texts)
    )
    none = Option("4", "weekly_no_series", "weekly_none")
    scripts = tuple(
        Option(str(n), f"weekly_{script}", "weekly_confirm", sets=(("language", script),))
        for n, script in enumerate(SCRIPTS, 1)
    )
    return (
        _menu("weekly_series", (*offered, none)),
        _menu("weekly_day", (*_days(DAYS[:3]), Option("4", "weekly_other_day", "weekly_day_2"))),
        _menu("weekly_day_2", _days(DAYS[3:])),
        *_hours(),
        _menu("weekly_script", scripts),
    )


def _menu(name: str, options: tuple[Option, ...]) -> Choose:
    line = "weekly_day" if name == "weekly_day_2" else "weekly_hour" if name.startswith("weekly_hour") else name
    return Choose(name, (line,), options, rescue="weekly_none", channels=SMS)


def _days(days: tuple[str, ...]) -> tuple[Option, ...]:
    return tuple(
        Option(str(n), f"weekly_{day}", "weekly_hour", sets=(("day", day),)) for n, day in enumerate(days, 1)
    )


def _hours() -> Iterator[Step]:
    hours = tuple(HOURS)
    pages = [hours[start : start + ON_A_PAGE] for start in range(0, len(hours), ON_A_PAGE)]
    for number, page in enumerate(pages):
        turn = f"weekly_hour_{number + 2}" if number + 1 < len(pages) else "weekly_hour"
        options = tuple(
            Option(str(n), f"weekly_{hour}", "weekly_script", sets=(("hour", hour),)) for n, hour in enumerate(page, 1)
        )
        here = f"weekly_hour_{number + 1}" if number else "weekly_hour"
        yield _menu(here, (*options, Option("4", "weekly_other_hour", turn)))


def _ending() -> tuple[Step, ...]:
    return (
        Choose(
            GO_ON,
            (GO_ON,),
            (Option("1", "weekly_yes", "weekly_goes_on"), Option("2", "weekly_no", "weekly_end")),
            rescue="menu",
            channels=SMS,
        ),
        Act("weekly_end", "unsubscribe", (("done", "weekly_ended"), ("failed", "text_failed")), SMS),
        *(End(name, (name,), SMS) for name in ("weekly_goes_on", "weekly_ended", OVER)),
    )


def _text(text: Item, library: Library, today: date, unreviewed: bool) -> Iterator[Step]:
    """A tip, or a question; her answer brings the reason, and nothing is counted."""
    if not (unreviewed or library.may_tell(text, today)):
        return
    lines = (text.key,) if library.may_tell(text, today) else ("unreviewed", text.key)
    if not text.answer:
        yield End(text.key, lines, SMS)
        return
    options = tuple(
        Option(key, f"weekly_{answer}", f"{text.key}_{answer}") for key, answer in (("1", "true"), ("2", "false"))
    )
    yield Choose(text.key, lines, options, rescue="menu", channels=SMS)
    for answer in ("true", "false"):
        said = "weekly_right" if answer == text.answer else "weekly_wrong"
        yield End(f"{text.key}_{answer}", (said, f"{text.key}_why"), SMS)
