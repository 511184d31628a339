"""The coordinator records sentences by phone: hear one read, speak after the tone, listen, keep it or again.

Where she stands goes with the call, sealed; what she said waits as a draft until she decides.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from flask import Blueprint, Response, abort, request

from hotline.actions.ports import SealBroken, TelephoneError
from hotline.actions.record_prompt import Workshop, draft_sound, hear_draft, keep_draft
from hotline.core.events import Line
from hotline.flows.workshop import DECISION, MENU
from hotline.prompts.stand_in import EngineError
from hotline.prompts.words import SPOKEN
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.edge import Edge, caller, field, guard, log, xml
from hotline.telephony.twilio.speaking import KEY_TIMEOUT

URL = "/twilio/voice/workshop"
QUIET_ENDS = 5  # seconds of silence that end a recording
LONGEST = 60
DIGITS = 4
PATIENCE = 2  # silences at a menu, and recordings that the provider has not ready
NEXT, NUMBER, LANGUAGE = KEEP, AGAIN, LEAVE = "1", "2", "3"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where she stands: in which language, with which sentence, which recording of it, how often it was waited."""

    language: str = SPOKEN[0]
    clip: str = ""
    take: str = ""
    waited: int = 0


def is_coordinator(edge: Edge) -> bool:
    """Whether this call comes from the phone that may record, and there is a PIN to prove it by."""
    number = caller().number
    return bool(edge.workshop and edge.workshop.pin and number and number.e164 == edge.workshop.phone.e164)


def opens(edge: Edge, pin: str) -> bool:
    """Whether it is the coordinator's PIN."""
    return edge.workshop is not None and hmac.compare_digest(pin.encode(), edge.workshop.pin.encode())


def begin(edge: Edge) -> Response:
    """Her PIN was right: the menu."""
    return _Room(edge).menu(Bench())


def create_blueprint(edge: Edge) -> Blueprint:
    """The routes below /twilio/voice/workshop, and the drafts that she listens to."""
    routes = Blueprint("workshop", __name__, url_prefix=URL)
    guard(routes, edge, edge.apology)
    room = _Room(edge)
    for path, view in (("/menu", room.chosen), ("/number", room.numbered), ("/said", room.said),
                       ("/decided", room.decided)):  # fmt: skip
        routes.add_url_rule(path, view.__name__, view, methods=["POST"])
    return routes


def create_drafts(edge: Edge) -> Blueprint:
    """GET /prompts/drafts/<recording>.wav: fetched by the carrier, which does not sign what it plays."""
    drafts = Blueprint("drafts", __name__, url_prefix="/prompts/drafts")

    @drafts.get("/<recording>.wav")
    def draft(recording: str) -> Response:
        try:
            sound = draft_sound(edge.workshop, recording) if edge.workshop else None
        except TelephoneError:
            sound = None
        if sound is None:
            abort(404)
        return Response(sound, content_type="audio/wav", headers={"Cache-Control": "no-store"})

    return drafts


