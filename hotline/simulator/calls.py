"""The two kinds of call: somebody rings the hotline, or the hotline's API rings somebody."""

from hotline.simulator.dialling import dial, rings
from hotline.simulator.legs import Callback, HungUp, Leg, Script, Target, Wait
from hotline.simulator.performing import End, perform, run
from hotline.simulator.twiml import parse_voice
from hotline.simulator.verbs import TwimlError

APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."
ERROR_SECONDS = 4.0


def inbound(leg: Leg) -> Script[None]:
    """A phone has dialled the hotline."""
    account = leg.network.account
    leg.callback = Callback(account.status_url) if account.status_url else None
    leg.status = "ringing"
    status = yield from _spoken(leg, run(leg, Target("POST", account.voice_url), dial))
    leg.end(status)


def unknown(leg: Leg) -> Script[None]:
    """A phone has dialled a number that nobody has."""
    leg.end("failed")
    return
    yield Wait()


def outbound(leg: Leg, url: str | None, twiml: str | None, timeout: float, method: str) -> Script[None]:
    """The API rings a phone; once it is answered the call's document is performed."""
    try:
        status = yield from rings(leg, leg.network.now + timeout)
    except HungUp as reason:
        status = reason.status
    if status is None:
        leg.answer()
        status = yield from _spoken(leg, _document(leg, url, twiml, method))
    leg.end(status)


def _document(leg: Leg, url: str | None, twiml: str | None, method: str) -> Script[End]:
    if url is not None:
        return (yield from run(leg, Target(method, url), dial))
    document = parse_voice((twiml or "").encode(), "text/xml", "")
    following = yield from perform(leg, document, dial)
    if isinstance(following, Target):
        return (yield from run(leg, following, dial))
    return following


def _spoken(leg: Leg, talk: Script[End]) -> Script[str]:
    """Let the documents run; a broken one is apologised for, as the provider does, and ends the call."""
    try:
        try:
            end = yield from talk
        except TwimlError as error:
            leg.network.report(error.code, error.message, leg.network.account.voice_url, leg.sid)
            leg.answer()
            leg.silence()
            leg.hear("error", ERROR_SECONDS, text=APPLICATION_ERROR, language="en-US")
            yield Wait(leg.network.now + ERROR_SECONDS)
            return "completed"
    except HungUp:
        return "completed" if leg.answered is not None else "no-answer"
    return leg.status if end is End.REJECTED else "completed"
