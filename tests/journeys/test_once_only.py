"""The same webhook twice, late, or out of order: the same answer, one record, nobody rung or connected twice."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hotline.core.errors import SealBroken
from hotline.simulator.journey import Handset
from hotline.simulator.webhooks import Answer, Exchange, Request, sign
from tests.journeys.conftest import AMINA, HER, SAIMA, TARIQ, Hotline, open_hotline

COORDINATOR = "+923990000500"
TOKEN = re.compile(r"([?&;]([pw])=)([A-Za-z0-9_-]+)")
REPORTS = ("/status", "/left")


@pytest.fixture
def hotline(tmp_path: Path) -> Hotline:
    """With a coordinator, who must hear of each request once."""
    return open_hotline(tmp_path, HOTLINE_COORDINATOR=COORDINATOR)


def plain(hotline: Hotline, request: Request, answer: Answer) -> tuple[int, str]:
    """An answer with what is sealed in it opened: seals differ each time, what they hold may not."""

    def opened(found: re.Match[str]) -> str:
        for bound_to in (request.value("CallSid"), "whisper", "asking", "ring back"):
            try:
                return found[1] + hotline.store.vault.open_place(found[3], bound_to)
            except SealBroken:
                continue
        raise AssertionError("a seal that nobody can open")

    return answer.status, TOKEN.sub(opened, answer.body.decode())


def records(tmp_path: Path) -> str:
    """All rows but the times when they were last touched by a repeat, which there are none of."""
    connection = sqlite3.connect(tmp_path / "hotline.db")
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def exchanges(hotline: Hotline, path: str = "") -> list[Exchange]:
    """The webhooks so far whose path ends so."""
    return [one for one in hotline.carrier.exchanges if urlsplit(one.request.url).path.endswith(path)]


def count(hotline: Hotline, table: str) -> int:
    """How many rows there are."""
    return int(hotline.store.db.query(f"select count(*) as n from {table}")[0]["n"])


def again(hotline: Hotline, request: Request, **changes: str) -> tuple[int, str]:
    """A captured request once more, with other parameters and a fitting signature."""
    form = [(name, changes.get(name, value)) for name, value in request.form]
    form += [(name, value) for name, value in changes.items() if name not in dict(request.form)]
    headers = (("X-Twilio-Signature", sign(hotline.settings.auth_tokens[0], request.url, form)),)
    changed = Request("POST", request.url, tuple(form), headers)
    return plain(hotline, changed, hotline.carrier.replay(changed))


def a_call_with_everything(hotline: Hotline) -> Handset:
    """One passes on, the next accepts, talks and says that it helped; then she asks to be rung, and hangs up."""
    her, amina, saima = hotline.phone().calls(), hotline.phone(AMINA), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("1").presses("2").presses("2").hears("connect")
    amina.rings().answers().hears("whisper").presses("2")
    her.hears("wait_next")
    saima.rings().answers().hears("whisper").presses("5")
    her.talks_to(saima)
    saima.hangs_up()
    saima.rings().answers().hears("result_menu").presses("1").hears("result_thanks").hears_the_end()
    her.hears("after_talk").presses("2").hears("callback_intro").presses("1").presses("2").presses("1")
    her.presses("1").presses("1").hears("callback_confirm").presses("1").hears("callback_stored").hangs_up()
    return her


def is_as_after_one_call(hotline: Hotline) -> None:
    """One request, one notice of it, two rings with their true ends, one question about the talk, nobody busy."""
    [stored] = hotline.store.callbacks()
    assert (stored.state, stored.subject) == ("new", "law")
    assert count(hotline, "outbox") == 1
    rings = hotline.store.db.query("select outcome, result from rings order by started_at, rowid")
    assert [(row["outcome"], row["result"]) for row in rings] == [
        ("passed", None), ("helped", "helped"), ("over", "helped")
    ]  # fmt: skip
    assert hotline.store.busy_responders(hotline.clock.utc()) == set()


def test_a_whole_call_delivered_twice_is_one_call(hotline: Hotline) -> None:
    """Every second answer, on which the carrier acts, is the first one again."""
    hotline.carrier.deliver_twice = True
    a_call_with_everything(hotline)
    is_as_after_one_call(hotline)
    assert not hotline.carrier.problems
    for one in hotline.carrier.exchanges:
        first, second = (plain(hotline, one.request, answer) for answer in one.answers)
        assert first == second, one.request.url


def test_a_call_replayed_afterwards_changes_nothing(hotline: Hotline, tmp_path: Path) -> None:
    """In order, backwards, and a day later: who captured the webhooks can do nothing with them."""
    a_call_with_everything(hotline)
    captured = exchanges(hotline)
    before = records(tmp_path)
    for order in (captured, captured[::-1]):
        for one in order:
            assert hotline.carrier.replay(one.request).good
    assert records(tmp_path) == before
    is_as_after_one_call(hotline)
    hotline.journey.passes(24 * 3600)
    for one in captured:
        assert hotline.carrier.replay(one.request).good
    assert records(tmp_path) == before


def test_the_confirming_key_twice_gives_one_reference(hotline: Hotline) -> None:
    """Also minutes later, when Twilio comes back to it."""
    her = a_call_with_everything(hotline)
    [confirmed] = [one for one in exchanges(hotline, "/step") if "callback_stored" in str(one.answers[-1].body)]
    first = plain(hotline, confirmed.request, confirmed.answers[-1])
    hotline.journey.passes(300)
    assert plain(hotline, confirmed.request, hotline.carrier.replay(confirmed.request)) == first
    [stored] = hotline.store.callbacks()
    digits = re.findall(r"digit_(\d)\.", first[1])
    assert "".join(digits) == stored.reference
    assert her.phone.state == "idle"


@pytest.mark.parametrize("keys", [("1", "1"), ("1", "2"), ("2", "1"), ("1", "9"), ("9", "1"), ("1", "#"), ("#", "1"),
                                  ("1", "0"), ("0", "1"), ("1", "*"), ("1", ""), ("", "1"), ("1", "11")])
def test_two_keys_at_once_never_store_two_requests(hotline: Hotline, keys: tuple[str, str]) -> None:
    """Both arrive for the same place, in either order: at most one request, and no error."""
    her = hotline.phone().calls().presses("1").presses("3").presses("1").presses("1").presses("1").presses("2")
    her.hears("callback_confirm").presses("1")
    at_confirm = exchanges(hotline, "/step")[-1].request
    hotline.store.db.execute("delete from callbacks")
    hotline.store.db.execute("delete from outbox")
    for key in keys:
        assert again(hotline, at_confirm, Digits=key)[0] == 200
    assert count(hotline, "callbacks") == 1
    assert count(hotline, "outbox") == 1


@pytest.mark.parametrize("keys", [("1", "4"), ("4", "1"), ("1", "1"), ("0", "4"), ("4", "0"), ("4", "9", "4")])
def test_two_keys_at_once_never_ring_two_people(hotline: Hotline, keys: tuple[str, ...]) -> None:
    """A woman, whoever is free, a person at once: the first choice is rung, and she alone."""
    hotline.phone().calls().presses("1").presses("1").hears("talk_woman").presses("9")
    at_talk = exchanges(hotline, "/step")[-1].request
    rung = [number for key in keys for number in re.findall(r">(\+\d+)<", again(hotline, at_talk, Digits=key)[1])]
    assert len(set(rung)) == 1
    assert count(hotline, "rings") == 1


def test_the_end_of_a_ring_told_twice_rings_nobody_else(hotline: Hotline) -> None:
    """The second telling names the person whom the first one named."""
    her, amina = hotline.phone().calls(), hotline.phone(AMINA)
    her.presses("1").presses("1").presses("2").presses("2").hears("connect")
    amina.rings().refuses()
    her.hears("wait_next")
    [ended] = exchanges(hotline, "/rang")
    first = plain(hotline, ended.request, ended.answers[-1])
    for _ in range(3):
        assert plain(hotline, ended.request, hotline.carrier.replay(ended.request)) == first
    assert count(hotline, "rings") == 1
    hotline.phone(SAIMA).rings()
    hotline.phone(TARIQ).does_not_ring()


def test_an_accepting_key_told_twice_still_connects(hotline: Hotline) -> None:
    hotline.carrier.deliver_twice = True
    her, amina = hotline.phone().calls(), hotline.phone(AMINA)
    her.presses("1").presses("1").presses("2").presses("2")
    amina.rings().answers().hears("whisper").presses("1")
    her.talks_to(amina)
    amina.does_not_hear("whisper_gone")


def test_a_key_after_the_caller_has_gone_is_told_so(hotline: Hotline) -> None:
    """Her call is over; the responder's key comes late: she hears that the caller has gone, and is free."""
    her, amina = hotline.phone().calls(), hotline.phone(AMINA)
    her.presses("1").presses("1").presses("2").presses("2")
    amina.rings().answers().hears("whisper")
    her.hangs_up()
    hotline.journey.passes(5)
    whisper = exchanges(hotline, "/whisper")[-1]
    [accept] = set(re.findall(r'action="([^"#]+)', whisper.answers[-1].body.decode()))
    form = (*whisper.request.form, ("Digits", "1"))
    signature = sign(hotline.settings.auth_tokens[0], accept, form)
    answer = hotline.carrier.replay(Request("POST", accept, form, (("X-Twilio-Signature", signature),)))
    assert "whisper_gone" in answer.body.decode()
    assert "<Hangup" in answer.body.decode()
    assert hotline.store.busy_responders(hotline.clock.utc()) == set()
    assert [row["outcome"] for row in hotline.store.db.query("select outcome from rings")] != ["helped"]


