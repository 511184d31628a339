"""Words and voice: changed here, heard and read from the next call on, stale and unsigned at once, taken back."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hotline.prompts import wordings
from tests.console.conftest import Browser, Site
from tests.console.reading import Reading

KEY = "goodbye"
NEW = {"en": "Goodbye, and take care.", "ur": "خدا حافظ، اپنا خیال رکھیں۔"}


@pytest.fixture
def site(tmp_path: Path, open_site: Callable[..., Site]) -> Site:
    return open_site(HOTLINE_RECORDINGS=str(tmp_path / "made"))


def fields(shown: Reading) -> dict[str, str]:
    """The form of a sentence as it stands."""
    texts = {part.split('"')[0]: part.split(">", 1)[1].split("</textarea>")[0].replace("&#39;", "'")
             for part in shown.html.split('<textarea id="')[1:]}  # fmt: skip
    return {**texts, "seen": shown.html.split('name="seen" value="')[1].split('"')[0]}


def words_are(who: Browser, key: str = KEY, **texts: str) -> Reading:
    return who.sends(f"/words/{key}", **{**fields(who.opens(f"/words/{key}")), **texts})


def test_a_change_is_heard_and_makes_the_recording_stale(site: Site) -> None:
    """In the same process, without a restart; and it can be taken back."""
    who = site.enters("editor", "Nida")
    before = site.hotline.words.texts["en"][KEY]
    assert f"/staff/words/{KEY}" not in who.opens("/words?flag=stale").links
    told = words_are(who, **NEW)
    assert "From the next call and text on" in told.text
    assert "says old words: not heard" in told.text
    assert "Nida" in told.text
    assert f"/staff/words/{KEY}" in who.opens("/words?flag=stale").links
    assert f"/staff/words/{KEY}" in who.opens("/words?flag=changed").links
    who.opens(f"/words/{KEY}")
    told = who.sends(f"/words/{KEY}/back")
    assert "as it came with the program" in told.text
    assert before in told.html
    assert "says old words: not heard" not in told.text
    assert [one.what for one in site.store.deeds(10, 2)] == ["words_taken_back", "words_changed"]


def test_the_last_change_alone_is_taken_back(site: Site) -> None:
    """The one before it stands again; a second time, and the last one does."""
    who = site.enters("editor", "Nida")
    words_are(who, **NEW)
    site.later(timedelta(minutes=1))
    words_are(who, en="So long.")
    site.later(timedelta(minutes=1))
    shown = who.sends(f"/words/{KEY}/before")
    assert "as before the last change" in shown.text
    assert {**fields(shown), **NEW} == fields(shown)
    site.later(timedelta(minutes=1))
    assert fields(who.sends(f"/words/{KEY}/before"))["en"] == "So long."
    who.sends("/words/greeting/before")  # never changed: nothing to take back
    assert "greeting" in who.opens("/words/greeting").text


def test_what_nobody_signed_says_so(site: Site) -> None:
    """Live callers do not hear it before the one who has to answer for it has signed."""
    who = site.enters("editor", "Nida")
    shown = who.opens("/words?flag=unsigned")
    first = next(link for link in shown.links if link.startswith("/staff/words/"))
    assert "not told to callers before this one signs" in who.opens(first.removeprefix("/staff")).text


SIGNED = "tip_work_4"
WAITS = "not told to callers before this one signs: lawyer"


def signs(who: Browser, deed: str = "sign", seen: str = "", **form: str) -> str:
    shown = who.opens(f"/words/{SIGNED}")
    given = {"kind": "lawyer", "by": "Amina Khan", "on": "2026-11-20", "seen": seen or fields(shown)["seen"]}
    return who.sends(f"/words/{SIGNED}/{deed}", **{**given, **form}).text


def test_a_sign_off_is_noted_with_its_name_and_taken_back(site: Site) -> None:
    """The reviewer's, not that of whoever types it; who typed it is in the audit."""
    who = site.enters("editor", "Nida")
    assert WAITS in who.opens(f"/words/{SIGNED}").text
    told = signs(who)
    assert "lawyer : Amina Khan 20 November 2026" in told.replace("lawyer:", "lawyer :")
    assert WAITS not in told
    told = signs(who, "unsign")
    assert WAITS in told
    assert "Amina Khan" not in told
    assert "there is no such sign-off any more" in signs(who, "unsign")
    assert [one.what for one in site.store.deeds(10, 2)] == ["sign_off_taken_back", "words_signed"]


def test_a_sign_off_lapses_with_its_words(site: Site) -> None:
    who = site.enters("editor", "Nida")
    signs(who)
    told = words_are(who, SIGNED, en="Something else entirely.").text
    assert WAITS in told
    assert "lawyer: Amina Khan signed other words" in told


