"""A coordinator runs a shift from her browser: she sees who waits, has both rung, and closes what is done."""

from __future__ import annotations

from datetime import timedelta

from builders import a_request

from tests.console.conftest import Browser, Site
from tests.journeys.conftest import AMINA, HER, Hotline
from tests.journeys.test_calls_back import hotline as hotline
from tests.journeys.test_calls_back import rings_soon


def seen(who: Browser, path: str) -> str:
    return who.opens(path).html.split('name="seen" value="')[1].split('"')[0]


def test_she_has_both_rung_and_sees_them_talk(hotline: Hotline) -> None:
    """From "somebody waits" to "done", without a number on any screen."""
    site = Site(hotline)
    site.store.record_callback("1", a_request(HER, window="afternoon"), site.now + timedelta(hours=1), site.now)
    request = site.store.callbacks()[0]
    who, path = site.enters(), f"/requests/{request.id}"
    assert f"{request.reference} law" in who.opens("/now").text
    [amina_id] = [one.id for one in site.store.responders()]
    who.sends(f"{path}/ring", seen=seen(who, path), responder=amina_id)
    amina, her = hotline.phone(AMINA), hotline.phone(HER)
    rings_soon(hotline, amina)
    amina.rings().answers().hears("whisper_back", "subject_law").presses("1").hears("back_ringing")
    her.rings().answers().presses("1").talks_to(amina)
    assert "Amina talks since" in who.opens("/now").text
    her.hangs_up()
    assert "in hand" in who.opens(path).text
    who.sends(f"{path}/close", seen=seen(who, path), outcome="helped")
    assert "Waiting Nobody" in who.opens("/now").text
    assert "closed it: she was helped" in who.opens(path).text
