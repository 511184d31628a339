"""A whole site over a real store, and browsers that check each page they are shown, whatever the test is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hotline.actions.sign_in import let_in
from hotline.core.staff import COORDINATOR, RESPONDER, Staff
from hotline.storage.store import SqlStore
from tests.console.reading import Reading
from tests.journeys.conftest import Hotline, open_hotline

PASSWORD = "four words and a horse"


@dataclass
class Browser:
    """Somebody's browser. What it is shown is read and checked each time."""

    site: Site
    client: FlaskClient
    shown: Reading | None = None
    answer: TestResponse | None = None

    def opens(self, path: str, status: int = 200, **headers: str) -> Reading:
        """Ask for a page below /staff, and follow where it leads."""
        return self._shows(self.client.get(f"/staff{path}", headers=headers), status)

    def sends(self, path: str, status: int = 200, **form: str) -> Reading:
        """Send a form of the page that is shown, with its token."""
        token = self.shown.token if self.shown else ""
        return self._shows(self.client.post(f"/staff{path}", data={"csrf_token": token, **form}), status)

    def signs_in(self, name: str, password: str = PASSWORD, code: str = "", status: int = 200) -> Reading:
        """Come in by the door."""
        self.opens("/sign-in")
        return self.sends("/sign-in", status, name=name, password=password, code=code)

    def is_given(self, token: str) -> Browser:
        """Be signed in without the door: the cookie is there."""
        pages = self.site.hotline.app.extensions["console"]
        cookie = pages.session_interface.get_signing_serializer(pages).dumps({"token": token, "language": "en"})
        self.client.set_cookie("staff", cookie, path="/staff")
        return self

    def _shows(self, answer: TestResponse, status: int) -> Reading:
        while answer.status_code in (302, 303):
            answer = self.client.get(answer.headers["Location"])
        assert answer.status_code == status, f"{answer.status_code}: {answer.text[:2000]}"
        self.answer, self.shown = answer, Reading(answer)
        self.shown.check()
        return self.shown


@dataclass
class Site:
    """The hotline with its pages, and people who may enter."""

    hotline: Hotline
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def store(self) -> SqlStore:
        return self.hotline.store

    @property
    def now(self) -> datetime:
        return self.hotline.clock.utc()

    def later(self, span: timedelta) -> None:
        """Let time pass."""
        self.hotline.clock.advance(span.total_seconds())

    def browser(self) -> Browser:
        client = self.hotline.app.test_client()
        client.environ_base |= {"wsgi.url_scheme": "https", "HTTP_ACCEPT_LANGUAGE": "en"}
        return Browser(self, client)

    def staff(self, name: str = "Rabia", role: str = COORDINATOR) -> Staff:
        """Somebody with an account; a responder is the first of the roster."""
        who = self.store.responders()[0].id if role == RESPONDER else None
        made = self.store.add_staff(name, role, who, "en", self.now)
        assert made
        return made

    def enters(self, role: str = COORDINATOR, name: str = "Rabia") -> Browser:
        """A browser in which somebody of a role is signed in."""
        known = self.store.staff_named(name) or self.staff(name, role)
        return self.browser().is_given(let_in(self.store, known, self.now))

    def has_entered(self, name: str = "Rabia", role: str = COORDINATOR) -> Staff:
        """Somebody who took her invitation: she has a password and an app that makes codes."""
        staff = self.staff(name, role)
        token = self.store.invite(staff.id, self.now)
        invited = self.store.invitation(token, self.now)
        assert invited
        self.secrets[name] = invited.secret
        assert self.store.take_invitation(token, PASSWORD, self.code(name), self.now)
        return staff

    def code(self, name: str = "Rabia") -> str:
        """What her app shows now."""
        return pyotp.TOTP(self.secrets[name]).at(self.now)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(open_hotline(tmp_path))


@pytest.fixture
def open_site(tmp_path: Path) -> Callable[..., Site]:
    """A site with other settings."""
    return lambda **more: Site(open_hotline(tmp_path, **more))