@pytest.mark.parametrize("first", REPORTS)
def test_a_caller_who_hangs_up_while_it_rings_frees_everybody(hotline: Hotline, first: str) -> None:
    """Whichever report comes first, the Dial's own comes last: nobody else is rung for somebody who has gone."""
    her, amina = hotline.phone().calls(), hotline.phone(AMINA)
    her.presses("1").presses("1").presses("2").presses("2")
    amina.rings()
    her.hangs_up()
    hotline.journey.passes(10)
    last_word = exchanges(hotline, "/rang")[-1].request
    assert last_word.value("CallStatus") == "completed"
    for path in (first, *REPORTS, first):
        hotline.carrier.replay(exchanges(hotline, path)[-1].request)
    answer = hotline.carrier.replay(last_word)
    assert b"<Dial" not in answer.body
    assert count(hotline, "rings") == 1
    assert hotline.store.busy_responders(hotline.clock.utc()) == set()


def test_reports_in_any_order_give_the_same_record(hotline: Hotline, tmp_path: Path) -> None:
    """Of calls, legs and texts, after the end, out of order, and about what nobody knows."""
    a_call_with_everything(hotline)
    before = records(tmp_path)
    whisper_of_nobody = "https://hotline.example.org/twilio/voice/left?w=forged"
    for path in REPORTS:
        for one in reversed(exchanges(hotline, path)):
            for status in ("completed", "busy", "no-answer", "failed", "canceled", "ringing", "new-word"):
                assert again(hotline, one.request, CallStatus=status)[0] == 204
    status = exchanges(hotline, "/status")[-1].request
    assert again(hotline, status, CallSid="CA" + "9" * 32)[0] == 204
    form = (("CallSid", "CA" + "9" * 32), ("CallStatus", "completed"))
    headers = (("X-Twilio-Signature", sign(hotline.settings.auth_tokens[0], whisper_of_nobody, form)),)
    assert hotline.carrier.replay(Request("POST", whisper_of_nobody, form, headers)).status == 204
    assert records(tmp_path) == before


