"""At the door: an invitation, a password and a code; guesses; sessions that end; leaving at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest

from hotline.core.staff import IDLE, LONGEST
from hotline.storage.staff import LOCKED_FOR, MOST_WRONG
from tests.console.conftest import PASSWORD, Browser, Site


def invited(site: Site) -> tuple[Browser, str, str]:
    """A browser at an invitation; its path and the secret that it shows."""
    token = site.store.invite(site.staff().id, site.now)
    browser = site.browser()
    shown = browser.opens(f"/invitation/{token}")
    secret = re.search(r"\b[A-Z2-7]{32}\b", shown.text)
    assert secret
    return browser, f"/invitation/{token}", secret[0]


def takes(browser: Browser, path: str, secret: str, password: str = PASSWORD, again: str = "", code: str = "") -> str:
    code = code or pyotp.TOTP(secret).at(browser.site.now)
    return browser.sends(path, password=password, again=again or password, code=code).text


def test_an_invitation_leads_in(site: Site) -> None:
    """She chooses a password, connects her app, writes her recovery codes down, and enters with them."""
    browser, path, secret = invited(site)
    told = takes(browser, path, secret)
    codes = re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", told)
    assert len(codes) == 8
    site.later(timedelta(minutes=1))
    assert "On duty now" in browser.signs_in("rabia ", code=pyotp.TOTP(secret).at(site.now)).text
    other = site.browser()
    other.signs_in("Rabia", code=codes[0])
    other.signs_in("Rabia", code=codes[0], status=403)  # each lets her in once
    browser.opens(path, 404)


@pytest.mark.parametrize(
    ("password", "again", "code", "told"),
    [
        ("short", "", "", "too short"),
        ("Rabia is my name", "", "", "must not hold your name"),
        ("aaaaaaaaaaaaaa", "", "", "repeat a few"),
        ("x1y2z3" * 50, "", "", "too long"),
        (PASSWORD, "something else", "", "not the same"),
        (PASSWORD, "", "000000", "code is not right"),
        (PASSWORD, "", "\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6", "code is not right"),
    ],
)
def test_a_weak_password_or_a_wrong_code_is_not_taken(
    site: Site, password: str, again: str, code: str, told: str
) -> None:
    browser, path, secret = invited(site)
    assert told in takes(browser, path, secret, password, again, code)
    assert not site.store.staff()[0].enters
    assert "recovery codes" in takes(browser, path, secret)  # the same link and picture go on


def test_an_invitation_does_not_last(site: Site) -> None:
    browser, path, secret = invited(site)
    site.later(timedelta(days=3, minutes=1))
    browser.opens(path, 404)
    assert not site.store.take_invitation(path.rsplit("/", 1)[1], PASSWORD, pyotp.TOTP(secret).at(site.now), site.now)


def test_what_was_wrong_is_not_told(site: Site) -> None:
    """A wrong name, password or code read alike, so that nobody learns who has an account."""
    site.has_entered()
    site.later(timedelta(minutes=1))
    tries = (("Nobody", PASSWORD, site.code()), ("Rabia", "wrong", site.code()), ("Rabia", PASSWORD, "123456"))
    told = {re.sub(r"\s+", " ", site.browser().signs_in(*one, status=403).text) for one in tries}
    assert len(told) == 1


def test_a_code_counts_once(site: Site) -> None:
    """Whoever reads it over her shoulder cannot use it again."""
    site.has_entered()
    site.later(timedelta(minutes=1))
    code = site.code()
    site.browser().signs_in("Rabia", code=code)
    site.browser().signs_in("Rabia", code=code, status=403)


def test_after_five_guesses_nothing_is_taken_for_a_while(site: Site) -> None:
    """The right password neither; a quarter of an hour later it is."""
    site.has_entered()
    site.later(timedelta(minutes=1))
    for _ in range(MOST_WRONG):
        site.browser().signs_in("Rabia", "guess guess guess", site.code(), 403)
    assert "Too many tries" in site.browser().signs_in("Rabia", code=site.code(), status=403).text
    site.later(LOCKED_FOR + timedelta(seconds=1))
    site.browser().signs_in("Rabia", code=site.code())


def test_guesses_at_a_name_that_nobody_has_are_counted_too(site: Site) -> None:
    for _ in range(MOST_WRONG):
        site.browser().signs_in("Nobody", "guess", "123456", 403)
    assert "Too many tries" in site.browser().signs_in("Nobody", status=403).text


def test_who_is_away_for_a_quarter_of_an_hour_is_out(site: Site) -> None:
    """A page that refreshes itself does not keep her in."""
    who = site.enters()
    who.opens("/now")
    for _ in range(15):
        site.later(IDLE / 15)
        who.client.get("/staff/now/live")
    assert "Sign in" in who.opens("/now").text


def test_who_works_stays_in_but_not_for_ever(site: Site) -> None:
    who = site.enters()
    for _ in range(int(LONGEST / timedelta(minutes=10)) - 1):
        site.later(timedelta(minutes=10))
        assert "On duty now" in who.opens("/now").text
    site.later(timedelta(minutes=10))
    assert "On duty now" not in who.opens("/now").text


def test_a_stolen_cookie_is_worth_nothing_after_she_signed_out(site: Site) -> None:
    who, thief = site.enters(), site.browser()
    who.opens("/now")
    for cookie in who.client._cookies.values():  # type: ignore[union-attr]
        thief.client.set_cookie(cookie.key, cookie.value, domain=cookie.domain, path=cookie.path)
    assert "On duty now" in thief.opens("/now").text
    who.sends("/sign-out")
    assert "On duty now" not in thief.opens("/now").text


def test_a_coordinator_ends_the_sessions_of_somebody(site: Site) -> None:
    other = site.enters("editor", "Nida")
    nida = site.store.staff_named("Nida")
    assert nida
    who = site.enters()
    who.opens("/accounts")
    who.sends(f"/accounts/{nida.id}/sign-out")
    assert "Sign in" in other.opens("/").text


def test_leaving_at_once_shows_the_weather_and_ends_the_session(site: Site) -> None:
    """One press: nothing of the hotline is left on the screen, and Back does not bring it again."""
    who = site.enters()
    who.opens("/now")
    told = who.sends("/leave")
    assert "Weather in Pakistan" in told.text
    assert "otline" not in told.html
    assert not site.store.sessions(site.now)
    assert "Sign in" in who.opens("/now").text


def test_leaving_at_once_never_fails(site: Site) -> None:
    """With a form that is too old, or signed out long ago, there is still only the weather."""
    who = site.enters()
    assert "Weather in Pakistan" in who.sends("/leave", csrf_token="old").text
    assert "Sign in" in who.opens("/now").text
    assert "Weather in Pakistan" in site.browser().sends("/leave").text


def test_leaving_at_once_needs_no_database(site: Site) -> None:
    """While it is away nobody is kept on a page of the hotline; the cookie is forgotten all the same."""
    who = site.enters()
    who.opens("/now")
    site.store.db.path.rename(site.store.db.path.with_suffix(".away"))
    site.store.db.close()
    assert "Weather in Pakistan" in who.sends("/leave").text
    assert not who.client._cookies  # type: ignore[union-attr]


def test_the_weather_is_told_in_her_language(site: Site) -> None:
    """A page in English would surprise whoever looks over her shoulder."""
    who = site.enters()
    who.opens("/now")
    who.sends("/language", language="ur")
    told = who.sends("/leave")
    assert "پاکستان کا موسم" in told.text
    assert "نومبر" in told.text
    assert told.attributes["html"]["dir"] == "rtl"
    assert "otline" not in told.html


def test_the_cookie_is_for_our_pages_only(site: Site) -> None:
    """Not for scripts, not over an open line, not on the way from another site, not for the rest of the server."""
    site.has_entered()
    site.later(timedelta(minutes=1))
    browser = site.browser()
    shown = browser.opens("/sign-in")
    answer = browser.client.post("/staff/sign-in", data={"csrf_token": shown.token, "name": "Rabia",
                                                         "password": PASSWORD, "code": site.code()})  # fmt: skip
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/staff"))


def test_the_example_door_is_shut_in_a_real_hotline(site: Site) -> None:
    """One click leads in only where everything is made up."""
    site.staff()
    browser = site.browser()
    assert "example" not in browser.opens("/sign-in").text
    browser.sends("/example", 404, role="coordinator")


def test_pages_are_urdu_or_english_as_she_likes(site: Site) -> None:
    """The choice stays with her account."""
    who = site.enters()
    who.opens("/now")
    shown = who.sends("/language", language="ur", back="/staff/now")
    assert shown.attributes["html"]["dir"] == "rtl"
    assert site.store.staff()[0].language == "ur"


ELSEWHERE = ("https://elsewhere.example", "//elsewhere.example", "/staff//elsewhere", "/\\elsewhere", "")


@pytest.mark.parametrize("back", ELSEWHERE)
def test_the_way_back_leads_to_no_other_site(site: Site, back: str) -> None:
    who = site.enters()
    shown = who.opens("/now")
    answer = who.client.post("/staff/language", data={"csrf_token": shown.token, "language": "ur", "back": back})
    assert answer.headers["Location"] == "/staff/"
