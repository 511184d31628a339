"""Handing a caller over with Dial alone: by the responder's keypad, while the caller stays on the line."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from hotline.simulator.journey import Handset
from hotline.simulator.webhooks import Request, sign
from tests.journeys.conftest import AMINA, SAIMA, TARIQ, Hotline

ALWAYS = "mon-sun 00:00-12:00; mon-sun 12:00-24:00"
HEADER = "name,phone,role,gender,languages,shifts,pin"


@pytest.fixture
def her(hotline: Hotline) -> Handset:
    """She asked for a woman, and Saima, a counsellor, talks to her."""
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("1").hears("talk_woman").presses("1").hears("connect")
    saima.rings().answers().hears("whisper").presses("1")
    return her.talks_to(saima)


@pytest.fixture
def saima(hotline: Hotline, her: Handset) -> Handset:
    """Saima told her to stay on the line, and has hung up."""
    her.is_in_call()
    return hotline.phone(SAIMA).hangs_up()


@pytest.fixture
def amina(hotline: Hotline) -> Handset:
    """The lawyer."""
    return hotline.phone(AMINA)


def passes_on(saima: Handset, key: str = "1") -> None:
    """Saima's phone rings and she chooses: to somebody else, to a lawyer."""
    saima.rings().answers().hears("result_menu").presses("2").hears("result_pass").presses(key)
    saima.hears("result_thanks").hears_the_end()


def nobody_is_busy(hotline: Hotline) -> None:
    assert hotline.store.busy_responders(hotline.clock.utc()) == set()


def results(hotline: Hotline) -> list[str | None]:
    """What is known of each ring, in the order in which they were rung."""
    return [row["result"] for row in hotline.store.db.query("select result from rings order by started_at, rowid")]


def test_a_counsellor_passes_her_on_to_a_lawyer(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset
) -> None:
    """She hears who comes next; the lawyer hears that she is passed on; nobody sees anybody's number."""
    her.hears("stay_on_line")
    passes_on(saima)
    her.hears("pass_lawyer")
    amina.rings()
    assert {saima.phone.caller_id, amina.phone.caller_id} == {hotline.settings.number.e164}
    amina.answers().hears("whisper_passed", "whisper", "subject_feelings").presses("1").hears("promises_all")
    her.talks_to(amina)
    hotline.phone(TARIQ).does_not_ring()
    assert results(hotline) == ["lawyer", "lawyer", None]


def test_the_lawyer_may_pass_her_back_to_a_counsellor(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset
) -> None:
    """And at the end she hears by which number to ask for the last one again."""
    passes_on(saima)
    amina.rings().answers().presses("1")
    her.talks_to(amina)
    amina.hangs_up()
    her.hears("stay_on_line")
    passes_on(amina, "2")
    her.hears("pass_counsellor")
    saima.rings().answers().hears("whisper_passed").presses("1")
    her.talks_to(saima)
    saima.hangs_up()
    saima.rings().answers().presses("1").hears("result_thanks").hears_the_end()
    her.hears("person_code", "after_talk")


def test_what_she_was_promised_and_what_she_asked_for_goes_with_her(hotline: Hotline) -> None:
    """A woman only: the lawyer who is a man is not rung. The police may be told: the next one hears exactly that."""
    rows = ("Saima,+923991000003,counsellor,female,ur", "Tariq,+923991000004,lawyer,male,ur",
            "Amina,+923991000001,lawyer,female,ur")
    hotline.has_roster("\n".join((HEADER, *(f"{row},{ALWAYS}," for row in rows))))
    her, saima, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").hears("menu_info").presses("2").presses("4").presses("3")
    her.hears("to_promises").presses("3").hears("promises_intro").presses("2").hears("promise_police_lift").presses("2")
    her.hears("promises_intro").presses("4").presses("1").presses("1").hears("connect")
    saima.rings().answers().presses("1")
    her.talks_to(saima)
    saima.hangs_up()
    passes_on(saima)
    amina.rings().answers().presses("1").hears("promises_some", "bound_police_yes")
    her.talks_to(amina)
    hotline.phone(TARIQ).does_not_ring()


def test_in_danger_stays_in_danger(hotline: Hotline) -> None:
    """Whoever she is passed on to hears that it is danger now."""
    her, saima = hotline.phone().calls(), hotline.phone(SAIMA)
    her.hears("language_ur").presses("1").presses("4").hears("danger_connect").presses("1")
    saima.rings().answers().presses("1")
    her.talks_to(saima)
    saima.hangs_up()
    passes_on(saima)
    hotline.phone(AMINA).rings().answers().hears("whisper_passed", "whisper_danger")


def test_nobody_takes_her_so_she_comes_back_to_the_same_person(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset
) -> None:
    passes_on(saima)
    amina.rings().refuses()
    her.hears("pass_back")
    saima.rings().answers().hears("whisper_returned", "whisper").presses("1")
    her.talks_to(saima)


