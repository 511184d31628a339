"""Every page declares who may see it, where it is written; a page that does not say so cannot be added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response
from flask.typing import ResponseReturnValue

from hotline.console.visit import Visit
from hotline.core.staff import ROLES

ANYBODY = "anybody"  # also who is not signed in
EVERYBODY = ROLES
View = Callable[..., ResponseReturnValue]
Answer = str | Response


@dataclass(frozen=True, slots=True)
class Page:
    """One address, what answers there, and the roles that may ask. A `quiet` page is asked for by a page that is
    open, not by a person: it does not keep her signed in."""

    rule: str
    method: str
    view: View
    seen_by: tuple[str, ...]
    quiet: bool = False
    large: int | None = None  # bytes that may be sent to it, if more than to others

    @property
    def name(self) -> str:
        """By which other pages lead here."""
        return self.view.__name__

    @property
    def is_open(self) -> bool:
        """True when nobody needs to be signed in."""
        return ANYBODY in self.seen_by


class Pages:
    """The pages of one module."""

    def __init__(self) -> None:
        self.all: list[Page] = []

    def get(self, rule: str, *seen_by: str, quiet: bool = False) -> Callable[[View], View]:
        """A page to look at."""
        return self._add("GET", rule, seen_by, quiet)

    def post(
        self, rule: str, *seen_by: str, quiet: bool = False, large: int | None = None
    ) -> Callable[[View], View]:
        """A change; its form carries a token that only our own pages have."""
        return self._add("POST", rule, seen_by, quiet, large)

    def _add(
        self, method: str, rule: str, seen_by: tuple[str, ...], quiet: bool, large: int | None = None
    ) -> Callable[[View], View]:
        if not seen_by or not {ANYBODY, *ROLES}.issuperset(seen_by):
            raise ValueError(f"{rule} does not say who may see it")

        def added(view: View) -> View:
            self.all.append(Page(rule, method, view, seen_by, quiet, large))
            return view

        return added


def may_see(page: Page, visit: Visit) -> bool:
    """True when this page is for whoever asks."""
    return page.is_open or visit.role in page.seen_by


