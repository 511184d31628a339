"""One look at a page: who looks, in which language, at what time, and what she is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from gettext import NullTranslations
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for

from hotline.actions.ports import Store
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.staffing import Staffing
from hotline.console.reader import Reader
from hotline.console.studio import Studio
from hotline.core.content import Fact
from hotline.core.phone_number import PhoneNumber
from hotline.core.staff import Session, Staff
from hotline.prompts.neutral import Telltale
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import Words

SEE_OTHER = 303


@dataclass(frozen=True)
class Console:
    """What the pages need, put together in `app.py`. `example` is True in a demo, where nobody needs a password."""

    store: Store
    words: Words
    recordings: Recordings
    staffing: Callable[[str], Staffing]
    calling: CallingBack
    sentences: Mapping[str, NullTranslations]
    zone: tzinfo
    clock: Callable[[], datetime]
    studio: Studio
    facts: Mapping[str, Fact]
    telltale: Telltale
    part_cost: int  # in paisa
    number: PhoneNumber
    public_url: str
    example: bool


@dataclass(frozen=True)
class Visit(Reader):
    """A page that is asked for. `staff` and `session` are None while nobody is signed in."""

    console: Console
    staff: Staff | None
    session: Session | None

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.console.store

    @property
    def who(self) -> Staff:
        """Whoever is signed in; only pages that somebody must be signed in for may ask."""
        if self.staff is None:
            raise LookupError("nobody is signed in")
        return self.staff

    @property
    def role(self) -> str:
        """What she may do; nothing while nobody is signed in."""
        return self.staff.role if self.staff else ""

    # answers

    def page(self, template: str, **values: Any) -> str:
        """A page of the site."""
        return render_template(template, visit=self, **values)

    def unless_same(self, body: str) -> Response:
        """An answer of nothing but "not modified", when the browser has this already."""
        response = make_response(body)
        response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:32], weak=True)
        return response.make_conditional(request)  # type: ignore[return-value]

    def go(self, page: str, **places: object) -> Response:
        """After a change: on to a page."""
        return redirect(url_for(page, **places), SEE_OTHER)  # type: ignore[return-value, arg-type]

    def tell(self, message: str, **values: object) -> None:
        """Say something on the next page that she sees."""
        flash(self.say(message, **values))

    def warn(self, message: str, **values: object) -> None:
        """Say on the next page that something was not done, and why."""
        flash(self.say(message, **values), "problem")

    def audit(self, what: str, about: str = "") -> None:
        """Note what she does."""
        self.store.record(self.who.id, what, about, self.now)


def signed_in(token: str, language: str) -> None:
    """Put into the cookie what stands for her session, and nothing of before."""
    session.clear()
    session["token"] = token
    session["language"] = language


