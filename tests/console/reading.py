"""A page as a test reads it: its text, its token, and the rules that every page keeps."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from werkzeug.test import TestResponse

VOID = {"input", "meta", "link", "br", "rect", "line", "path", "circle", "img", "hr", "source"}
# A number stands alone: among letters or in a token of a form, digits are no number.
NUMBER = re.compile(r"(?<![\w.+-])(?:\+?92[ -]?3[0-9]{2}[ -]?[0-9]{7}|03[0-9]{2}[- ]?[0-9]{7})(?![\w])")


class Reading(HTMLParser):
    """One page."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.answer = answer
        self.html = answer.text
        self.problems: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._tokens: list[str] = []
        self._form: dict[str, bool] | None = None
        self.feed(self.html)

    @property
    def text(self) -> str:
        """Everything that is read, in one line."""
        return " ".join(" ".join(self._words).split())

    @property
    def token(self) -> str:
        """What its forms carry."""
        return self._tokens[0] if self._tokens else ""

    @property
    def is_weather(self) -> bool:
        """True for the page where who leaves at once ends: it is none of the site."""
        return self.answer.request.path.startswith("/weather")

    def check(self) -> None:
        """What holds for every page of the site."""
        if self.answer.mimetype != "text/html":
            return
        headers = self.answer.headers
        assert "no-store" in headers.get("Cache-Control", "") or self.is_weather
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "script-src 'self'" in headers["Content-Security-Policy"] or self.is_weather
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert not NUMBER.search(self.html), "a telephone number is in the page"
        if not self.html.lstrip().startswith("<!doctype"):
            return  # the middle of a page
        assert self.attributes["html"]["lang"] in ("en", "ur")
        assert self.attributes["html"]["dir"] == ("rtl" if self.attributes["html"]["lang"] == "ur" else "ltr")
        assert "title" in self.attributes
        assert "h1" in self.attributes
        assert not self._open, f"not closed: {self._open}"
        assert len(self.ids) == len(set(self.ids)), f"the same id twice: {sorted(self.ids)}"
        unlabelled = [one for one in self.fields if one.get("id") not in self.labelled and not one.get("aria-label")]
        assert not unlabelled, f"fields without a label: {unlabelled}"
        assert not self.problems, self.problems

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes.setdefault(tag, given)
        self.problems += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" and not self.is_weather:
            self.problems.append("inline style")
        if tag == "script" and not given.get("src"):
            self.problems.append("inline script")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag == "form":
            self._form = {"post": given.get("method") == "post", "token": False}
        if tag in ("input", "select", "textarea"):
            self._field(given)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")
        if tag == "form" and self._form:
            if self._form["post"] and not self._form["token"]:
                self.problems.append("a form without its token")
            self._form = None

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self._open):
            self._words.append(data)

    def _field(self, given: dict[str, str | None]) -> None:
        if given.get("name") == "csrf_token":
            self._tokens.append(given.get("value") or "")
            if self._form:
                self._form["token"] = True
        elif given.get("type") not in ("hidden", "submit"):
            self.fields.append(given)
