"""A place in the address that was tampered with, is foreign, old or broken: the call begins anew, nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from hotline.simulator.twiml import parse_voice
from hotline.telephony.twilio.speaking import Speaker
from tests.journeys.answers import HERS, a_place, is_an_answer, leads_on, new_call
from tests.journeys.conftest import HER, Hotline, open_hotline
from tests.telephony.wire import ROUTES, Wire


def tampered(token: str) -> dict[str, str]:
    """Ways to change a sealed place."""
    return {
        "nothing": "", "first letter": ("B" if token[0] == "A" else "A") + token[1:], "cut off": token[:-5],
        "last letter": token[:-1] + ("B" if token[-1] == "A" else "A"), "longer": token + "AAAA",
        "padded": token + "==", "half": token[: len(token) // 2], "doubled": token * 2, "lower case": token.lower(),
        "no seal": "not-sealed-at-all", "Urdu": "مدد", "controls": token[:9] + "\x00" + token[9:],
        "endless": "A" * 8000, "a path": "../../" + token,
    }  # fmt: skip


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("/twilio/voice")])
def test_a_place_that_was_tampered_with_is_worth_nothing(
    hotline: Hotline, wire: Wire, kept: Callable[[], str], route: str
) -> None:
    """The call begins anew; a responder's leg ends; no ring, no request."""
    call = new_call()
    answers = (("number", HER), ("window", "now"), ("days", "now"), ("subject", "law"), ("by", "anyone"))
    token = a_place(hotline, call, step="callback_confirm", answers=answers)
    before = kept()
    for way, changed in tampered(token).items():
        target = f"{route}?p={quote(changed, safe='')}&w={quote(changed, safe='')}"
        answer = wire.post(target, {**ROUTES[route], **call})
        is_an_answer(target, answer)
        assert "<Dial" not in answer.get_data(as_text=True), way
        if route in HERS:
            leads_on(answer, "greeting", "language_ur")
    assert kept() == before


def test_a_place_of_another_call_is_worth_nothing(hotline: Hotline, wire: Wire, kept: Callable[[], str]) -> None:
    """Nor is a caller's place to a responder's leg, or the other way round."""
    call = new_call()
    answers = (("number", "this"), ("window", "now"), ("days", "now"), ("subject", "law"), ("by", "anyone"))
    mine = a_place(hotline, call, step="callback_confirm", answers=answers)
    before = kept()
    leads_on(wire.post(f"/twilio/voice/step?p={mine}", {**new_call(), "Digits": "1"}), "greeting", "language_ur")
    for bound_to in ("whisper", "ring back"):
        theirs = hotline.store.vault.seal_place("{}", bound_to)
        leads_on(wire.post(f"/twilio/voice/step?p={theirs}", {**new_call(), "Digits": "1"}), "greeting")
    for route in ("/twilio/voice/accept", "/twilio/voice/whisper", "/twilio/voice/back", "/twilio/voice/back/accept"):
        assert "<Hangup" in wire.post(f"{route}?w={mine}", {**call, "Digits": "1"}).get_data(as_text=True)
    assert kept() == before


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("route", ["step", "rang"])
def test_a_place_of_an_older_flow_leads_to_the_menu_in_her_language(
    hotline: Hotline, wire: Wire, kept: Callable[[], str], language: str, route: str
) -> None:
    """The words were changed while she was on the line: the main menu, in the language she had chosen."""
    call = new_call()
    old = {"flow": "0ld0ld00", "step": "a_step_that_is_gone", "answers": (("window", "now"),)}
    token = a_place(hotline, call, language=language, **old)
    before = kept()
    answer = wire.post(f"/twilio/voice/{route}?p={token}", {**call, "Digits": "1", "DialCallStatus": "no-answer"})
    leads_on(answer, "menu_talk", "menu_info")
    assert f"/prompts/{language}/menu_talk." in answer.get_data(as_text=True)
    assert kept() == before


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "1", '"x"', '{"flow": 1}', "not json"])
def test_a_seal_of_ours_with_something_else_inside_begins_anew(hotline: Hotline, wire: Wire, text: str) -> None:
    """As an older version of the program might have sealed."""
    call = new_call()
    token = hotline.store.vault.seal_place(text, call["CallSid"])
    leads_on(wire.post(f"/twilio/voice/step?p={token}", {**call, "Digits": "1"}), "greeting", "language_ur")


@pytest.mark.parametrize("changes", [{"step": "gone"}, {"language": "xx"}, {"channel": "sms"}, {"misses": 99},
                                     {"trail": ("gone",)}, {"step": "callback_check", "answers": (("number", "x"),)},
                                     {"step": "connect", "tried": ("x",)}, {"step": "connect", "rung_at": -1e300}])
def test_a_place_that_nobody_can_go_on_from_is_answered(
    hotline: Hotline, wire: Wire, changes: dict[str, object]
) -> None:
    """A mistake of ours, not hers: whatever key or report comes, she hears something and can press a key."""
    for route, more in (("step", {"Digits": "#"}), ("step", {"Digits": "9"}), ("step", {}), ("rang", {})):
        call = new_call()
        answer = wire.post(f"/twilio/voice/{route}?p={a_place(hotline, call, **changes)}", {**call, **more})
        is_an_answer(f"/twilio/voice/{route}", answer)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"flow":' * 100_000])
def test_even_a_failing_apology_is_no_error(hotline: Hotline, wire: Wire, text: str) -> None:
    """Something that breaks while the place is read breaks again in the apology: useful words are heard."""
    call = new_call()
    token = hotline.store.vault.seal_place(text, call["CallSid"])
    answer = wire.post(f"/twilio/voice/step?p={token}", call)
    assert answer.status_code == 200
    assert "/apology." in answer.get_data(as_text=True)


def test_nothing_can_be_said_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words and recordings cannot be read: the call ends, but the carrier never says that there was an error."""
    hotline = open_hotline(tmp_path)
    wire = Wire(hotline.app, hotline.settings.public_url, hotline.settings.auth_tokens[0])
    monkeypatch.setattr(Speaker, "say", lambda *_: 1 / 0)
    for route in HERS:
        answer = wire.post(route, ROUTES[route])
        assert parse_voice(answer.get_data(), answer.content_type, wire.public).verbs == ()
