"""Requests in the hands of staff: found, read, changed by one at a time, rung without a number, closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import HINA, ZOYA, a_request

from hotline.core.callback import Callback, Card
from hotline.core.handling import Search
from tests.console.conftest import PASSWORD, Browser, Site


def asks(site: Site, number: str = HINA, **more: object) -> Callback:
    """Somebody asks to be rung back; it is two in the afternoon."""
    known = {one.id for one in site.store.callbacks()}
    wanted = a_request(number, **{"window": "afternoon"} | more)  # type: ignore[arg-type]
    site.store.record_callback(f"request {len(known)}", wanted, site.now, site.now)
    return next(one for one in site.store.callbacks() if one.id not in known)


def now(site: Site, one: Callback) -> Callback:
    found = site.store.callback_by_id(one.id)
    assert found
    return found


def sends(who: Browser, one: Callback, deed: str, seen: str = "", status: int = 200, **form: str) -> str:
    """Send one of the forms of a request that was opened just before, or earlier."""
    seen = seen or mark(who, one)
    return who.sends(f"/requests/{one.id}/{deed}", status, seen=seen, **form).text


def mark(who: Browser, one: Callback) -> str:
    """What a form of its page carries of the state that was seen."""
    shown = who.opens(f"/requests/{one.id}")
    return shown.html.split('name="seen" value="')[1].split('"')[0]


def responder(site: Site, name: str = "Saima") -> str:
    return next(one.id for one in site.store.responders() if one.name == name)


def test_what_was_promised_to_her_stands_first(site: Site) -> None:
    card = Card(True, "nasreen", "tailor", "rose")
    one = asks(site, woman_only=True, not_from="multan", lifted=("police",), card=card)
    told = site.enters().opens(f"/requests/{one.id}").text
    for words in ("Nobody of these hears of it: her family, newspapers and TV.", "Only a woman talks to her.",
                  "Nobody from her district", "Others may answer her phone.", "Ask for Nasreen.",
                  "To others you are the tailor's.", 'by the word "rose"', "No text is sent to her."):  # fmt: skip
        assert words in told


def test_the_list_tells_what_each_was_promised(site: Site) -> None:
    """Also what she does not mind, so that nobody who only reads the list says too much or too little."""
    asks(site, woman_only=True, card=Card(shared=True))
    asks(site, ZOYA, not_from="multan", lifted=("police",))
    told = site.enters().opens("/requests").text
    assert "no word to anybody woman only others may answer her phone" in told
    assert "no word to: her family, newspapers and TV nobody from her district" in told


def test_the_list_is_filtered_and_goes_on(site: Site) -> None:
    """The oldest first; a filter and the next page keep each other."""
    mine = asks(site, ZOYA, subject="online", woman_only=True)
    for number in range(55):
        site.store.record_callback(str(number), a_request(HINA), site.now, site.now + timedelta(seconds=number))
    who = site.enters()
    first = who.opens("/requests")
    assert len([link for link in first.links if "/requests/" in link]) == 50
    more = next(link for link in first.links if "before=" in link).removeprefix("/staff")
    rest = who.opens(more)
    assert len([link for link in rest.links if "/requests/" in link]) == 6
    assert not {link for link in first.links if "/requests/" in link} & set(rest.links)
    only = who.opens("/requests?subject=online&woman_only=1").links
    assert [link for link in only if "/requests/" in link] == [f"/staff/requests/{mine.id}"]


def test_closed_ones_are_found_the_latest_first(site: Site) -> None:
    one, other = asks(site), asks(site, ZOYA)
    site.store.move_callback(other.id, "withdrawn", None, site.now)
    site.store.move_callback(one.id, "done", None, site.now + timedelta(minutes=1))
    found = site.store.find_requests(Search(closed=True)).requests
    assert [each.id for each in found] == [one.id, other.id]
    assert "withdrawn" in site.enters().opens("/requests?closed=1").text


def test_a_reference_leads_to_its_request(site: Site) -> None:
    one = asks(site)
    who = site.enters()
    assert "Promised to her" in who.opens(f"/requests?reference={one.reference}").text
    assert "There is no request 0000" in who.opens("/requests?reference=0000").text


def test_two_coordinators_at_once(site: Site) -> None:
    """The second sees what the first did, and nothing is lost."""
    one = asks(site)
    rabia, nida = site.enters(), site.enters(name="Nida")
    seen = mark(nida, one)
    sends(rabia, one, "hours", window="evening", days="any")
    told = sends(nida, one, "close", seen, outcome="helped")
    assert "changed this request since you opened the page" in told
    assert "Rabia changed her hours" in told
    assert (now(site, one).state, now(site, one).window) == ("new", "evening")
    assert "Done." in sends(nida, one, "close", outcome="helped")
    assert now(site, one).state == "done"


def test_a_note_is_never_lost_to_a_change(site: Site) -> None:
    """It takes nothing away, so it is kept whatever happened meanwhile, and it is sealed."""
    one = asks(site)
    rabia, nida = site.enters(), site.enters(name="Nida")
    seen = mark(nida, one)
    sends(rabia, one, "close", outcome="helped")
    told = sends(nida, one, "note", seen, words="she <b>will</b> ring\nherself")
    assert "she <b>will</b> ring herself" in told
    assert b"herself" not in site.store.db.path.read_bytes()


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_note_is_refused(site: Site, words: str) -> None:
    assert "1 to 2000 characters" in sends(site.enters(), asks(site), "note", words=words)


def test_other_hours_are_kept_to(site: Site) -> None:
    """She is rung in the new ones, and the rings before do not count any more."""
    one = asks(site)
    sends(site.enters(), one, "hours", window="evening", days="weekend")
    changed = now(site, one)
    assert (changed.window, changed.days) == ("evening", "weekend")
    assert changed.due_at.astimezone(site.hotline.settings.timezone).hour == 16


def test_both_are_rung_and_nobody_sees_a_number(site: Site) -> None:
    """The responder's phone rings, she presses 1, hers rings, she presses 1, they talk."""
    her = site.hotline.phone(HINA)
    one = asks(site)
    who = site.enters()
    assert "Done." in sends(who, one, "ring", responder=responder(site))
    assert now(site, one).state == "ringing"
    assert [each["kind"] for each in site.store.outbox()] == ["call"]
    assert her
    told = who.opens(f"/requests/{one.id}").text
    assert "Rabia had both rung" in told
    assert "Saima is being rung" in told


