"""Letters: a complaint on the caller's explicit wish, to be printed and signed. Nothing is sent, no copy is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from flask import Response, request

from hotline.console.labels import LABELS
from hotline.console.letter import FIELDS, LONGEST, TEMPLATES, Letter, written
from hotline.console.letter import LABELS as ASKED
from hotline.console.pages import Answer, Pages
from hotline.console.reader import Reader
from hotline.console.requests import find_request
from hotline.console.visit import Visit
from hotline.core.callback import Callback
from hotline.core.staff import COORDINATOR, LANGUAGES, RESPONDER

pages = Pages()
PRINTER = (sys.executable, "-m", "hotline.console.letter_pdf")
PATIENCE = 10.0  # seconds, less than a web process is given for an answer
FITS = {"online": "nccia"}  # to whom a subject leads; any other begins with the committee
LONG = ("happened", "witnesses", "proof", "wish", "address")


@pages.get("/letters/<request_id>", COORDINATOR, RESPONDER)
def letter_page(visit: Visit, request_id: str) -> Answer:
    """What is asked before a letter is written."""
    return _form(visit, find_request(visit, request_id), {}, "")


@pages.post("/letters/<request_id>", COORDINATOR, RESPONDER)
def write_letter(visit: Visit, request_id: str) -> Answer:
    """The letter, as a page to print or as a file."""
    one = find_request(visit, request_id)
    given = {name: request.form.get(name, "")[:LONGEST] for name in FIELDS}
    kind, language = request.form.get("kind", ""), request.form.get("language", "")
    if kind not in TEMPLATES or language not in LANGUAGES or not given["happened"].strip():
        return _form(visit, one, given, visit.say("Choose to whom it goes, and say what happened."))
    if not request.form.get("asked"):
        return _form(visit, one, given, visit.say("A letter is written only if she asked for it herself."))
    reader = Reader(language, visit.now, visit.zone, visit.console.sentences[language])
    letter, sources = written(reader, kind, given, visit.console.facts), reader.say("Where the law was found")
    file = _as_pdf(letter, sources) if request.form.get("form") == "pdf" else b""
    kept = bool(request.form.get("keep"))
    with visit.store.atomic():
        if kept:
            visit.store.keep_staff_note(one.id, visit.who.id, _as_note(letter), visit.now)
        visit.audit(f"letter_{kind}", one.reference)
    if file:
        headers = {"Content-Disposition": 'attachment; filename="letter.pdf"'}
        return Response(file, content_type="application/pdf", headers=headers)
    return visit.page("letter_printed.html", letter=letter, one=one, sources=sources, kept=kept)


def _as_pdf(letter: Letter, sources: str) -> bytes:
    """Made by a program of its own; what she told goes there by a pipe, never as an argument or a file."""
    told = json.dumps({"letter": asdict(letter), "sources": sources})
    return subprocess.run(PRINTER, input=told.encode(), stdout=subprocess.PIPE, check=True, timeout=PATIENCE).stdout  # noqa: S603 - ours


def _form(visit: Visit, one: Callback, given: dict[str, str], problem: str) -> str:
    return visit.page("letter.html", one=one, given=given, problem=problem, kinds=tuple(TEMPLATES), fields=FIELDS,
                      asked=ASKED, long=LONG, chosen=one.language if one.language == "en" else "ur",
                      likely=given.get("kind") or FITS.get(one.subject, ""),
                      names=LABELS["letter"])  # fmt: skip


def _as_note(letter: Letter) -> str:
    parts = [letter.to, letter.subject, *(f"{heading}: {text}" for heading, text in letter.paragraphs), *letter.ends]
    return "\n".join(parts)
