"""What every Twilio route needs: the parts of the hotline it works with, the signature check, and the safe answer.

Whatever goes wrong, a caller gets an answer with status 200 that leads on; only unsigned requests are refused.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import date, datetime, tzinfo
from typing import Any

import structlog
from flask import Blueprint, Request, Response, abort, request
from werkzeug.exceptions import HTTPException

from hotline.actions.notice import Notice
from hotline.actions.obey_order import Desk
from hotline.actions.ports import Store, StoreDown
from hotline.actions.record_prompt import Workshop
from hotline.actions.ring_missed import Missed
from hotline.actions.tally import Tally
from hotline.core.conversation import Conversation
from hotline.core.events import Line
from hotline.core.flow import Flow, lines_of
from hotline.core.keywords import Matcher
from hotline.core.phone_number import Caller, caller_from
from hotline.telephony.twilio import twiml
from hotline.telephony.twilio.places import Places
from hotline.telephony.twilio.signature import SignatureCheck
from hotline.telephony.twilio.speaking import Speaker

LARGEST_BODY = 64 * 1024
MOST_OWED = 1000
RUNG_BY_US = "outbound-api"
FIRST_LANGUAGE = "ur"  # what a caller hears before she has chosen
log = structlog.get_logger("twilio")


@dataclass(frozen=True)
class Edge:
    """The parts that the Twilio routes work with, put together in `app.py`."""

    flow_on: Callable[[date], Flow]
    speaker: Speaker
    places: Places
    store: Store
    matcher: Matcher
    desk: Desk
    signature: SignatureCheck
    notice: Notice
    tally: Tally
    zone: tzinfo
    clock: Callable[[], datetime]
    workshop: Workshop | None = None
    missed: Missed | None = None
    owed: deque[tuple[str, Callable[[], object]]] = field_of(default_factory=lambda: deque(maxlen=MOST_OWED))

    @property
    def flow(self) -> Flow:
        """What may be told today: dial tests of the numbers in it grow old."""
        return self.flow_on(self.clock().astimezone(self.zone).date())

    def apology(self, language: str = FIRST_LANGUAGE) -> Response:
        """Sorry, useful words, goodbye: for when not even the menu can be said."""
        response = twiml.Voice()
        self.speaker.say(response, [Line("apology"), *map(Line, lines_of(self.flow.steps["farewell"]))], language)
        response.hangup()
        return xml(twiml.document(response))

    def note(self, deed: str, noted: Callable[[], object]) -> None:
        """Something to be noted that no answer hangs on; while the store is down it is owed."""
        self.owed.append((deed, noted))
        self.settle()

    def settle(self) -> None:
        """Note what is owed, as far as the store answers: nobody stays busy because a report came at a bad moment.

        What is owed dies with the process; then a ring that nobody ended runs out by itself.
        """
        for _ in range(len(self.owed)):
            try:
                deed, noted = self.owed.popleft()
            except IndexError:  # another thread was quicker
                return
            try:
                noted()
            except StoreDown:
                log.error("store did not answer", deed=deed)
                self.owed.appendleft((deed, noted))
                return

    def count(self) -> None:
        """Add what this process remembers to the counts; if the store is down, another time."""
        try:
            self.tally.settle(self.store, self.clock())
        except StoreDown:
            log.error("store did not answer", deed="count")

    def count_all(self) -> None:
        """Add all of it, before the process ends."""
        left = 0
        while left != len(self.tally.waiting):
            left = len(self.tally.waiting)
            self.count()


def xml(document: str) -> Response:
    """An answer that Twilio reads as TwiML and nobody caches."""
    return Response(document, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-store"})


def nothing() -> Response:
    """The answer to a report that needs none."""
    return Response(status=204)


def field(name: str, longest: int = 64) -> str:
    """One form parameter, cut to a sane length."""
    return request.form.get(name, "")[:longest]


def caller() -> Caller:
    """Who is on the line of this webhook: who called us, or whom we rang."""
    return caller_from(field("To" if field("Direction") == RUNG_BY_US else "From", 320))


def new_place(flow: Flow, *, number_known: bool, language: str = FIRST_LANGUAGE) -> Conversation:
    """Where a call begins."""
    return Conversation(flow.version(), flow.start["voice"], "voice", language, number_known=number_known)


def guard(blueprint: Blueprint, edge: Edge, sorry: Callable[[], Response]) -> None:
    """Refuse what is not signed, and answer every failure inside with `sorry`."""

    def refuse_unsigned() -> None:
        request.max_content_length = LARGEST_BODY
        if not edge.signature.genuine(request):
            log.warning("unsigned request refused", path=request.path)
            abort(403)

    def answer_failure(error: Exception) -> Any:
        if isinstance(error, HTTPException):
            return error
        note_failure(request, error)
        try:
            return sorry()
        except Exception as another:  # noqa: BLE001 - an empty document: the call ends, a text stays unanswered
            note_failure(request, another)
            return xml(twiml.document(twiml.Voice()))

    blueprint.before_request(refuse_unsigned)
    blueprint.register_error_handler(Exception, answer_failure)


def note_failure(failed: Request, error: Exception) -> None:
    """Log where it broke, without the error's own words: they may hold what a caller said."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
    log.error("webhook failed", path=failed.path, error=type(error).__name__, where=where)
