"""What tests of bad input share: one hotline, sealed places, and what counts as an answer that leads on."""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from hotline.core.conversation import Conversation
from hotline.simulator.twiml import parse_messages, parse_voice
from hotline.simulator.verbs import Dial, Gather, Hangup, Redirect
from tests.journeys.conftest import Hotline
from tests.telephony.wire import CALL, ROUTES, Wire

REPORTS = {route for route in ROUTES if route.endswith(("/status", "/left"))}
TEXTS = {"/twilio/sms"}
# Those that a caller's own leg visits; the other voice routes belong to a responder's.
HERS = ("/twilio/voice", "/twilio/voice/step", "/twilio/voice/rang", "/twilio/voice/asked")
COUNT = count(1)


def is_an_answer(target: str, answer: TestResponse, *, over: bool = False) -> None:
    """What Twilio can use: a document for a call or a text, an empty answer to a report.

    To a caller who is still there something is said; a call that is `over` may just be ended.
    """
    path, body = urlsplit(target).path, answer.get_data()
    if path in REPORTS:
        assert (answer.status_code, body) == (204, b"")
        return
    assert answer.status_code == 200
    url = f"https://hotline.example.org{path}"
    if path in TEXTS:
        assert all(len(reply.body) <= 1600 for reply in parse_messages(body, answer.content_type, url).verbs)
        return
    document = parse_voice(body, answer.content_type, url)
    if path in HERS and not over:
        assert isinstance(document.verbs[-1], Redirect | Hangup | Dial)
        # Once she has hung up nobody hears what is answered to the end of a ring.
        assert isinstance(document.verbs[0], Gather) or len(document.verbs) > 1 or path.endswith("/rang")


def leads_on(answer: TestResponse, *keys: str) -> None:
    """A caller hears these prompts, one after the other, and can press a key."""
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    places = [text.find(f"/{key}.") for key in keys]
    assert -1 not in places, text
    assert places == sorted(places)
    assert "<Gather" in text


def new_call() -> dict[str, str]:
    """A call that was never heard of before."""
    return {**CALL, "CallSid": f"CA{next(COUNT):032d}"}


def a_place(hotline: Hotline, call: dict[str, str], **changes: object) -> str:
    """A sealed place of a call: at the main menu in English, if nothing else is said."""
    wire = Wire(hotline.app, hotline.settings.public_url, hotline.settings.auth_tokens[0])
    [token, *_] = re.findall(r"[?&;]p=([A-Za-z0-9_-]+)", wire.post("/twilio/voice", call).get_data(as_text=True))
    begun = Conversation.from_json(hotline.store.vault.open_place(token, call["CallSid"]))
    known = {"flow": begun.flow, "step": "menu", "channel": "voice", "language": "en"}
    place = Conversation(**{**known, **changes})  # type: ignore[arg-type]
    return hotline.store.vault.seal_place(place.to_json(), call["CallSid"])