def test_nobody_is_rung_outside_her_hours(site: Site) -> None:
    one = asks(site, window="evening")
    who = site.enters()
    assert "she did not say that this hour is safe" in who.opens(f"/requests/{one.id}").text
    assert "not in the hours" in sends(who, one, "ring", responder=responder(site))
    assert now(site, one).state == "new"
    assert not site.store.outbox()


def test_a_responder_who_is_on_a_call_is_not_rung(site: Site) -> None:
    one, other = asks(site), asks(site, ZOYA)
    who = site.enters()
    sends(who, one, "ring", responder=responder(site))
    assert "on a call just now" in sends(who, other, "ring", responder=responder(site))
    assert "no such responder" in sends(who, other, "ring", responder="nobody")


def test_who_is_chosen_is_asked_first(site: Site) -> None:
    """If she is free; the list says whose it is."""
    one = asks(site)
    who = site.enters()
    sends(who, one, "assign", responder=responder(site, "Tariq"))
    assert now(site, one).assigned == responder(site, "Tariq")
    assert "Asked first Tariq" in who.opens(f"/requests/{one.id}").text
    sends(who, one, "assign", responder="")
    assert now(site, one).assigned is None


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("helped", "done"), ("elsewhere", "done"), ("unwanted", "withdrawn"), ("wrong_number", "withdrawn")],
)
def test_it_is_closed_with_what_came_of_it(site: Site, outcome: str, state: str) -> None:
    one = asks(site)
    sends(site.enters(), one, "close", outcome=outcome)
    assert now(site, one).state == state
    assert site.store.deeds_about(one.reference, one.created_at)[-1].what == f"request_closed_{outcome}"


def test_without_an_outcome_nothing_is_closed(site: Site) -> None:
    one = asks(site)
    who = site.enters()
    assert "Choose what came of it." in sends(who, one, "close", outcome="")
    assert "cannot be done" in sends(who, one, "close", outcome="not_reached")  # nobody has tried yet
    assert now(site, one).state == "new"


