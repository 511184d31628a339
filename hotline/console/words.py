"""Words and voice: every sentence in its languages, what it costs as a text, and how it is heard."""

from __future__ import annotations

from flask import request

from hotline.console.pages import Answer, Pages
from hotline.console.visit import Visit
from hotline.core.sms_length import alphabet, parts
from hotline.core.staff import COORDINATOR, EDITOR

pages = Pages()
RUPEE = 100  # paisa
LONGEST = 2000


@pages.post("/words/parts", COORDINATOR, EDITOR, quiet=True)
def text_parts(visit: Visit) -> Answer:
    """What a text costs, in words, while it is written."""
    text = request.form.get("text", "")[:LONGEST]
    count = parts(text)
    told = visit.sentences.ngettext("%(num)s part, Rs %(price)s", "%(num)s parts, Rs %(price)s", count)
    price = visit.number(count * visit.console.part_cost / RUPEE)
    script = visit.say("cheap letters") if alphabet(text) == "gsm7" else visit.say("letters that cost more")
    return f"{told % {'num': visit.number(count), 'price': price}}, {script}"
