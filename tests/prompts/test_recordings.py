"""A recording as a phone line plays it, and the ones that may not be played."""

from __future__ import annotations

import math
import struct
from array import array

import pytest
from studio import SHIPPED, Studio

from hotline.prompts import audio, catalogue, recordings
from hotline.prompts.catalogue import CatalogueError


def _chunks(wav: bytes) -> dict[bytes, bytes]:
    assert wav[:4] == b"RIFF"
    assert struct.unpack("<I", wav[4:8])[0] == len(wav) - 8
    assert wav[8:12] == b"WAVE"
    found, at = {}, 12
    while at < len(wav):
        name, size = struct.unpack("<4sI", wav[at:at + 8])
        found[name] = wav[at + 8:at + 8 + size]
        at += 8 + size + size % 2
    return found


def _linear(code: int) -> int:
    """G.711 read back, as a telephone exchange does it."""
    code = ~code & 0xFF
    size = (((code & 0x0F) << 3) + 0x84) << ((code & 0x70) >> 4)
    return 0x84 - size if code & 0x80 else size - 0x84


def test_the_wav_is_what_a_carrier_plays_as_it_is(studio: Studio) -> None:
    studio.record_all("en")
    heard = studio.open()
    sound = heard.sound("en", "hello")
    assert sound
    chunks = _chunks(heard.wav("en", "hello", sound.version) or b"")
    assert struct.unpack("<HHIIHHH", chunks[b"fmt "]) == (7, 1, 8000, 8000, 1, 8, 0)
    assert struct.unpack("<I", chunks[b"fact"]) == (len(chunks[b"data"]),)
    assert len(chunks[b"data"]) / 8000 == pytest.approx(len(audio.samples(SHIPPED.read_bytes())) / 8000)
    assert heard.mp3("en", "hello", sound.version) == SHIPPED.read_bytes()


def test_the_sound_survives_its_coding() -> None:
    wave = array("h", (int(20000 * math.sin(i / 5)) for i in range(2000)))
    back = [_linear(code) for code in _chunks(audio.wav(wave))[b"data"]]
    assert all(abs(a - b) <= max(8, abs(a) / 25) for a, b in zip(wave, back, strict=True))
    extremes = array("h", (-32768, -1, 0, 1, 32767))
    assert [_linear(code) for code in _chunks(audio.wav(extremes))[b"data"]] == [-32124, 0, 0, 0, 32124]


def test_a_recording_starts_at_once() -> None:
    """A packed file begins with silence of the encoder's own; a caller waits for none of it."""
    sound = audio.samples(SHIPPED.read_bytes())
    assert next(i for i, sample in enumerate(sound) if abs(sample) > 250) <= 480


def test_changed_words_make_a_recording_stale(studio: Studio) -> None:
    studio.record_all("en", "ur")
    studio.rewrite("en", "hello", "Good day.")
    heard = studio.open()
    assert heard.sound("en", "hello") is None
    assert heard.stale == {("en", "hello")}
    assert heard.sound("ur", "hello")


def test_a_missing_or_exchanged_file_counts_as_missing(studio: Studio) -> None:
    studio.record_all("en")
    (studio.folder / "en" / "hello.mp3").unlink()
    (studio.folder / "en" / "digit_1.mp3").write_bytes(b"not a sound")
    heard = studio.open()
    assert heard.sound("en", "hello") is None
    assert heard.sound("en", "digit_1") is None
    assert heard.wav("en", "hello", heard.entries["en", "hello"].audio) is None


def test_a_file_that_cannot_be_decoded_is_heard_once_as_missing(studio: Studio) -> None:
    """The catalogue lists it and its bytes are those listed, but they are no sound."""
    studio.record_all("en")
    (studio.folder / "en" / "hello.mp3").write_bytes(b"no sound at all")
    entries = catalogue.read(studio.folder)
    version = catalogue.audio_version(b"no sound at all")
    entry = entries["en", "hello"]
    entries["en", "hello"] = catalogue.Entry("en", "hello", entry.speaker, "", entry.text, version, 1.0)
    catalogue.write(studio.folder, entries.values())
    heard = studio.open()
    assert heard.sound("en", "hello")
    assert heard.wav("en", "hello", version) is None
    assert heard.sound("en", "hello") is None


@pytest.mark.parametrize(("language", "clip", "version"), [
    ("en", "hello", "0000"), ("en", "no_such", "0000"), ("xx", "hello", ""), ("../..", "etc/passwd", "x"),
])
def test_an_address_that_was_never_given_out_has_no_sound(studio: Studio, language: str, clip: str,
                                                          version: str) -> None:
    studio.record_all("en")
    assert studio.open().wav(language, clip, version) is None
    assert studio.open().mp3(language, clip, version) is None


def test_what_is_kept_in_memory_stays_small(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.record_all("en")
    heard = studio.open()
    one = len(heard.wav("en", "hello", heard.entries["en", "hello"].audio) or b"")
    monkeypatch.setattr(recordings, "KEPT_BYTES", 3 * one)
    for clip in studio.words.clips("en"):
        assert heard.wav("en", clip, heard.entries["en", clip].audio)
    assert heard._played.size() <= 3 * one


def test_a_catalogue_with_a_mistake_says_where(studio: Studio) -> None:
    (studio.folder / "catalogue.toml").write_text("[en.hello]\nspeaker = 'x'\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"catalogue\.toml: a recording lacks 'text'"):
        studio.open()


def test_no_catalogue_means_no_recordings(studio: Studio) -> None:
    assert studio.open().sound("en", "hello") is None
