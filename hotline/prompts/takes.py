"""Takes in what a person has read: listened to, cut to the speech, set to one level, packed and listed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hotline.prompts import audio, catalogue, hearing, stand_in
from hotline.prompts.catalogue import Entry
from hotline.prompts.files import locked, write_whole
from hotline.prompts.recordings import file_of
from hotline.prompts.words import Words

LEVEL = -19.3  # dB of the speech, as in the stand-ins: a call that goes from one to the other stays as loud
_BEFORE, _AFTER = 0.06, 0.12  # seconds kept around the speech


class UnfitError(Exception):
    """A recording that callers should not hear: `faults` are of `hearing.FAULTS`."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(", ".join(fault.replace("_", " ") for fault in faults))
        self.faults = faults


def take(
    folder: Path, words: Words, language: str, clip: str, recording: bytes, speaker: str, note: str = ""
) -> Entry:
    """Put what was read, in any sound format, into `folder` as the recording of the words as they are now.

    Raises UnfitError, BrokenAudioError, EngineError when a program is missing, KeyError when there are no such words.
    """
    return keep(folder, words, language, clip, fitted(recording, words.clips(language)[clip]), speaker, note)


def keep(folder: Path, words: Words, language: str, clip: str, content: bytes, speaker: str, note: str = "") -> Entry:
    """List a recording that is fitted already."""
    entry = catalogue.entry(language, clip, words.clips(language)[clip], content, speaker, note)
    with locked(folder):
        entries = catalogue.read(folder)
        write_whole(file_of(folder, language, clip), content)
        catalogue.write(folder, {**entries, (language, clip): entry}.values())
    return entry


def fitted(recording: bytes, text: str) -> bytes:
    """An MP3 as a line carries it, if the recording may be kept. Raises as `take` does."""
    heard = hearing.listen(audio.decoded(recording))
    if wrong := hearing.faults(heard, text):
        raise UnfitError(wrong)
    with tempfile.TemporaryDirectory(prefix="hotline-") as name:
        given, cut, packed = (Path(name) / file for file in (f"given.{_kind(recording)}", "cut.wav", "packed.mp3"))
        given.write_bytes(recording)
        stand_in.cut(given, cut, max(0.0, heard.begins - _BEFORE), heard.ends + _AFTER)
        louder = LEVEL - _level(cut)
        stand_in.pack(cut, packed, louder)
        stand_in.pack(cut, packed, louder + LEVEL - _level(packed))  # what was held back the first time
        return packed.read_bytes()


def _level(file: Path) -> float:
    return hearing.listen(audio.decoded(file.read_bytes())).speech


def _kind(recording: bytes) -> str:
    """The ending by which sox knows the format."""
    starts = {b"RIFF": "wav", b"fLaC": "flac", b"OggS": "ogg"}
    return starts.get(recording[:4], "mp3")