def test_who_was_not_reached_is_tried_again(site: Site) -> None:
    one = asks(site)
    site.store.move_callback(one.id, "expired", None, site.now)
    sends(site.enters(), one, "reopen")
    assert now(site, one).state == "waiting"
    assert now(site, one).expires_at > site.now + timedelta(days=6)


def test_a_number_is_shown_for_a_reason_and_the_password_again(site: Site) -> None:
    """Once, in the answer to that very form; who saw it and why stays."""
    site.has_entered()
    one = asks(site)
    who = site.enters()
    seen = mark(who, one)
    token = who.shown.token if who.shown else ""
    form = {"csrf_token": token, "seen": seen, "reason": "danger", "password": PASSWORD}
    answer = who.client.post(f"/staff/requests/{one.id}/number", data=form)
    assert HINA in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert HINA not in who.opens(f"/requests/{one.id}").html
    assert "Rabia saw her number: danger" in who.shown.text if who.shown else ""
    assert site.store.deeds(100, 9)[0].about == one.reference


def test_without_the_password_or_a_reason_no_number_is_shown(site: Site) -> None:
    site.has_entered()
    one = asks(site)
    who = site.enters()
    assert "password is not right" in sends(who, one, "number", reason="danger", password="wrong")
    assert "Choose a reason" in sends(who, one, "number", reason="curiosity", password=PASSWORD)
    assert not [deed for deed in site.store.deeds(100, 99) if deed.what.startswith("number_shown")]


def test_guessing_the_password_at_an_open_page_ends(site: Site) -> None:
    """Who sits down at somebody's laptop has five tries."""
    site.has_entered()
    one = asks(site)
    who = site.enters()
    for _ in range(5):
        sends(who, one, "number", reason="danger", password="guess")
    assert "password is not right" in sends(who, one, "number", reason="danger", password=PASSWORD)


def test_a_request_without_a_number_cannot_be_rung_or_shown(site: Site) -> None:
    site.has_entered()
    site.store.record_callback("1", a_request("", window="afternoon", pin="4711"), site.now, site.now)
    one = site.store.callbacks()[0]
    who = site.enters()
    told = who.opens(f"/requests/{one.id}").text
    assert "No number is kept" in told
    assert "Ring both" not in told
    assert "No number is kept with this request" in sends(who, one, "number", reason="danger", password=PASSWORD)


def test_a_responder_sees_only_what_is_hers(site: Site) -> None:
    """Given to her, or in her hands; another's id leads nowhere, by page or by form."""
    hers, others = asks(site), asks(site, ZOYA)
    amina = site.enters("responder", "Amina")
    boss = site.enters()
    sends(boss, hers, "assign", responder=responder(site, "Amina"))
    sends(boss, others, "assign", responder=responder(site, "Saima"))
    told = amina.opens("/mine")
    assert [link for link in told.links if "/requests/" in link] == [f"/staff/requests/{hers.id}"]
    shown = amina.opens(f"/requests/{hers.id}").text
    assert "Promised to her" in shown
    assert "Show her number" not in shown
    assert "Ring both" not in shown
    amina.opens(f"/requests/{others.id}", 404)
    sends(amina, others, "note", "x", 404, words="hello")
    sends(amina, hers, "number", "x", 403, reason="danger", password=PASSWORD)
    assert "Done." in sends(amina, hers, "close", outcome="helped")
    amina.opens(f"/requests/{hers.id}", 404)


def test_who_looked_is_written_down_once(site: Site) -> None:
    one = asks(site)
    who = site.enters()
    for _ in range(3):
        who.opens(f"/requests/{one.id}")
    assert [deed.what for deed in site.store.deeds_about(one.reference, one.created_at)] == ["saw_request"]


def test_a_reference_that_is_used_again_is_not_opened_twice(site: Site) -> None:
    """The old request of the same four digits stays shut while the new one is open."""
    one = asks(site)
    site.store.move_callback(one.id, "expired", None, site.now)
    other = asks(site, ZOYA)
    site.store.db.execute("update callbacks set reference = :r where id = :id", {"r": one.reference, "id": other.id})
    assert "cannot be done" in sends(site.enters(), one, "reopen")
    assert now(site, one).state == "expired"
