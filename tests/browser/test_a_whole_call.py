"""A whole call, a call back and texts, in a real browser, on the page that a newcomer sees."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
SOON = 30_000  # milliseconds; sounds play in real time


def phone(page: Page, side: str, owner: str) -> Locator:
    """One of the two phones, with somebody's phone chosen."""
    station = page.locator(f"[data-side={side}]")
    choice = station.locator("[data-phones]")
    expect(choice.locator("option", has_text=owner)).to_have_count(1, timeout=SOON)
    value = choice.locator("option", has_text=owner).get_attribute("value")
    choice.select_option(value)
    return station


def hears(station: Locator, key: str) -> None:
    """A prompt, by its key, is on the list of what was heard."""
    prompt = station.locator("[data-heard] code", has_text=re.compile(rf"/{key}$"))
    expect(prompt.last).to_be_attached(timeout=SOON)


def press(station: Locator, key: str) -> None:
    station.locator(f'[data-key="{key}"]').click()


def sounds_are_heard(page: Page) -> None:
    """Every recording that was asked for came, as a WAV, and the loudspeaker really played some of each length."""
    assert page.seen.sounds  # type: ignore[attr-defined]
    for url, status, kind in page.seen.sounds:  # type: ignore[attr-defined]
        assert status in (200, 206, 304), url
        assert kind.startswith("audio/wav"), url
    played = page.evaluate("window.played")
    heard = {urlsplit(url).path for url, _ in played}
    came = {urlsplit(url).path for url, _, _ in page.seen.sounds}  # type: ignore[attr-defined]
    assert heard <= came
    assert len(came - heard) <= 1  # what had just come when she hung up
    assert all(seconds and seconds > 0.1 for _, seconds in played), played


def no_slot_is_open(*stations: Locator) -> None:
    """What is read on the page is what was heard, not the template of it."""
    for station in stations:
        expect(station.locator("[data-heard]")).not_to_contain_text("{")


def test_a_call_is_put_through_and_both_hang_up(page: Page) -> None:
    """Dial, Urdu, talk, a woman; the responder's phone rings; she hears the whisper, accepts; they talk."""
    her, saima = phone(page, "caller", "Her own phone"), phone(page, "responder", "Saima")
    her.locator("[data-green]").click()
    hears(her, "language_ur")
    press(her, "1")
    hears(her, "menu_talk")
    press(her, "1")
    hears(her, "talk_woman")
    press(her, "1")
    expect(saima.locator("[data-headline]")).to_contain_text("calling", timeout=SOON)
    saima.locator("[data-green]").click()
    hears(saima, "whisper")
    press(saima, "1")
    for station in (her, saima):
        expect(station.locator("[data-heard]")).to_contain_text("Put through", timeout=SOON)
    saima.locator("[data-red]").click()
    hears(her, "after_talk")
    her.locator("[data-red]").click()
    expect(her.locator("[data-left]")).to_have_text("Call", timeout=SOON)
    sounds_are_heard(page)
    no_slot_is_open(her, saima)


def test_a_request_by_keypad_is_rung_back(page: Page) -> None:
    """She asks to be rung now, hangs up; the lawyer's phone rings by itself, then hers; a key joins them."""
    her, amina = phone(page, "caller", "shared by a family"), phone(page, "responder", "Amina")
    her.locator("[data-green]").click()
    for key, heard in (("1", "language_ur"), ("3", "menu_talk"), ("1", "callback_intro"), ("1", "callback_when"),
                       ("1", "talk_law"), ("1", "who_woman"), ("1", "callback_confirm")):  # fmt: skip
        hears(her, heard)
        press(her, key)
    hears(her, "callback_stored")
    her.locator("[data-red]").click()
    expect(amina.locator("[data-headline]")).to_contain_text("calling", timeout=SOON)
    amina.locator("[data-green]").click()
    hears(amina, "whisper_back")
    press(amina, "5")
    expect(her.locator("[data-headline]")).to_contain_text("calling", timeout=SOON)
    her.locator("[data-green]").click()
    hears(her, "back_confirm")
    press(her, "1")
    for station in (her, amina):
        expect(station.locator("[data-heard]")).to_contain_text("Put through", timeout=SOON)
    no_slot_is_open(her, amina)
    her.locator("[data-red]").click()
    for station in (her, amina):
        expect(station.locator("[data-left]")).to_have_text("Call", timeout=SOON)


def test_the_phone_that_rings_comes_to_the_front(page: Page) -> None:
    """Whoever is rung is seen without being looked for; a phone that is in use is not taken away."""
    her, shown = phone(page, "caller", "A phone abroad"), phone(page, "responder", "Bilal")
    her.locator("[data-green]").click()
    for key, heard in (("2", "language_ur"), ("1", "menu_talk"), ("1", "talk_woman")):
        hears(her, heard)
        press(her, key)
    expect(shown.locator("[data-headline]")).to_contain_text("calling", timeout=SOON)
    expect(shown.locator("[data-phones] option:checked")).not_to_contain_text("Bilal")
    her.locator("[data-red]").click()
    expect(shown.locator("[data-left]")).to_have_text("Call", timeout=SOON)


@pytest.mark.parametrize(("body", "answer", "direction"), [("مدد", "جواب میں نمبر", "rtl"),
                                                          ("madad", "Jawab mein number", "ltr"),
                                                          ("Help", "Reply with a number", "ltr")])  # fmt: skip
def test_a_text_is_answered_in_its_script(page: Page, body: str, answer: str, direction: str) -> None:
    """Urdu script reads from the right."""
    her = phone(page, "caller", "Her own phone")
    her.locator("[data-body]").fill(body)
    her.locator("[data-send]").click()
    reply = her.locator("[data-texts] li", has_text=answer).last
    expect(reply).to_be_visible(timeout=SOON)
    words = reply.get_by_text(answer).last
    assert words.evaluate("element => getComputedStyle(element).direction") == direction


def test_keys_work_by_keyboard(page: Page) -> None:
    """Enter dials, digits choose, Escape hangs up."""
    her = phone(page, "caller", "Number withheld, as digits")
    her.locator(".screen").click()
    page.keyboard.press("Enter")
    hears(her, "language_ur")
    page.keyboard.press("2")
    hears(her, "menu_info")
    page.keyboard.press("Escape")
    expect(her.locator("[data-left]")).to_have_text("Call", timeout=SOON)


@pytest.mark.parametrize("width", [360, 820, 1440])
def test_nothing_sticks_out_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