def test_texts_delivered_twice_are_answered_once_over(hotline: Hotline, tmp_path: Path) -> None:
    """A whole request by text: one reply to act on, one record; replayed later it changes nothing."""
    hotline.carrier.deliver_twice = True
    her = hotline.phone()
    for body in ("mujhe call karo", "1", "2", "1", "1", "1", "1", "1", "1"):
        her.texts(body).reads()
    for one in exchanges(hotline, "/sms"):
        assert one.answers[0].body == one.answers[1].body
    [stored] = hotline.store.callbacks()
    assert stored.channel == "sms"
    assert hotline.store.callback_number(stored.id).e164 == HER
    before = records(tmp_path)
    for one in (*exchanges(hotline, "/sms"), *reversed(exchanges(hotline, "/sms"))):
        assert hotline.carrier.replay(one.request).body == one.answers[0].body
    assert records(tmp_path) == before


@pytest.mark.parametrize("told", [("sent", "delivered"), ("delivered", "sent"), ("delivered", "queued", "failed"),
                                  ("delivered", "new-word", "sent", "delivered")])
@pytest.mark.parametrize("early", [False, True])
def test_a_delivery_is_final_whatever_comes_late(hotline: Hotline, told: tuple[str, ...], early: bool) -> None:
    """Receipts out of order, twice, unknown, or before the answer to the sending: delivered stays delivered."""
    a_call_with_everything(hotline)
    now = hotline.clock.utc()
    errand = hotline.store.take(now, now)
    assert errand
    if not early:
        hotline.store.sent(errand.id, "SM-ours", now)
    sms_status = f"https://hotline.example.org/twilio/sms/status?e={errand.id}"
    for message in ("SM-ours", "SM-unknown"):
        for state in told:
            form = (("MessageSid", message), ("MessageStatus", state))
            headers = (("X-Twilio-Signature", sign(hotline.settings.auth_tokens[0], sms_status, form)),)
            assert hotline.carrier.replay(Request("POST", sms_status, form, headers)).status == 204
    hotline.store.sent(errand.id, "SM-ours", now)
    assert [row["state"] for row in hotline.store.outbox()] == ["delivered"]
