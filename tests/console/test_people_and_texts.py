"""People and the texts of the week: phones are tested, loads are seen, nothing is sent before its cost is known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import HINA, ZOYA

from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.subscription import Slot, Subscription
from tests.console.conftest import Browser, Site
from tests.console.reading import Reading

WORDS = {"ur": "کل دفتر بند رہے گا۔", "ur_Latn": "Kal daftar band rahe ga.", "en": "The office is closed tomorrow."}


def subscribes(site: Site, number: str, series: str = "phone", language: str = "ur") -> None:
    wanted = Subscription("", series, language, Slot(4, 9), site.now + timedelta(hours=2))
    site.store.subscribe(number, PhoneNumber(number), wanted)


def previews(who: Browser, **more: str) -> Reading:
    who.opens("/subscriptions")
    return who.sends("/broadcasts/preview", **{**WORDS, "series": "", **more})


def draft(shown: Reading) -> str:
    return shown.html.split('name="draft" value="')[1].split('"')[0]


def test_what_somebody_went_through_stands_against_her_limits(site: Site) -> None:
    """Minutes and hard calls of today, and the meter is full when she has had enough."""
    site.hotline.has_roster("name,phone,role,gender,languages,shifts,pin,most_minutes,most_hard\n"
                            "Amina,+923991000001,lawyer,female,ur,mon-sun 08:00-20:00,,60,1\n")  # fmt: skip
    who = site.store.responders()[0].id
    ring = site.store.rings_started("CA1:1", Ring("CA1", hard=True), [who], site.now - timedelta(hours=1))[0][0]
    site.store.ring_accepted(ring, site.now - timedelta(minutes=50))
    site.store.ring_ended(ring, "helped", site.now - timedelta(minutes=5))
    shown = site.enters().opens("/people")
    assert "talked 45 of 60 minutes today" in shown.text
    assert "1 of 1 hard calls today" in shown.text
    assert 'class="over"' in shown.html
    assert "84 hours of duty in seven days" in shown.text


def test_a_phone_is_tested_by_a_button(site: Site) -> None:
    who = site.enters()
    assert "phone not tested yet" in who.opens("/people").text
    one = site.store.responders()[0]
    assert f"{one.name} is rung for a test" in who.sends(f"/people/{one.id}/test").text
    assert site.store.line_tests([one])[one.id].state == "untested"
    assert site.store.deeds(10, 1)[0].what == "phone_test_asked"
    site.store.block(one.phone.e164, site.now)
    assert "she sent STOP" in who.opens("/people").text


def test_nothing_is_sent_before_its_cost_is_seen(site: Site) -> None:
    """Three texts, to how many, for how much; then it begins, once."""
    subscribes(site, HINA)
    subscribes(site, ZOYA, "calm", "en")
    who = site.enters()
    shown = previews(who)
    assert "2 people, 2 texts, Rs 20" in shown.text
    assert not site.store.broadcasts()
    who.sends("/broadcasts/begin", draft=draft(shown))
    assert [(one.state, one.people) for one in site.store.broadcasts()] == [("running", 2)]
    assert "Write it again" in who.sends("/broadcasts/begin", draft=draft(shown)).text
    assert "is being sent" in who.sends("/broadcasts/move", state="nonsense").text


def test_a_text_that_tells_too_much_is_refused(site: Site) -> None:
    """Whoever holds the phone would know; and the other languages were not lost."""
    subscribes(site, HINA)
    shown = previews(site.enters(), en="Your harassment hotline is closed")
    assert "It cannot go out like this" in shown.text
    assert WORDS["ur"] in shown.html
    assert not site.store.broadcasts()


@pytest.mark.parametrize("missing", ["ur", "ur_Latn", "en"])
def test_a_language_that_is_missing_is_refused(site: Site, missing: str) -> None:
    assert f"{missing}: has no text" in previews(site.enters(), **{missing: " "}).text


def test_with_nobody_to_read_it_nothing_begins(site: Site) -> None:
    who = site.enters()
    assert "nobody has subscribed" in who.sends("/broadcasts/begin", draft=draft(previews(who))).text


def test_it_is_paused_gone_on_with_and_given_up(site: Site) -> None:
    subscribes(site, HINA)
    who = site.enters()
    who.sends("/broadcasts/begin", draft=draft(previews(who)))
    for state in ("paused", "running", "dropped"):
        who.sends("/broadcasts/move", state=state)
        assert site.store.broadcasts()[0].state == state
    assert "in another state by now" in who.sends("/broadcasts/move", state="running").text


def test_days_without_texts_are_set_and_taken_back(site: Site) -> None:
    who = site.enters()
    who.opens("/subscriptions")
    who.sends("/subscriptions/pause", first="2026-12-24", last="2026-12-26")
    shown = who.opens("/subscriptions")
    assert "Thu 24 Dec – Sat 26 Dec" in shown.text
    who.sends("/subscriptions/resume", pause="2026-12-24 2026-12-26 0 24")
    assert not site.store.pauses()
    wrong = (("2026-12-26", "2026-12-24"), ("", ""), ("2020-01-01", "2020-01-02"), ("2026-12-01", "2099-12-01"))
    for first, last in wrong:
        assert "Nothing was changed" in who.sends("/subscriptions/pause", first=first, last=last).text


def test_the_next_hours_and_the_price_while_writing(site: Site) -> None:
    subscribes(site, HINA)
    who = site.enters()
    assert "16:00 1 text" in who.opens("/subscriptions").text
    token = who.shown.token if who.shown else ""
    costs = (("Salam", "1 part, Rs 10, cheap letters"), ("سلام" * 20, "2 parts, Rs 20, letters that cost more"))
    for text, told in costs:
        assert who.client.post("/staff/words/parts", data={"csrf_token": token, "text": text}).text == told