@pytest.mark.parametrize(
    "form", [{"on": "2026-11-23"}, {"on": "soon"}, {"by": " "}, {"kind": "doctor"}, {"kind": ""}, {"seen": "older"}]
)
def test_a_sign_off_that_nobody_gave_is_not_noted(site: Site, form: dict[str, str]) -> None:
    """A day to come, no name, a reviewer who is not asked, words that somebody changed meanwhile."""
    who = site.enters("editor", "Nida")
    told = signs(who, **form)
    assert "Nothing was noted" in told
    assert WAITS in told


@pytest.mark.parametrize(
    ("key", "texts", "told"),
    [
        (KEY, {"en": ""}, "must be one line of words"),
        (KEY, {"en": "x" * 2000}, "longer than 1500"),
        ("callback_check", {"en": "The number is right."}, "must name {number}"),
        ("callback_check", {"en": "The number is {phone}."}, "must name {number}"),
    ],
)
def test_words_that_would_harm_are_refused(site: Site, key: str, texts: dict[str, str], told: str) -> None:
    """What is missing, too long, without its slot; and what was typed is still there."""
    who = site.enters("editor", "Nida")
    assert told in words_are(who, key, **texts).text
    assert not wordings.read(site.hotline.settings.recordings)


def test_two_editors_at_once(site: Site) -> None:
    nida, sara = site.enters("editor", "Nida"), site.enters("editor", "Sara")
    old = fields(nida.opens(f"/words/{KEY}"))
    words_are(sara, **NEW)
    nida.opens(f"/words/{KEY}")
    told = nida.sends(f"/words/{KEY}", **{**old, "en": "Bye."}).text
    assert "Somebody else changed these words" in told
    assert NEW["en"] in told


def uploads(who: Browser, content: bytes, name: str, speaker: str = "Sana", clip: str = f"en/{KEY}") -> Reading:
    shown = who.opens(f"/words/{KEY}")
    form = {"csrf_token": shown.token, "clip": clip, "speaker": speaker, "file": (io.BytesIO(content), name)}
    answer = who.client.post(f"/staff/words/{KEY}/recording", data=form, content_type="multipart/form-data")
    return who._shows(answer, 413 if answer.status_code == 413 else 200)


def silence(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * int(8000 * seconds))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"this is a letter, no sound", "voice.mp3", "no sound file"),
        (b"", "voice.wav", "no sound file"),
        (silence(2), "../../../etc/passwd", "Nothing was taken"),
        (silence(2), "\u202egpj.exe", "Nothing was taken"),
    ],
)
def test_an_upload_that_is_no_voice_is_refused(site: Site, content: bytes, name: str, told: str) -> None:
    """Whatever its name says; nothing is written anywhere."""
    who = site.enters("editor", "Nida")
    assert told in uploads(who, content, name).text
    folder = site.hotline.settings.recordings
    assert not [path for path in folder.rglob("*") if path.suffix in (".mp3", ".wav", ".exe")]


def test_an_upload_that_is_far_too_large_is_not_read(site: Site) -> None:
    """Two hundred megabytes end as thirteen do: by their announced length, before anything is kept."""
    told = uploads(site.enters("editor", "Nida"), b"x" * 13_000_000, "long.wav")
    assert "That is too large" in told.text


def test_two_hundred_megabytes_are_refused_unread(site: Site) -> None:
    """What is announced is believed; not one byte more than that is waited for."""
    who = site.enters("editor", "Nida")
    who.opens(f"/words/{KEY}")
    answer = who.client.post(f"/staff/words/{KEY}/recording", input_stream=io.BytesIO(b"--x"),
                             content_type="multipart/form-data; boundary=x",
                             environ_overrides={"CONTENT_LENGTH": "200000000"})  # fmt: skip
    assert answer.status_code == 413


def test_an_upload_for_another_sentence_or_of_nobody_is_refused(site: Site) -> None:
    who = site.enters("editor", "Nida")
    for speaker, clip in (("", f"en/{KEY}"), ("Sana", "en/greeting"), ("Sana", "../../x"), ("Sana", "")):
        assert "a file and the name" in uploads(who, silence(2), "a.wav", speaker, clip).text


def test_sentences_are_found_by_words_and_by_what_they_need(site: Site) -> None:
    who = site.enters("editor", "Nida")
    assert "5 sentences" in who.opens("/words?search=goodbye").text
    assert "No such sentence" in who.opens("/words?search=zzzz").text
    assert "not signed" in who.opens("/words?flag=unsigned").text
    for odd in ("?home=nowhere", "?first=-1", "?first=99999", "?flag=x", "?search=%00", "/nothing"):
        who.opens(f"/words{odd}", 404 if odd == "/nothing" else 200)


def test_a_broken_list_of_changes_leaves_the_words_as_they_were(site: Site) -> None:
    folder = site.hotline.settings.recordings
    folder.mkdir(parents=True)
    (folder / wordings.NAME).write_text('{"no": "version"}\nnot even json\n')
    assert "goodbye" in site.enters("editor", "Nida").opens("/words?search=goodbye").text
