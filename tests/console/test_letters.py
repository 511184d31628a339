"""A complaint letter: only on her wish, with its sources, on paper and as PDF, and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import HINA, a_request

from hotline.console.letter import TEMPLATES
from hotline.core.callback import Callback
from hotline.flows.library import load_facts
from tests.console.conftest import Browser, Site

STORY = "He waits for me at the gate every day <b>and</b> shouts."


@pytest.fixture
def request_(site: Site) -> Callback:
    site.store.record_callback("1", a_request(HINA), site.now + timedelta(hours=2), site.now)
    return site.store.callbacks()[0]


def writes(who: Browser, one: Callback, **more: str) -> str:
    who.opens(f"/letters/{one.id}")
    form = {"kind": "police", "language": "en", "happened": STORY, "asked": "1", "form": "page", **more}
    return who.sends(f"/letters/{one.id}", **form).text


@pytest.mark.parametrize("kind", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_letter_names_the_source_of_its_law(site: Site, request_: Callback, kind: str, language: str) -> None:
    """Every sentence of law has a number, and below stands where it was found and when."""
    told = writes(site.enters(), request_, kind=kind, language=language)
    assert STORY in told
    facts = load_facts()
    for number, (_, fact) in enumerate(TEMPLATES[kind][2], 1):
        assert f"[{number}] {facts[fact].source}" in told


def test_it_can_be_had_as_pdf(site: Site, request_: Callback) -> None:
    """In Urdu too; the file has a name that says nothing."""
    who = site.enters()
    shown = who.opens(f"/letters/{request_.id}")
    form = {"csrf_token": shown.token, "kind": "committee", "language": "ur", "happened": "تنگ کرتے ہیں \u202e",
            "asked": "1", "form": "pdf"}  # fmt: skip
    answer = who.client.post(f"/staff/letters/{request_.id}", data=form)
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_copy_is_kept_unless_she_wants_one(site: Site, request_: Callback) -> None:
    who = site.enters()
    assert "it is kept nowhere" in writes(who, request_)
    assert not site.store.notes_about(request_.id)
    assert "Rabia wrote a letter" in who.opens(f"/requests/{request_.id}").text
    assert "A copy is kept with her request" in writes(who, request_, keep="1")
    [note] = site.store.notes_about(request_.id)
    assert STORY in note.words
    assert b"shouts" not in site.store.db.path.read_bytes()


@pytest.mark.parametrize(
    ("form", "told"),
    [({"asked": ""}, "only if she asked"), ({"happened": " "}, "say what happened"), ({"kind": "x"}, "Choose to whom"),
     ({"language": "xx"}, "Choose to whom")],
)  # fmt: skip
def test_without_her_wish_or_her_story_there_is_no_letter(
    site: Site, request_: Callback, form: dict[str, str], told: str
) -> None:
    """And what was typed is still there."""
    shown = writes(site.enters(), request_, name="Hina", **form)
    assert told in shown


def test_a_responder_writes_for_her_own_callers_only(site: Site, request_: Callback) -> None:
    amina = site.enters("responder", "Amina")
    amina.opens(f"/letters/{request_.id}", 404)
    site.store.assign_request(request_.id, site.store.responders()[0].id)
    assert STORY in writes(amina, request_)
