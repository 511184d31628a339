"""What is written for a carrier is what its strictest reader accepts: every turn, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from builders import BILQIS, KEY, a_responder

from hotline import parts
from hotline.actions.converse import converse
from hotline.actions.ring_wave import Wave
from hotline.core.conversation import Conversation
from hotline.core.events import Began, Keys, Line, Outcome, Silence, Turn, Wish
from hotline.core.flow import Act, Connect, Flow, Step
from hotline.flows.hotline import build
from hotline.flows.reach import reachable
from hotline.prompts.recordings import Listing, Recordings
from hotline.prompts.words import Words
from hotline.simulator.twiml import parse_voice
from hotline.simulator.verbs import Dial, Document, Gather, Hangup, Play, Redirect, Say
from hotline.storage.vault import Vault
from hotline.telephony.twilio import asking, twiml
from hotline.telephony.twilio.places import RING_TIMEOUT, Places
from hotline.telephony.twilio.responder import PASS_ON
from hotline.telephony.twilio.speaking import PAUSE, Speaker
from tests.telephony.oracle import check

PUBLIC = "https://hotline.example.org"
CALL = "CA" + "7" * 32
NOW = 60.0
ANSWERS = (("number", "+923995556677"), ("window", "morning"), ("days", "weekdays"), ("subject", "law"),
           ("by", "woman"), ("reference", "4711"))
EVENTS = (Began(), Keys("7"), Keys("#"), Keys("9"), Keys("*"), Keys("0"), Silence())


@pytest.fixture(scope="module")
def words() -> Words:
    return parts.open_words()


@pytest.fixture(scope="module")
def recordings(words: Words) -> Recordings:
    return parts.open_recordings(words)


@pytest.fixture(scope="module")
def places() -> Places:
    return Places(Vault([KEY]), PUBLIC)


@pytest.fixture(scope="module", params=["what is signed", "everything"])
def flow(request: pytest.FixtureRequest) -> Flow:
    return build(parts.open_library(), date(2026, 11, 21), request.param == "everything")


def places_of(flow: Flow, language: str) -> Iterator[Conversation]:
    """Every step that a caller can stand on, with and without answers, the number known and not."""
    for step in sorted(reachable(flow, "voice")):
        for known in (True, False):
            place = Conversation(flow.version(), step, "voice", language, number_known=known)
            yield place
            yield place._replace(answers=ANSWERS, misses=2, trail=("menu",), tried=("x",), rung_at=NOW - 40)


def turns(flow: Flow, language: str) -> Iterator[tuple[Conversation, Turn, Wave]]:
    """Every turn that every event at every place comes to, whatever becomes of the wishes."""
    wave = Wave((("ring", a_responder(id="r")), ("other", a_responder(id="s", phone=BILQIS))), 3)
    for place in places_of(flow, language):
        step = flow.steps[place.step]
        ends = [name for name, _ in step.outcomes] if isinstance(step, Act) else ["helped", "nobody", "busy", "stored"]
        for event in (*EVENTS, *map(Outcome, ends)):
            for wish_ends in ("ringing", "failed", "nobody", "stored"):
                wished: list[str] = []

                def perform(wish: Wish, _turn: int, end: str = wish_ends, wished: list[str] = wished) -> Outcome:
                    wished.append(wish.name)
                    fits = end in (("stored", "failed") if wish.name == "record_callback" else ("ringing", "nobody"))
                    answers = (("rung", "r s"), ("left", "3"), ("reference", "4711"))
                    return Outcome(end if fits else "nobody" if wish.name in ("ring", "look") else "failed", answers)

                there, turn = converse(flow, place, event, NOW, perform)
                yield there, turn, wave if turn.wait == "ring" else Wave()
                if not wished:
                    break  # whatever would become of a wish, she comes to the same turn


def read_back(speaker: Speaker, places: Places, step: Step, place: Conversation, turn: Turn, wave: Wave) -> Document:
    """The turn as TwiML, read by twilio's classes and by the simulator, which takes nothing that Twilio would not."""
    def ring(one: Wave):
        if isinstance(step, Connect):
            return places.ringing(one, place, CALL, step, NOW)
        return asking.ringing(places, one, place, CALL)

    text = speaker.speak(turn, place.language, places.step(place, CALL), wave, ring)
    assert len(text.encode()) < 16_000
    check(text)
    return parse_voice(text.encode(), "text/xml", f"{PUBLIC}/twilio/voice")