def test_and_when_she_is_gone_too_the_request_comes_before_others(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset
) -> None:
    """One key: a lawyer rings her first of all, and it counts since when she waited."""
    passes_on(saima)
    amina.rings()
    waited_since = hotline.clock.utc()
    amina.refuses()
    saima.rings().lets_it_ring()
    her.hears("pass_later", "later_this").presses("1").hears("callback_stored").hangs_up()
    [stored] = hotline.store.callbacks()
    assert (stored.role, stored.urgent, stored.woman_only, stored.window) == ("lawyer", True, True, "now")
    assert 0 <= (waited_since - stored.since).total_seconds() < 10
    nobody_is_busy(hotline)


def test_she_need_not_wait_for_the_next_one(hotline: Hotline, her: Handset, saima: Handset, amina: Handset) -> None:
    """3 at the pause leads to the same request; it is hers to choose another time, and it stays the first in line."""
    rows = ("Saima,+923991000003,counsellor,female,ur", "Amina,+923991000001,lawyer,female,ur",
            "Zoya,+923991000009,lawyer,female,ur")
    hotline.has_roster("\n".join((HEADER, *(f"{row},{ALWAYS}," for row in rows))))
    passes_on(saima)
    amina.rings().refuses()
    her.hears("wait_next").presses("3").hears("pass_later", "later_other").presses("2").hears("callback_this")
    her.presses("1").hears("callback_when").presses("4").presses("1").hears("card_phone").presses("1").presses("1").hears("callback_confirm").presses("1")
    her.hears("callback_stored")
    [stored] = hotline.store.callbacks()
    assert (stored.role, stored.urgent, stored.window) == ("lawyer", True, "evening")


def test_she_is_to_be_rung_back(hotline: Hotline, her: Handset, saima: Handset) -> None:
    """The responder says so by key; when, and on which number, is hers to say."""
    saima.rings().answers().hears("result_menu").presses("3").hears("result_thanks").hears_the_end()
    her.hears("later", "later_this").presses("1").hears("callback_stored")
    [stored] = hotline.store.callbacks()
    assert (stored.role, stored.urgent) == ("", False)


@pytest.mark.parametrize("manner", ["lets it ring", "refuses", "says nothing", "hangs up", "presses nonsense",
                                    "has a voicemail", "helped", "hard"])  # fmt: skip
def test_when_nobody_is_passed_on_she_hears_the_menu_after_the_talk(
    hotline: Hotline, her: Handset, saima: Handset, manner: str
) -> None:
    """Whatever the responder does or leaves undone, the caller is led on within a minute."""
    if manner == "has a voicemail":
        saima.phone.manner, saima.phone.voicemail_after = "voicemail", 2.0
    else:
        saima.rings()
    began = hotline.clock()
    match manner:
        case "lets it ring":
            saima.lets_it_ring()
        case "refuses":
            saima.refuses()
        case "says nothing":
            saima.answers().hears("result_menu").listens()
        case "hangs up":
            saima.answers().hears("result_menu").presses("2").hears("result_pass").hangs_up()
        case "presses nonsense":
            saima.answers().presses("9").hears("result_menu").presses("0").hears_the_end()
        case "helped":
            saima.answers().presses("1").hears("result_thanks").hears_the_end()
        case "hard":
            saima.answers().presses("4").hears("result_other").presses("4").hears("result_thanks").hears_the_end()
    while not any(item.says("after_talk") for item in her.phone.heard) and hotline.clock() - began < 70:
        hotline.journey.step()
    her.hears("person_code", "after_talk", "to_menu")
    assert results(hotline)[0] == (manner if manner in ("helped", "hard") else None)
    nobody_is_busy(hotline)


def test_whoever_says_that_it_was_hard_has_a_rest(hotline: Hotline, her: Handset, saima: Handset) -> None:
    """It counts towards the hard calls of her day; being asked about it does not count as a call."""
    saima.rings().answers().presses("4").presses("4").hears("result_thanks").hears_the_end()
    now = hotline.clock.utc()
    [who] = [one for one in hotline.store.responders() if one.name == "Saima"]
    load = hotline.store.loads(now, now.replace(hour=0))[who.id]
    assert (load.hard, load.missed, load.busy) == (1, 0, False)
    assert load.hard_ended is not None


def test_while_she_is_asked_nobody_else_is_put_through_to_her(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset
) -> None:
    """Another caller's call goes to somebody who is free."""
    saima.rings().answers().hears("result_menu")
    other = hotline.phone("+923990000002").calls()
    other.hears("language_ur").presses("1").presses("1").presses("1").hears("connect")
    amina.rings()
    saima.presses("1").hears("result_thanks").hears_the_end()
    her.hears("after_talk")


def test_who_is_on_another_call_by_now_is_not_asked(hotline: Hotline, her: Handset) -> None:
    """Between hanging up and being asked she was rung for somebody else: the caller hears the menu at once."""
    saima = hotline.phone(SAIMA)
    [who] = [one for one in hotline.store.responders() if one.name == "Saima"]
    hotline.store.db.execute(
        "create trigger quick after update on rings when new.state = 'ended' and new.outcome = 'helped'"
        " begin insert into rings (id, once_print, call_print, responder, state, started_at)"
        f" values ('other', 'o', 'c', '{who.id}', 'ringing', '2026-11-21T09:00:40Z'); end"
    )
    saima.hangs_up()
    her.hears("stay_on_line", "after_talk")
    saima.does_not_ring()


