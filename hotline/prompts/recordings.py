"""The recordings that can be heard: there, whole, saying what the words say, and as a line carries them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from hotline.prompts import audio, catalogue
from hotline.prompts.catalogue import Entries, Entry
from hotline.prompts.words import SPOKEN, Words

KEPT_BYTES = 8_000_000  # of decoded sound in memory: about a quarter of an hour


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that may be played: `version` belongs in its address."""

    language: str
    clip: str
    version: str
    seconds: float
    stand_in: bool


class Recordings:
    """What the catalogue lists, checked against the files and the words. Only the list stays in memory."""

    def __init__(self, folder: Path, entries: Entries, texts: dict[tuple[str, str], str]) -> None:
        self.folder = folder
        self.entries = entries
        self.broken = {place for place, entry in entries.items() if not _is_whole(folder, entry)}
        self.stale = {place for place, entry in entries.items()
                      if place in texts and catalogue.fingerprint(texts[place]) != entry.text}
        self.gaps: set[tuple[str, str]] = set()
        self._sounds = {place: Sound(*place, entry.audio, entry.seconds, entry.stand_in)
                        for place, entry in entries.items() if place in texts and place not in self.stale}
        self._heard: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    @classmethod
    def load(cls, folder: Path, words: Words) -> Recordings:
        """Read the catalogue in `folder` and look at each file once."""
        texts = {(language, clip): text
                 for language in SPOKEN for clip, text in words.clips(language).items() if text}
        return cls(folder, catalogue.read(folder), texts)

    def sound(self, language: str, clip: str) -> Sound | None:
        """The recording of a clip; None when it is missing, broken, or says other words than are written."""
        place = (language, clip)
        return None if place in self.broken else self._sounds.get(place)

    def mp3(self, language: str, clip: str, version: str) -> bytes | None:
        """The file itself."""
        entry = self.entries.get((language, clip))
        if entry is None or entry.audio != version:
            return None
        content = _content(self.folder, entry)
        return content if content and catalogue.audio_version(content) == version else None

    def wav(self, language: str, clip: str, version: str) -> bytes | None:
        """The recording as µ-law WAV; the ones played last are kept decoded."""
        place = (language, clip)
        entry = self.entries.get(place)
        if entry is None or entry.audio != version:
            return None
        with self._lock:
            if place in self._heard:
                self._heard.move_to_end(place)
                return self._heard[place]
        content = self.mp3(language, clip, version)
        try:
            decoded = audio.wav(audio.samples(content)) if content else b""
        except audio.BrokenAudioError:
            decoded = b""
        if not decoded:
            self.broken.add(place)  # from now on the next best thing is heard instead
            return None
        self._keep(place, decoded)
        return decoded

    def file(self, language: str, clip: str) -> Path:
        """Where the recording of a clip lies."""
        return file_of(self.folder, language, clip)

    def _keep(self, place: tuple[str, str], decoded: bytes) -> None:
        with self._lock:
            self._heard[place] = decoded
            while sum(map(len, self._heard.values())) > KEPT_BYTES:
                self._heard.popitem(last=False)


def file_of(folder: Path, language: str, clip: str) -> Path:
    """The file that holds a clip."""
    return folder / language / f"{clip}.mp3"


def _content(folder: Path, entry: Entry) -> bytes | None:
    try:
        return file_of(folder, entry.language, entry.clip).read_bytes()
    except OSError:
        return None


def _is_whole(folder: Path, entry: Entry) -> bool:
    content = _content(folder, entry)
    return content is not None and catalogue.audio_version(content) == entry.audio