@pytest.mark.parametrize("language", ["ur", "en"])
def test_every_turn_is_read_back_without_an_error(
    flow: Flow, words: Words, recordings: Recordings, places: Places, language: str
) -> None:
    """Something is heard at once, each question leads on with and without a key, and what ends hangs up."""
    speaker = Speaker(words, recordings, PUBLIC, "+923990000000")
    seen: dict[tuple[object, ...], Document] = {}
    for place, turn, wave in turns(flow, language):
        key = (turn, place.language)
        if key not in seen:
            seen[key] = read_back(speaker, places, flow.steps[place.step], place, turn, wave)
            _leads_on(seen[key], turn, phones=2 if isinstance(flow.steps[place.step], Connect) else 1)
    assert len(seen) > 40


def _leads_on(document: Document, turn: Turn, phones: int) -> None:
    *_, last = document.verbs
    match turn.wait:
        case "ring":
            assert isinstance(last, Dial)
            assert 5 <= last.timeout <= RING_TIMEOUT
            assert last.action
            assert len(last.numbers) == phones
            assert all(number.url and number.status_callback for number in last.numbers)
            assert len({number.url for number in last.numbers}) == phones
        case "pause":
            assert isinstance(document.verbs[0], Gather)
            assert document.verbs[0].timeout == PAUSE
            assert isinstance(last, Redirect)
        case "end":
            assert isinstance(last, Hangup)
            assert document.verbs[:-1]
        case _:
            gather, last = document.verbs
            assert isinstance(gather, Gather)
            assert isinstance(last, Redirect)
            assert gather.sounds
            assert gather.action == last.url
            assert gather.method == last.method == "POST"


def test_without_recordings_english_words_are_said(words: Words, places: Places, flow: Flow, tmp_path) -> None:
    """A whole folder of recordings is missing: the call goes on in the carrier's English voice."""
    speaker = Speaker(words, Recordings.load(Listing.read(tmp_path), words), PUBLIC, "+923990000000")
    place = Conversation(flow.version(), "menu", "voice", "ur")
    there, turn = converse(flow, place, Began(), 0.0, lambda wish, turn: Outcome("failed"))
    gather = read_back(speaker, places, flow.steps[there.step], there, turn, None).verbs[0]
    assert isinstance(gather, Gather)
    assert all(isinstance(sound, Say) and sound.language == "en-GB" for sound in gather.sounds)


def test_a_number_is_read_back_digit_by_digit(words: Words, recordings: Recordings, places: Places, flow: Flow) -> None:
    speaker = Speaker(words, recordings, PUBLIC, "+923990000000")
    place = Conversation(flow.version(), "callback_check", "voice", "ur", answers=ANSWERS)
    there, turn = converse(flow, place, Began(), 0.0, lambda wish, turn: Outcome("failed"))
    gather = read_back(speaker, places, flow.steps[there.step], there, turn, None).verbs[0]
    assert isinstance(gather, Gather)
    played = [sound.url for sound in gather.sounds if isinstance(sound, Play)]
    digits = [url.split("/digit_")[1][0] for url in played if "/digit_" in url]
    assert "".join(digits) == "03995556677"


@pytest.mark.parametrize("heard_in", ["ur", "en"])
@pytest.mark.parametrize("subject", ["law", "feelings", "online", "other"])
@pytest.mark.parametrize("spoken", ["ur", "en"])
def test_every_whisper_is_one_sentence(
    words: Words, recordings: Recordings, heard_in: str, subject: str, spoken: str
) -> None:
    """Language and subject, for ordinary and urgent calls and calls back; nothing of it is left to a machine voice."""
    speaker = Speaker(words, recordings, PUBLIC, "+923990000000")
    for key in ("whisper", "whisper_danger", "whisper_back", "whisper_gone", "whisper_taken"):
        response = twiml.Voice()
        speaker.say(response, [Line(key, (("spoken", spoken), ("subject", subject)))], heard_in)
        check(twiml.document(response))
        document = parse_voice(twiml.document(response).encode(), "text/xml", PUBLIC, whisper=True)
        assert document.verbs
        assert all(isinstance(verb, Play) and f"/prompts/{heard_in}/" in verb.url for verb in document.verbs)
    assert PASS_ON == "2"
