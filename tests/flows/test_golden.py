"""Whole conversations as they are heard and read, one file each: a change of flow or words shows there.

After a wanted change: `pytest tests/flows --update-golden`, then read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from callers import LIVE, Caller, all_goes_well, nobody_is_there

from hotline.core.events import Event, Jump, Keys, Outcome, Silence, Turn, Wish
from hotline.core.flow import Channel, Choose
from hotline.prompts.texting import text_of
from hotline.prompts.words import Words

GOLDEN = Path(__file__).parent / "golden"
NUMBER = "03990000001"
A_NUMBER = ["3", "2", "12345", NUMBER, "2", NUMBER, "1"]
NO_NUMBER = ["3", "3", "2", "1", "12", "1111", "2580", "2", "1470", "1", "2", "1"]
HER_TOKEN = ["3", "4", "12", "4821", "1470"]
SOME_TIPS = ["2", "7", "1", "1", "1", "1", "#", "9", "#", "3", "1", "#", "2", "1", "3", "4"]
NEARBY = ["2", "4", "1", "4", "1", "1", "2", "3", "1", "1", "1", "1", "4", "3", "3"]
QUESTIONS = ["2", "4", "3", "1", "1", "1", "1", "1", "3"]
# What the caller does; of a call, everything after she has chosen the language.
CALLS = {
    "callback": [*A_NUMBER, "4", "3", "2", "1", "#", "1", "9", "1", "silence", "silence"],
    "callin": [*NO_NUMBER, "9", "3", "4", "1", "silence", "silence"],
    "token": [*HER_TOKEN, "1", "nobody answers", "3", "2", "3", "1", "1", "1",
              *HER_TOKEN, "1", "no woman", "1", "they talk", "over", "1", *HER_TOKEN, "3", "2", "3", "1"],
    "tip": [*SOME_TIPS, "nobody answers", "they talk", "over", "silence"],
    "nearby": NEARBY,
    "questions": QUESTIONS,
    "talk": ["1", "2", "1", "nobody answers", "silence", "busy", "9", "they talk", "over",
             "1", "1", "1", "they talk", "over", "2", "1", "1", "1"],
    "danger": ["4", "silence", "silence", "silence", "1", "1", "1", "4", "2", "1"],
    "waiting": ["1", "1", "no woman", "1", "nobody answers", "silence", "nobody answers", "3", "1", "1",
                "1", "2", "3", "27", "nobody there", "2", "2", "1", "2", "1", "1"],
    "hand_over": ["1", "1", "they talk", "to a lawyer", "nobody answers", "silence", "they talk", "to a counsellor",
                  "nobody there", "they talk", "over", "1", "1", "1", "they talk", "to be rung", "1", "1",
                  "1", "1", "they talk", "to a digital expert", "nobody answers", "3", "1", "silence", "silence"],
    "decoy": ["3", "1", "2", "*", "0", "silence", "1"],
    "silence": ["silence"] * 4,
}
TEXTS = {
    "callback": [*A_NUMBER, "4", "3", "2", "1", "#", "1", "9", "1", "1"],
    "callin": [*NO_NUMBER, "9", "3", "4", "1", "1"],
    "token": [*HER_TOKEN, "1", "1", "1", "1", *HER_TOKEN, "3", "2", "3", "1"],
    "tip": SOME_TIPS,
    "nearby": NEARBY,
    "questions": QUESTIONS,
    "talk": ["1", "2", "1", "1", "1", "1", "0"],
    "danger": ["4", "1", "1", "1"],
    "decoy": ["3", "1", "2", "*"],  # the next text finds no conversation
    "silence": ["?", "silence", "?", "?"],
    "keywords": [f"keyword {name}" for name in sorted(LIVE.intents)],
    "weekly": ["keyword subscribe", "1", "2", "4", "2", "4", "4", "4", "1", "her script", "3", "1", "2", "1",
               "her script", "1",
               "keyword subscribe", "2"],
    "sent": [f"sent {name}" if key == "read" else key for name in LIVE.sent
             for key in (("read", "1", "read", "2") if isinstance(LIVE.steps[name], Choose) else ("read",))],
}
HER_SCRIPT = {"ur": "1", "ur_Latn": "2", "en": "3"}
NEUTRAL = tuple(f"> keyword {name}\n" for name in ("who", "help", "wrong_number", "someone_near", "cost", "start"))
TELLTALE = r"harass|abuse|violen|threat|blackmail|lawyer|police|court|victim|rape|counsel"
NOBODY_ON_DUTY = {"danger"}
CONVERSATIONS = [
    *(("voice", language, name) for name in CALLS for language in ("ur", "en")),
    *(("sms", language, name) for name in TEXTS for language in ("ur", "ur_Latn", "en")),
]
NAMED: dict[str, Event] = {
    "silence": Silence(),
    "nobody answers": Outcome("no_answer"),
    "busy": Outcome("busy"),
    "they talk": Outcome("helped", (("person", "27"),)),
    "over": Outcome("over"),
    **{f"to a {name}": Outcome(role, (("role", role), ("handed_by", "r1")))
       for name, role in (("lawyer", "lawyer"), ("counsellor", "counsellor"), ("digital expert", "digital"))},
    "to be rung": Outcome("callback"),
    "no woman": Outcome("no_woman"),
    "nobody there": Outcome("no_person"),
}


def event(name: str) -> Event:
    if name.startswith("sent "):
        return Jump(name.removeprefix("sent "))
    if name.startswith("keyword "):
        return Jump(LIVE.intents[name.removeprefix("keyword ")])
    return NAMED.get(name) or Keys(name)


def what_is_said(turn: Turn, channel: Channel, language: str, words: Words) -> Iterator[str]:
    if channel == "sms":
        yield from text_of(turn, language, words).splitlines()
        return
    for line in (*turn.lines, *(offer.line for offer in turn.offers)):
        yield from filter(None, (words.text(line.language or language, line, channel),))


def transcript(channel: Channel, language: str, name: str, words: Words) -> str:
    town: Callable[[Wish], Outcome] = nobody_is_there if name in NOBODY_ON_DUTY else all_goes_well
    caller = Caller(LIVE, channel, "ur" if channel == "voice" else language, town=town)
    shown = [f"{name}, {channel}, {language}", ""]
    shown += what_is_said(caller.turn, channel, caller.place.language, words)
    first = [{"ur": "1", "en": "2"}[language]] if channel == "voice" else []
    for done in first + (CALLS if channel == "voice" else TEXTS)[name]:
        asked = len(caller.asked)
        turn = caller.does(event(HER_SCRIPT[language] if done == "her script" else done))
        shown += ["", f"> {done}"]
        for _, _, wish in caller.asked[asked:]:
            answers = " ".join(f"{key}={value}" for key, value in wish.answers if key != "reference")
            shown.append(f"({wish.name}{' urgent' * wish.urgent}: {answers})")
        shown += what_is_said(turn, channel, caller.place.language, words)
        if turn.wait == "end":
            shown.append("(over)")
    return "\n".join(shown) + "\n"


@pytest.mark.parametrize(("channel", "language", "name"), CONVERSATIONS)
def test_a_conversation_is_as_it_was_read(
    channel: Channel, language: str, name: str, words: Words, update_golden: bool
):
    """Nobody changes what callers hear without seeing it written out."""
    path = GOLDEN / f"{name}.{channel}.{language}.txt"
    found = transcript(channel, language, name, words)
    if update_golden:
        path.write_text(found, encoding="utf-8")
    assert path.exists(), f"{path.name} is not there: pytest tests/flows --update-golden"
    assert found == path.read_text(encoding="utf-8")


def test_every_golden_file_is_a_conversation():
    """A file that no test compares would be believed for nothing."""
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.{channel}.{language}.txt" for channel, language, name in CONVERSATIONS
    }


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_left_open(path: Path):
    """No slot, key or English sentence shows through in a conversation."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    said = "\n".join(line for line in lines if not line.startswith((">", "(")))
    assert "{" not in said
    assert "_" not in said
    if ".ur." in path.name:  # one sentence offers the other language, in that language
        latin = re.findall(r"[A-Za-z]+", said.replace("For English, press 2.", ""))
        assert not latin


def test_no_text_gives_a_caller_away_before_she_asks():
    """The first text, and every answer to a stranger's question, could stand on anybody's phone."""
    parts = (GOLDEN / "keywords.sms.en.txt").read_text(encoding="utf-8").split("\n\n")
    told = [parts[1], *(part for part in parts if part.startswith(NEUTRAL))]
    assert len(told) == len(NEUTRAL) + 1
    assert not [part for part in told if re.search(TELLTALE, part, re.IGNORECASE)]
