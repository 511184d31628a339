"""Every page, asked for by everybody: who is not meant to see it does not, and nothing falls over."""

from __future__ import annotations

import re

import pytest

from hotline.console.pages import Page
from hotline.console.site import all_pages
from hotline.core.staff import ROLES
from tests.console.conftest import Site

NOBODY = "nobody"


def path_of(page: Page) -> str:
    """An address of it; what it is about does not exist."""
    return re.sub(r"<[^>]+>", "1234", page.rule)


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_everybody_sees_only_her_own_pages(site: Site, role: str) -> None:
    """Each route, as each role and as a stranger, with a token that is right."""
    for page in all_pages():
        who = site.browser() if role == NOBODY else site.enters(role, role)
        who.opens("/sign-in")
        assert who.shown
        if page.method == "GET":
            answer = who.client.get(f"/staff{path_of(page)}")
        else:
            answer = who.client.post(f"/staff{path_of(page)}", data={"csrf_token": who.shown.token})
        told = f"{page.method} {page.rule} as {role} answers {answer.status_code}"
        assert answer.status_code < 500, told
        if page.is_open or role in page.seen_by:
            assert answer.status_code not in (401, 403) or page.rule == "/sign-in", told
        elif role == NOBODY:
            to_the_door = answer.status_code == 303 and answer.headers["Location"] == "/staff/sign-in"
            assert to_the_door or (page.quiet and answer.status_code == 401), told
        else:
            assert answer.status_code == 403, told


@pytest.mark.parametrize("role", ROLES)
def test_whoever_comes_in_is_shown_a_page_of_hers(site: Site, role: str) -> None:
    """The first page after the door is one that she may see."""
    assert site.enters(role, role).opens("/").attributes["main"]


def test_the_pages_that_a_stranger_reaches_are_few() -> None:
    """A page is open to anybody only for a reason that is known here."""
    door = {"/", "/sign-in", "/example", "/leave", "/language", "/invitation/<token>"}
    assert {page.rule for page in all_pages() if page.is_open} == door


def test_an_editor_and_an_observer_reach_no_request(site: Site) -> None:
    """Neither page nor form of a request, of the roster or of people is theirs."""
    wrong = [page.rule for page in all_pages() if {"editor", "observer"} & set(page.seen_by)
             and re.match(r"/(now|requests|roster|people|accounts|letters)", page.rule)]  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("token", ["", "wrong", "a" * 5000, "<script>", "\u202e"])
def test_no_change_without_the_token_of_our_own_page(site: Site, token: str) -> None:
    """Another site's form, or a guess, changes nothing."""
    who = site.enters()
    for page in (page for page in all_pages() if page.method == "POST" and page.name != "leave"):
        answer = who.client.post(f"/staff{path_of(page)}", data={"csrf_token": token, "name": "Somebody"})
        assert answer.status_code == 400, f"{page.rule} answers {answer.status_code}"
    assert [one.name for one in site.store.staff()] == ["Rabia"]
    assert site.store.sessions(site.now)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202eevil\u2066", "x" * 1_000_000, "\0", "'; --"])
def test_hostile_words_in_every_form_break_nothing(site: Site, hostile: str) -> None:
    """Scripts, marks that turn letters around, a megabyte: refused or shown as letters, never an error of ours."""
    who = site.enters()
    names = ("name", "role", "responder", "language", "password", "again", "code", "back", "reference", "window",
             "days", "note", "outcome", "reason", "begins", "ends", "other", "words", "key", "why")  # fmt: skip
    for page in (page for page in all_pages() if page.method == "POST"):
        shown = who.opens("/accounts")
        answer = who.client.post(
            f"/staff{path_of(page)}", data={"csrf_token": shown.token, **dict.fromkeys(names, hostile)}
        )
        assert answer.status_code < 500, f"{page.rule} answers {answer.status_code}"
        assert "<script>alert" not in answer.text
        if page.name in ("leave", "leave_properly"):
            who = site.enters()
