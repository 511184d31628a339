"""The first page answers in five seconds: who waits, who is there now and tonight, what needs a hand."""

from __future__ import annotations

from datetime import timedelta

from builders import HINA, a_request

from hotline.core.records import Ring
from tests.console.conftest import Site


def test_an_ordinary_afternoon(site: Site) -> None:
    site.store.beat("worker", site.now)
    told = site.enters().opens("/now").text
    assert "Waiting Nobody no request is open" in told
    assert "On duty now 3 Amina" in told
    assert "The next 24 hours Covered" in told
    assert "Needs your hand Nothing all is well" in told


def test_somebody_waits(site: Site) -> None:
    """Her reference, since when, and when she may be rung; no number is in the page."""
    site.store.record_callback("1", a_request(HINA, woman_only=True), site.now + timedelta(hours=2), site.now)
    reference = site.store.callbacks()[0].reference
    told = site.enters().opens("/now").text
    assert "Waiting 1 person the oldest since 14:00" in told
    assert f"{reference} law woman only new" in told
    assert "since 14:00 · safe to ring: 16:00–20:00" in told


def test_nobody_is_there(site: Site) -> None:
    """An empty roster is one red gap, now."""
    site.hotline.has_roster("name,phone,role,gender,languages,shifts,pin\n"
                            "Amina,+923991000001,lawyer,female,ur,mon 09:00-10:00,\n")  # fmt: skip
    told = site.enters().opens("/now")
    assert "On duty now Nobody" in told.text
    assert "1 gap" in told.text
    assert told.html.count('class="answer bad"') >= 2


def test_somebody_is_on_a_call(site: Site) -> None:
    who = site.store.responders()[0]
    ring = site.store.rings_started("CA1:1", Ring("CA1"), [who.id], site.now)[0][0]
    page = site.enters()
    assert f"{who.name} her phone rings" in page.opens("/now").text
    site.store.ring_accepted(ring, site.now)
    assert f"{who.name} talks since 14:00" in page.opens("/now").text


def test_a_worker_that_stopped_is_seen(site: Site) -> None:
    site.store.beat("worker", site.now - timedelta(minutes=10))
    told = site.enters().opens("/now").text
    assert "something does not work" in told
    assert "no sign of life since 13:50" in told


def test_a_person_who_was_not_reached_needs_a_hand(site: Site) -> None:
    site.store.record_callback("1", a_request(HINA), site.now, site.now)
    request = site.store.callbacks()[0]
    site.store.move_callback(request.id, "expired", None, site.now)
    assert "1 person not reached" in site.enters().opens("/now").text


def test_when_nothing_changed_nothing_is_sent(site: Site) -> None:
    """The page asks again every few seconds, on a slow line."""
    who = site.enters()
    first = who.client.get("/staff/now/live")
    again = who.client.get("/staff/now/live", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    site.store.record_callback("1", a_request(HINA), site.now, site.now)
    assert who.client.get("/staff/now/live", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_in_urdu_it_is_all_urdu(site: Site) -> None:
    """No word of English is left over but names and digits."""
    who = site.enters()
    site.store.record_callback("1", a_request(HINA, woman_only=True), site.now, site.now)
    who.opens("/now")
    told = who.sends("/language", language="ur", back="/staff/now").text
    left = {word for word in told.split() if word.isascii() and word.isalpha()}
    assert left <= {"English", "Amina", "Saima", "Tariq", "Rabia"}


def test_a_database_that_is_away_is_told_in_words(site: Site) -> None:
    """Not a bare error: what was saved, and what to do."""
    who = site.enters()
    site.store.db.path.rename(site.store.db.path.with_suffix(".away"))
    site.store.db.close()
    told = who.opens("/now", 503).text
    assert "The database does not answer" in told
    assert "Nothing was saved" in told
