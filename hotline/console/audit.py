"""The audit: who did and saw what, the last first. It is read here; nothing can be changed."""

from __future__ import annotations

from flask import request

from hotline.console.labels import LABELS
from hotline.console.pages import Answer, Pages
from hotline.console.visit import Visit
from hotline.core.staff import COORDINATOR

pages = Pages()
SHOWN = 60
TERMINAL = "terminal"
FIRST = 1_000_000_000  # more rows than there will ever be


@pages.get("/audit", COORDINATOR)
def audit_page(visit: Visit) -> Answer:
    """A page of it."""
    before = request.args.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < len(str(FIRST)) else FIRST
    deeds = visit.store.deeds(start, SHOWN)
    names = {one.who: visit.store.name_of_staff(one.who) for one in deeds if one.who != TERMINAL}
    about = {one.about: visit.store.name_of_staff(one.about) for one in deeds if one.what in OF_STAFF}
    return visit.page("audit.html", deeds=deeds, names=names, about=about, told=LABELS["deed"] | LABELS["audit"],
                      more=deeds[-1].number if len(deeds) == SHOWN and deeds[-1].number > 1 else 0)  # fmt: skip


OF_STAFF = frozenset(what for what in LABELS["audit"] if what.startswith(("staff_", "sessions_")))
