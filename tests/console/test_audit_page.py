"""The audit as a page: names instead of ids, the last first, a page at a time, and nothing there that changes it."""

from __future__ import annotations

from hotline.console import audit
from tests.console.conftest import Site


def test_it_reads_like_sentences(site: Site) -> None:
    who = site.enters()
    who.opens("/accounts")
    who.sends("/accounts", name="Nida", role="editor", language="ur")
    told = who.opens("/audit").text
    assert "Rabia made an account: editor Nida" in told
    site.store.record("terminal", "something_new", "x", site.now)
    assert "the command line something_new x" in who.opens("/audit").text


def test_it_goes_on(site: Site) -> None:
    who = site.enters()
    for number in range(130):
        site.store.record("terminal", "signed_in", f"row{number}", site.now)
    first = who.opens("/audit")
    assert "row129" in first.text
    assert "row10 " not in first.text
    more = next(link for link in first.links if "before=" in link)
    assert "row60" in who.opens(more.removeprefix("/staff")).text
    for odd in ("-1", "x", "9" * 40):
        who.opens(f"/audit?before={odd}")


def test_nothing_there_changes_it() -> None:
    assert {page.method for page in audit.pages.all} == {"GET"}
