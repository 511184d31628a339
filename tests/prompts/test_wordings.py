"""Sentences changed by staff: told at once in every process, stale recordings silent, signatures void, taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hotline import parts
from hotline.core.content import Library, SignOff
from hotline.prompts import signatures, wordings

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def test_two_processes_tell_the_same(tmp_path: Path) -> None:
    """One writes; the other sees it at its next answer, and the way back too."""
    one, other = parts.open_words(tmp_path), parts.open_words(tmp_path)
    before = other.texts["en"]["goodbye"]
    assert other.edition() == 0
    wordings.add(tmp_path, "Nida", NOW, [("en", "goodbye", "Take care."), ("en", "new_one", "Hello.")])
    assert one.edition() == other.edition() == 1
    assert other.texts["en"]["goodbye"] == one.texts["en"]["goodbye"] == "Take care."
    wordings.add(tmp_path, "Nida", NOW, [("en", "goodbye", None), ("en", "new_one", None)])
    assert other.edition() == 2
    assert other.texts["en"]["goodbye"] == before
    assert "new_one" not in other.texts["en"]


def test_a_recording_of_other_words_is_not_heard_until_they_are_back(tmp_path: Path) -> None:
    words = parts.open_words(tmp_path)
    recordings = parts.open_recordings(words, tmp_path)
    assert recordings.sound("en", "goodbye")
    edition = recordings.edition()
    wordings.add(tmp_path, "Nida", NOW, [("en", "goodbye", "Take care.")])
    assert recordings.edition() > edition
    assert recordings.sound("en", "goodbye") is None
    assert ("en", "goodbye") in recordings.stale
    wordings.add(tmp_path, "Nida", NOW, [("en", "goodbye", None)])
    recordings.edition()
    assert recordings.sound("en", "goodbye")


def test_what_was_signed_in_other_words_is_told_no_more(tmp_path: Path) -> None:
    """From the very next call on; signed again, or worded as before, it is told again."""
    words = parts.open_words(tmp_path)
    library = parts.open_library(words).as_if_signed(TODAY)
    flow_on = parts.flows_by_day(library, unreviewed=False, words=words)
    key = next(one.key for one in library.items() if one.needs and one.key.startswith("tip"))
    wordings.add(tmp_path, "Nida", NOW, [("en", key, "Something else entirely.")])
    assert key not in flow_on(TODAY).steps
    wordings.add(tmp_path, "Nida", NOW, [("en", key, None)])
    assert key in flow_on(TODAY).steps
    assert flow_on(TODAY) is flow_on(TODAY)


def test_a_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    wordings.add(tmp_path, "Nida", NOW, [("en", "goodbye", "Take care.")])
    path = tmp_path / wordings.NAME
    path.write_text('broken\n{"at": 1}\n' + path.read_text("utf-8") + "[]\n", "utf-8")
    assert [one.text for one in wordings.read(tmp_path)] == ["Take care."]


def test_what_is_signed_on_the_pages_is_told_from_the_next_call_on(tmp_path: Path) -> None:
    """In the words that were signed only; taken back, or worded otherwise, it is told no more."""
    words = parts.open_words(tmp_path)
    library = parts.open_library(words)
    item = next(one for one in library.items() if one.needs and not one.numbers and one.key.startswith("tip"))
    flow_on = parts.flows_by_day(library, unreviewed=False, words=words)
    assert item.key not in flow_on(TODAY).steps
    signed = [SignOff(item.key, kind, "Amina Khan", TODAY, words.fingerprint(item.key)) for kind in item.needs]
    for one in signed:
        signatures.add(tmp_path, one)
    assert item.key in flow_on(TODAY).steps
    assert item.key in parts.flows_by_day(parts.open_library(words), unreviewed=False, words=words)(TODAY).steps
    wordings.add(tmp_path, "Nida", NOW, [("en", item.key, "Something else entirely.")])
    assert item.key not in flow_on(TODAY).steps
    wordings.add(tmp_path, "Nida", NOW, [("en", item.key, None)])
    assert item.key in flow_on(TODAY).steps
    signatures.add(tmp_path, signed[0], back=True)
    assert item.key not in flow_on(TODAY).steps
    signatures.add(tmp_path, signed[0])
    assert item.key in flow_on(TODAY).steps


def test_a_sign_off_that_is_none_is_passed_over(tmp_path: Path) -> None:
    """A torn line signs nothing, and takes nothing from the others."""
    one = SignOff("tip_work_4", "lawyer", "Amina Khan", TODAY, "abc")
    signatures.add(tmp_path, one)
    path = tmp_path / signatures.NAME
    path.write_text('broken\n[]\n{"back": false}\n{"on": 1, "back": 0}\n' + path.read_text("utf-8"), "utf-8")
    assert signatures.with_signed_since(Library(), tmp_path).sign_offs == (one,)
    assert signatures.with_signed_since(Library(), None).sign_offs == ()
