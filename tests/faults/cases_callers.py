"""What callers do and where they stand: silence, wrong keys, hanging up at any step, withheld numbers."""

from __future__ import annotations

from tests.faults.case import ANYONE, DANGER, PRESSES, REQUEST, SILENT, WOMAN, Case, nothing
from tests.faults.cases_phones import IGNORES, REFUSES, all_of_six, all_of_them, english_only, first, nobody, only_men
from tests.faults.people import ANOTHER_NUMBER
from tests.faults.verdict import HARMLESS, LEFT, PERSON, STORED, WORDS

# Where she hangs up: what she hears there, the keys that lead to it, and after how many seconds of it.
STEPS = {
    "the greeting": ("greeting", "", 0.5),
    "the choice of a language": ("language_ur", "", 0.5),
    "the main menu": ("menu_talk", "1", 0.5),
    "the talk menu": ("talk_woman", "1 1", 0.5),
    "the choice of a woman": ("who_woman", "1 1 2", 0.5),
    "the words before it rings": ("connect", ANYONE, 0.5),
    "the ringing": ("ring", ANYONE, 2.0),
    "the responder's whisper": ("ring", ANYONE, 5.0),
    "the promises after the responder's key": ("ring", ANYONE, 6.5),
    "the pause between two rings": ("wait_next", ANYONE, 1.0),
    "the words about her credit": ("wait_guard", ANYONE, 1.0),
    "the offer when nobody came": ("nobody", ANYONE, 1.0),
    "the first question of a request": ("callback_intro", "1 3", 0.5),
    "the question of her hours": ("callback_when", "1 3 1", 0.5),
    "the question of the days": ("callback_days", "1 3 1 2", 0.5),
    "the question what about": ("talk_law", "1 3 1 1", 0.5),
    "the question by whom": ("who_woman", "1 3 1 1 1", 0.5),
    "the words that read it back": ("callback_confirm", "1 3 1 1 1 2", 0.5),
}
LATE = ("the words about her credit", "the offer when nobody came")


def hangs_up(at: str, heard: str, keys: str, after: float) -> Case:
    """She hangs up there; where it must ring for long, nobody answers."""
    goes = {"leaves_at": heard, "leaves_after": after}
    happens = all_of_six(IGNORES) if at in LATE else first(REFUSES) if heard.startswith("wait") else nothing
    return Case(f"she hangs up in {at}", LEFT, happens, keys, SILENT, how=goes)


def withheld(what: str, ends: str, *more: object, **how: object) -> Case:
    """The same for a caller whose number is not shown."""
    return Case(f"number withheld: {what}", ends, *more, shows="anonymous", **how)  # type: ignore[arg-type]


CASES = (
    *(hangs_up(at, *there) for at, there in STEPS.items()),
    Case("she hangs up in the talk", PERSON, then=SILENT, how={"leaves_at": "bridge", "leaves_after": 20.0}),
    Case("she hangs up after the talk", PERSON, then=SILENT, how={"leaves_at": "after_talk"}),
    Case("she hangs up when it is stored", STORED, keys=REQUEST, then=SILENT, how={"leaves_at": "callback_stored"}),
    Case("she says nothing from the beginning", WORDS, keys="", then=SILENT),
    Case("she says nothing in the main menu", WORDS, keys="1", then=SILENT),
    Case("she says nothing in the talk menu", WORDS, keys="1 1", then=SILENT),
    Case("she says nothing when her request is read back", WORDS, keys="1 3 1 1 1 2", then=SILENT),
    Case("she says nothing when it is stored", STORED, keys=REQUEST, then=SILENT),
    Case("she asks for a person with 0 in the middle of a request", PERSON, keys="1 3 1 0"),
    Case("she presses a key that nothing offers, again and again", WORDS, keys="1", then="8"),
    Case("she goes back and back", WORDS, keys="1 1 2", then="#"),
    Case("he came in: she presses the star", HARMLESS, keys="1 1 *", then=SILENT),
    Case("he came in while she waited: the star at a pause", HARMLESS, first(REFUSES), then=SILENT,
         how={"at_pause": "*"}),
    Case("she presses 3 at a pause", STORED, first(REFUSES), how={"at_pause": "3"}),
    Case("she presses 3 at a pause and then nothing", WORDS, first(REFUSES), then=SILENT, how={"at_pause": "3"}),
    Case("she presses 3 when her credit is running", STORED, all_of_six(IGNORES), how={"at_guard": "3"}),
    Case("she presses 7 at a pause", PERSON, first(REFUSES), how={"at_pause": "7"}),
    withheld("nothing goes wrong", PERSON),
    withheld("nobody answers", STORED, all_of_them(IGNORES)),
    withheld("nobody answers, and she stays silent", WORDS, all_of_them(IGNORES), then=SILENT),
    withheld("six ignore it", STORED, all_of_six(IGNORES)),
    withheld("the roster is empty", STORED, nobody),
    withheld("danger, and nobody on duty", STORED, nobody, DANGER),
    withheld("a woman only, and only men on duty", STORED, only_men, f"{WOMAN} 2"),
    withheld("nobody speaks her language", STORED, english_only, f"{ANYONE} 2"),
    withheld("she presses 3 at a pause", STORED, first(REFUSES), how={"at_pause": "3"}),
    withheld("she asks to be rung back", STORED, nothing, f"1 3 1 {ANOTHER_NUMBER} 1 1 1 2", PRESSES),
)