class _Room:
    """The views, and what each says."""

    def __init__(self, edge: Edge) -> None:
        self._edge = edge

    @property
    def _workshop(self) -> Workshop:
        if self._edge.workshop is None:
            raise LookupError("nothing is recorded by phone here")
        return self._edge.workshop

    def chosen(self) -> Response:
        """A key at the menu."""
        bench, key = self._opened(), field("Digits", 1)
        if not key and bench.waited >= PATIENCE:
            return self._bye(bench)
        if not key:
            return self.menu(replace(bench, waited=bench.waited + 1))
        bench = replace(bench, waited=0)
        if key == NEXT:
            clip = self._workshop.next_clip(bench.language, bench.clip)
            return self._offer(replace(bench, clip=clip)) if clip else self.menu(bench, "workshop_all")
        if key == NUMBER:
            return self._ask_number(bench)
        if key == LANGUAGE:
            return self.menu(replace(bench, language=self._workshop.language_after(bench.language), clip=""))
        return self.menu(bench, "wrong_key")

    def numbered(self) -> Response:
        """The number of a sentence."""
        bench = self._opened()
        clip = self._workshop.clip_of(bench.language, field("Digits", DIGITS))
        return self._offer(replace(bench, clip=clip)) if clip else self.menu(bench, "workshop_unknown")

    def said(self) -> Response:
        """She has spoken: what is wrong with it, or how callers would hear it."""
        bench = self._opened()
        bench = replace(bench, take=bench.take or field("RecordingSid"))
        try:
            faults = hear_draft(self._workshop, bench.language, bench.clip, bench.take, self._edge.clock())
        except TelephoneError as error:
            if not error.permanent and bench.waited < PATIENCE:  # it is not ready yet
                response = twiml.Voice()
                response.pause(1)
                response.redirect(self._url("said", replace(bench, waited=bench.waited + 1)))
                return xml(twiml.document(response))
            log.error("recording not fetched", code=error.code)
            faults = ["failed"]
        except EngineError:
            log.error("recording not packed: sox is missing or fails")
            return self.menu(bench, "workshop_failed")
        if faults:
            return self._offer(replace(bench, take="", waited=0), *(f"workshop_{fault}" for fault in faults))
        return self._play_back(bench)

    def decided(self) -> Response:
        """Keep it, say it again, or leave it."""
        bench, key = self._opened(), field("Digits", 1)
        if key == KEEP:
            kept = keep_draft(self._workshop, bench.language, bench.clip, bench.take)
            log.info("prompt recorded", language=bench.language, clip=bench.clip, kept=kept)
            return self.menu(replace(bench, take=""), "workshop_kept" if kept else "workshop_failed")
        if key == AGAIN:
            return self._offer(replace(bench, take=""))
        return self.menu(replace(bench, take="")) if key else self._play_back(bench)

    def menu(self, bench: Bench, *first: str) -> Response:
        """What can be done."""
        return self._keys(bench, "menu", (*first, *MENU))

    def _ask_number(self, bench: Bench) -> Response:
        return self._keys(bench, "number", ("workshop_which",), digits=DIGITS)

    def _offer(self, bench: Bench, *first: str) -> Response:
        """The sentence as it is heard now, then the tone."""
        response = twiml.Voice()
        self._say(response, bench, (*first, "workshop_words"))
        self._say_clip(response, bench)
        self._say(response, bench, ("workshop_speak",))
        response.record(action=self._url("said", bench), timeout=QUIET_ENDS, finish_on_key="#", max_length=LONGEST)
        return xml(twiml.document(response))

    def _play_back(self, bench: Bench) -> Response:
        response = twiml.Voice()
        keys = response.gather(action=self._url("decided", bench), timeout=KEY_TIMEOUT, num_digits=1, finish_on_key="")
        self._say(keys, bench, ("workshop_heard",))
        keys.play(f"{self._edge.places.public_url}/prompts/drafts/{bench.take}.wav")
        self._say(keys, bench, DECISION)
        response.hangup()  # nothing is kept that nobody decided on
        return xml(twiml.document(response))

    def _keys(self, bench: Bench, step: str, lines: Iterable[str], digits: int = 1) -> Response:
        response = twiml.Voice()
        address = self._url(step, bench)
        end = "#" if digits > 1 else ""
        keys = response.gather(action=address, timeout=KEY_TIMEOUT, num_digits=digits, finish_on_key=end)
        self._say(keys, bench, lines)
        response.redirect(address)  # reached in silence only
        return xml(twiml.document(response))

    def _bye(self, bench: Bench) -> Response:
        response = twiml.Voice()
        self._say(response, bench, ("goodbye",))
        response.hangup()
        return xml(twiml.document(response))

    def _say(self, into: twiml.Voice | twiml.Gather, bench: Bench, lines: Iterable[str]) -> None:
        self._edge.speaker.say(into, map(Line, lines), bench.language)

    def _say_clip(self, into: twiml.Voice, bench: Bench) -> None:
        """The recording itself: a sentence with slots has several, and she reads one of them."""
        sound = self._workshop.recordings.sound(bench.language, bench.clip)
        if sound:
            address = f"{self._edge.places.public_url}/prompts/{sound.language}/{sound.clip}.{sound.version}.wav"
            into.play(address)

    def _url(self, step: str, bench: Bench) -> str:
        token = self._edge.places.sealer.seal_place(json.dumps(asdict(bench)), _bound())
        return f"{self._edge.places.public_url}{URL}/{step}?p={token}{twiml.RETRIED}"

    def _opened(self) -> Bench:
        """Where she stands. A place that does not open proves no PIN: abort, and she calls again."""
        try:
            return Bench(**json.loads(self._edge.places.sealer.open_place(request.args.get("p", ""), _bound())))
        except (SealBroken, ValueError, TypeError):
            raise LookupError("a place that does not open") from None


def _bound() -> str:
    return f"{field('CallSid')} workshop"
