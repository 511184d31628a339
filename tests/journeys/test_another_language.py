"""A language in two folders, half done: a caller chooses it by key, and hears Urdu where it has nothing yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotline import parts
from hotline.prompts.takes import take
from tests.journeys.conftest import Hotline, open_hotline
from tests.voices import as_wav, voice


@pytest.fixture
def hotline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    """Punjabi as it is kept, with its line of the menu written, and that and one sentence recorded."""
    folder = tmp_path / "translations"
    shutil.copytree(parts.TRANSLATIONS, folder, ignore=shutil.ignore_patterns("*.mo"))
    catalogue = folder / "pa" / "LC_MESSAGES" / "prompts.po"
    text = catalogue.read_text("utf-8")
    empty = 'msgid "language_pa"\nmsgstr ""'
    assert empty in text
    catalogue.write_text(text.replace(empty, 'msgid "language_pa"\nmsgstr "پنجابی لئی 3 دباؤ۔"'), "utf-8")
    monkeypatch.setattr(parts, "TRANSLATIONS", folder)
    for clip in ("language_pa", "menu_talk"):
        take(tmp_path / "recordings", parts.open_words(), "pa", clip, as_wav(voice()), "Nasreen")
    return open_hotline(tmp_path)


def test_she_hears_it_and_urdu_for_the_rest(hotline: Hotline) -> None:
    her = hotline.phone().calls().hears("language_ur", "language_en", "language_pa").presses("3")
    her.hears("menu_talk", "menu_info")
    spoken = {item.key: item.language for item in her.phone.last_call() if item.key}
    assert (spoken["menu_talk"], spoken["menu_info"]) == ("pa", "ur")


def test_whom_she_asks_for_is_told_her_language(hotline: Hotline) -> None:
    her = hotline.phone().calls().presses("3").presses("3")
    for key in ("1", "1", "1", "2", "1"):
        her.presses(key)
    her.hears("callback_stored").hangs_up()
    [request] = hotline.store.callbacks()
    assert request.language == "pa"


def test_a_language_that_is_not_begun_is_not_offered(tmp_path: Path) -> None:
    found = open_hotline(tmp_path)
    her = found.phone().calls().hears("language_ur", "language_en").presses("3")
    her.hears("wrong_key")
