"""Renders a turn of the conversation as TwiML: what is played, what is waited for, who is rung."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hotline.actions.ring_responder import Rung
from hotline.core.events import Line, Turn
from hotline.prompts.recordings import Recordings
from hotline.prompts.speech import Heard, Play, resolve
from hotline.prompts.words import Words
from hotline.telephony.twilio import twiml

KEY_TIMEOUT = 8  # seconds of silence before the menu is said again
TALK_LIMIT = 2 * 60 * 60
MOST_DIGITS = 15  # of a telephone number


@dataclass(frozen=True)
class Speaker:
    """Turns prompt keys into Play and Say; `public_url` is where the recordings are fetched."""

    words: Words
    recordings: Recordings
    public_url: str
    hotline_number: str
    known: dict[tuple[int, str, str], tuple[Heard, ...]] = field(default_factory=dict, repr=False, compare=False)

    def say(self, into: twiml.Voice | twiml.Gather, lines: Iterable[Line], language: str) -> None:
        """Append each line: a recording in her language, else in the other, else English speech."""
        for line in lines:
            for heard in self._heard(line, line.language or language):
                if isinstance(heard, Play):
                    into.play(f"{self.public_url}/prompts/{heard.language}/{heard.clip}.{heard.version}.wav")
                else:
                    into.say(heard.text, language="en-GB")

    def _heard(self, line: Line, language: str) -> tuple[Heard, ...]:
        """What is heard of a line. One without slots is the same each time, until a recording turns out broken."""
        if line.slots:
            return resolve(line, language, self.words, self.recordings)
        key = (len(self.recordings.broken), language, line.key)
        if key not in self.known:
            self.known[key] = resolve(line, language, self.words, self.recordings)
        return self.known[key]

    def speak(self, turn: Turn, language: str, place: str, rung: Rung | None, ring: Callable[[Rung], Ringing]) -> str:
        """The whole answer to a webhook: `place` is the address that the next key goes to."""
        response = twiml.Voice()
        match turn.wait:
            case "ring" if rung is not None:
                self.say(response, turn.lines, language)
                self._dial(response, ring(rung))
            case "key" | "any":
                self._menu(response, turn, language, place, digits=1, end="")
            case "number":
                self._menu(response, turn, language, place, digits=MOST_DIGITS, end="#")
            case _:
                self.say(response, turn.lines, language)
                response.hangup()
        return twiml.document(response)

    def _menu(self, response: twiml.Voice, turn: Turn, language: str, place: str, *, digits: int, end: str) -> None:
        keys = response.gather(action=place, timeout=KEY_TIMEOUT, num_digits=digits, finish_on_key=end)
        self.say(keys, (*turn.lines, *(offer.line for offer in turn.offers)), language)
        response.redirect(place)  # reached in silence only

    def _dial(self, response: twiml.Voice, ringing: Ringing) -> None:
        phones = response.dial(
            action=ringing.action, timeout=ringing.seconds, caller_id=self.hotline_number, time_limit=TALK_LIMIT
        )
        phones.number(ringing.number, url=ringing.whisper, status_callback=ringing.left)


@dataclass(frozen=True, slots=True)
class Ringing:
    """One ring: whom, the whisper, what is told at its end, where the caller goes on, for how many seconds."""

    number: str
    whisper: str
    left: str
    action: str
    seconds: int
