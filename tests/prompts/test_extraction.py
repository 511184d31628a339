"""The catalogues of sentences follow the keys, and change in nothing else."""

from __future__ import annotations

from pathlib import Path

from hotline.core.events import Line
from hotline.prompts.extract import extract, obsolete
from hotline.prompts.words import Words

SLOTS = {"stored": ("reference",)}


def _write(folder: Path, language: str, **sentences: str) -> None:
    """A translator fills in sentences."""
    path = folder / language / "LC_MESSAGES" / "prompts.po"
    text = path.read_text("utf-8")
    for key, sentence in sentences.items():
        empty = f'msgid "{key}"\nmsgstr ""\n'
        assert empty in text
        text = text.replace(empty, f'msgid "{key}"\nmsgstr "{sentence}"\n')
    path.write_text(text, "utf-8")


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.po*")}


def test_new_keys_appear_in_every_language(tmp_path: Path) -> None:
    assert "ur: hello is new" in extract(["stored", "hello"], tmp_path, ["hello"], SLOTS)
    urdu = (tmp_path / "ur" / "LC_MESSAGES" / "prompts.po").read_text("utf-8")
    assert urdu.index('msgid "hello"') < urdu.index('msgid "stored"')
    assert "#. fills in: {reference}" in urdu
    assert "stored" not in (tmp_path / "ur_Latn" / "LC_MESSAGES" / "prompts.po").read_text("utf-8")


def test_nothing_changes_when_nothing_changed(tmp_path: Path) -> None:
    extract(["stored", "hello"], tmp_path, ["hello"], SLOTS)
    _write(tmp_path, "ur", hello="سلام")
    extract(["stored", "hello"], tmp_path, ["hello"], SLOTS)
    before = _state(tmp_path)
    assert extract(["hello", "stored"], tmp_path, ["hello"], SLOTS) == []
    assert _state(tmp_path) == before
    assert not [name for name, content in before.items() if b"Date" in content or b"fuzzy" in content]


def test_a_key_like_an_old_one_gets_no_guessed_words(tmp_path: Path) -> None:
    extract(["menu_talk"], tmp_path, [], {})
    _write(tmp_path, "en", menu_talk="To talk, press 1.")
    extract(["menu_talks"], tmp_path, [], {})
    assert Words.load(tmp_path).template("en", "menu_talks", "voice") is None


def test_words_of_a_dropped_key_are_kept_aside(tmp_path: Path) -> None:
    extract(["hello", "old"], tmp_path, [], {})
    _write(tmp_path, "en", old="Long ago.")
    assert "en: old is no longer used" in extract(["hello"], tmp_path, [], {})
    assert obsolete(tmp_path, "en") == ["old"]
    assert Words.load(tmp_path).text("en", Line("old"), "voice") == ""
    assert b'#~ msgstr "Long ago."' in _state(tmp_path)["en/LC_MESSAGES/prompts.po"]


def test_shorter_words_stay_and_are_enough_for_a_language_that_is_only_written(tmp_path: Path) -> None:
    extract(["hello"], tmp_path, ["hello"], {})
    path = tmp_path / "ur_Latn" / "LC_MESSAGES" / "prompts.po"
    empty, filled = 'msgid "hello"\nmsgstr ""', 'msgid "hello@sms"\nmsgstr "Salam"'
    path.write_text(path.read_text("utf-8").replace(empty, filled), "utf-8")
    assert extract(["hello"], tmp_path, ["hello"], {}) == []
    assert Words.load(tmp_path).text("ur_Latn", Line("hello"), "sms") == "Salam"
