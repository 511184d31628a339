"""Renders a turn of the conversation as TwiML: what is played, what is waited for, who is rung."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from hotline.actions.ring_wave import Wave
from hotline.core.events import Line, Turn
from hotline.prompts.recordings import Recordings
from hotline.prompts.speech import Heard, Play, resolve
from hotline.prompts.words import Words
from hotline.telephony.twilio import twiml

KEY_TIMEOUT = 8  # seconds of silence before the menu is said again
PAUSE = 2  # seconds for a key between two waves, before the next phones ring
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
        edition = self.recordings.edition()
        for line in lines:
            for heard in self._heard(line, line.language or language, edition):
                if isinstance(heard, Play):
                    into.play(f"{self.public_url}/prompts/{heard.language}/{heard.clip}.{heard.version}.wav")
                else:
                    into.say(heard.text, language="en-GB")

    def _heard(self, line: Line, language: str, edition: int) -> tuple[Heard, ...]:
        """What is heard of a line. One without slots is the same each time, until a recording changes or breaks."""
        if line.slots:
            return resolve(line, language, self.words, self.recordings)
        key = (edition, language, line.key)
        heard = self.known.get(key)
        if heard is None:
            if edition != next(iter(self.known), key)[0]:
                self.known.clear()
            heard = self.known[key] = resolve(line, language, self.words, self.recordings)
        return heard

    def speak(self, turn: Turn, language: str, place: str, wave: Wave, ring: Callable[[Wave], Ringing]) -> str:
        """The whole answer to a webhook: `place` is the address that the next key goes to."""
        response = twiml.Voice()
        match turn.wait:
            case "ring" if wave.rings:
                self.say(response, turn.lines, language)
                self._dial(response, ring(wave))
            case "key" | "any":
                self._menu(response, turn, language, place, digits=1, end="")
            case "number":
                self._menu(response, turn, language, place, digits=turn.digits or MOST_DIGITS, end="#")
            case "pause":
                self._menu(response, turn, language, place, digits=1, end="", timeout=PAUSE)
            case _:
                self.say(response, turn.lines, language)
                response.hangup()
        return twiml.document(response)

    def _menu(
        self, response: twiml.Voice, turn: Turn, language: str, place: str, *, digits: int, end: str,
        timeout: int = KEY_TIMEOUT,
    ) -> None:  # fmt: skip
        keys = response.gather(action=place, timeout=timeout, num_digits=digits, finish_on_key=end)
        self.say(keys, (*turn.lines, *(offer.line for offer in turn.offers)), language)
        response.redirect(place)  # reached in silence only

    def _dial(self, response: twiml.Voice, ringing: Ringing) -> None:
        phones = response.dial(
            action=ringing.action, timeout=ringing.seconds, caller_id=self.hotline_number, time_limit=TALK_LIMIT
        )
        for phone in ringing.phones:
            phones.number(phone.number, url=phone.whisper, status_callback=phone.left)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that is rung: its number, what it hears when it is answered, what is told when its leg ends."""

    number: str
    whisper: str
    left: str


@dataclass(frozen=True, slots=True)
class Ringing:
    """One wave: the phones, where the caller goes on afterwards, for how many seconds they ring."""

    phones: tuple[Phone, ...]
    action: str
    seconds: int