def test_who_accepts_and_hangs_up_at_once_has_not_talked(hotline: Hotline) -> None:
    """The next is rung; nobody is asked what came of it."""
    her, saima, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").presses("1").hears("connect")
    saima.rings().answers().presses("1").hears("promises_all").hangs_up()
    her.hears("wait_next").does_not_hear("stay_on_line")
    amina.rings()
    saima.does_not_ring()


@pytest.mark.parametrize("step", ["stay_on_line", "ringing", "asked", "chosen", "pass_lawyer", "lawyer rings",
                                  "lawyer hears"])  # fmt: skip
def test_she_hangs_up_on_the_way_and_nobody_is_rung_for_her(
    hotline: Hotline, her: Handset, saima: Handset, amina: Handset, step: str
) -> None:
    """Every phone falls silent and everybody is free."""
    her.hears("stay_on_line")
    if step != "stay_on_line":
        saima.rings()
    if step not in ("stay_on_line", "ringing"):
        saima.answers().hears("result_menu")
    if step in ("chosen", "pass_lawyer", "lawyer rings", "lawyer hears"):
        saima.presses("2").hears("result_pass").presses("1").hears("result_thanks")
    if step in ("pass_lawyer", "lawyer rings", "lawyer hears"):
        saima.hears_the_end()
        her.hears("pass_lawyer")
    if step in ("lawyer rings", "lawyer hears"):
        amina.rings()
    if step == "lawyer hears":
        amina.answers().hears("whisper_passed")
    her.hangs_up()
    hotline.journey.passes(30)
    for phone in (saima, amina, hotline.phone(TARIQ)):
        assert phone.phone.state == "idle"
    nobody_is_busy(hotline)
    hotline.journey.passes(300)
    amina.does_not_ring()


def test_a_key_that_comes_when_she_has_gone_changes_nothing(hotline: Hotline, her: Handset, saima: Handset) -> None:
    """The responder hears that the call is over; nobody is passed on."""
    saima.rings().answers().hears("result_menu").presses("2").hears("result_pass")
    asked = [one for one in hotline.carrier.exchanges if urlsplit(one.request.url).path.endswith("/after/key")][-1]
    her.hangs_up()
    hotline.journey.passes(5)
    [key] = set(re.findall(r'action="([^"#]+)', asked.answers[-1].body.decode()))
    form = (*(pair for pair in asked.request.form if pair[0] != "Digits"), ("Digits", "1"))
    headers = (("X-Twilio-Signature", sign(hotline.settings.auth_tokens[0], key, form)),)
    answer = hotline.carrier.replay(Request("POST", key, form, headers))
    assert "whisper_gone" in answer.body.decode()
    assert set(results(hotline)) == {None}


def test_every_webhook_twice_is_one_hand_over(hotline: Hotline) -> None:
    """One question, one choice, one lawyer rung; replayed afterwards, in any order, nothing more."""
    hotline.carrier.deliver_twice = True
    her, saima, amina = hotline.phone().calls(), hotline.phone(SAIMA), hotline.phone(AMINA)
    her.hears("language_ur").presses("1").presses("1").presses("1").hears("connect")
    saima.rings().answers().presses("1")
    her.talks_to(saima)
    saima.hangs_up()
    passes_on(saima)
    amina.rings().answers().presses("1")
    her.talks_to(amina)
    amina.hangs_up()
    amina.rings().answers().presses("1").hears("result_thanks").hears_the_end()
    her.hears("after_talk").hangs_up()
    assert results(hotline) == ["lawyer", "lawyer", "helped", "helped"]
    before = hotline.store.db.query("select * from rings order by id")
    for order in (hotline.carrier.exchanges[:], hotline.carrier.exchanges[::-1]):
        for one in order:
            assert hotline.carrier.replay(one.request).good
    assert hotline.store.db.query("select * from rings order by id") == before
    assert not hotline.carrier.problems


@pytest.mark.parametrize("moment", ["when the talk ends", "while it rings", "before the key", "after the key"])
def test_the_database_is_gone_and_she_is_led_on_all_the_same(
    hotline: Hotline, her: Handset, moment: str
) -> None:
    """She hears the menu after the talk, or that somebody can ring her; never silence."""
    saima, down = hotline.phone(SAIMA), "alter table rings rename to away"
    if moment == "when the talk ends":
        hotline.store.db.execute(down)
        saima.hangs_up()
    else:
        saima.hangs_up()
        saima.rings()
        if moment == "while it rings":
            hotline.store.db.execute(down)
            saima.refuses()
        else:
            saima.answers().hears("result_menu").presses("2").hears("result_pass")
            if moment == "before the key":
                hotline.store.db.execute(down)
                saima.presses("1").hears("apology").hears_the_end()
            else:
                saima.presses("1").hears("result_thanks")
                hotline.store.db.execute(down)
                saima.hears_the_end()
    her.hears("after_talk", "to_menu")
