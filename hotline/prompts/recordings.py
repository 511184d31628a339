"""The recordings that can be heard: there, whole, saying what the words say, and as a line carries them.

Those that come with the program lie beside it; those made since, by phone or from files, in a folder of their own,
which is looked at again whenever its list changes. Of two, the one made since is heard, as long as it is fresh.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hotline.prompts import audio, catalogue
from hotline.prompts.catalogue import CatalogueError, Entries, Entry
from hotline.prompts.words import Words

KEPT_BYTES = 8_000_000  # of decoded sound in memory: about a quarter of an hour
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording that may be played: `version` belongs in its address."""

    language: str
    clip: str
    version: str
    seconds: float
    stand_in: bool


class Played:
    """The recordings that were played last, decoded."""

    def __init__(self) -> None:
        self._sounds: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str, str]) -> bytes | None:
        """A recording by its language, clip and version."""
        with self._lock:
            if key in self._sounds:
                self._sounds.move_to_end(key)
            return self._sounds.get(key)

    def keep(self, key: tuple[str, str, str], sound: bytes) -> None:
        """Keep one more; those that were not played for longest go."""
        with self._lock:
            self._sounds[key] = sound
            while self.size() > KEPT_BYTES:
                self._sounds.popitem(last=False)

    def size(self) -> int:
        """How many bytes are kept."""
        return sum(map(len, self._sounds.values()))


@dataclass(frozen=True, slots=True)
class Listing:
    """What the catalogue of a folder lists, which of it is not there or not as it is listed, what was played of it."""

    folder: Path
    entries: Mapping[Place, Entry]
    broken: frozenset[Place]
    played: Played = field(default_factory=Played, compare=False)

    @classmethod
    def read(cls, folder: Path) -> Listing:
        """Read the catalogue and look at each file once."""
        entries = catalogue.read(folder)
        broken = frozenset(place for place, entry in entries.items() if not _is_whole(folder, entry))
        return cls(folder, entries, broken)


class Shelf:
    """A folder of recordings: what its catalogue lists, checked against the files and the words."""

    def __init__(self, listing: Listing, texts: Mapping[Place, str]) -> None:
        self.folder = listing.folder
        self.entries = listing.entries
        self.broken = set(listing.broken)
        self.stale: set[Place] = set()
        self.reworded(texts)

    def reworded(self, texts: Mapping[Place, str]) -> None:
        """The words have changed, the files have not."""
        self.stale = {place for place, entry in self.entries.items()
                      if place in texts and catalogue.fingerprint(texts[place]) != entry.text}  # fmt: skip
        self._needed = texts

    def entry(self, place: Place) -> Entry | None:
        """What may be played of a clip."""
        sound = place in self._needed and place not in self.stale and place not in self.broken
        return self.entries.get(place) if sound else None


class Recordings:
    """Two shelves, the one with what was made since first. Only the lists stay in memory."""

    def __init__(self, shipped: Listing, texts: Mapping[Place, str], made_since: Path | None = None) -> None:
        self.folder = shipped.folder
        self.made_since = made_since
        self.gaps: set[Place] = set()
        self._texts = texts
        self._listed = catalogue.changed(made_since) if made_since else None
        made = [Listing.read(made_since)] if made_since else []
        self._shelves = [Shelf(one, texts) for one in (*made, shipped)]
        self._changes = 0
        self._words: Words | None = None
        self._worded = 0
        self._played_since, self._played = Played(), shipped.played

    @classmethod
    def load(cls, shipped: Listing, words: Words, made_since: Path | None = None) -> Recordings:
        """What comes with the program, and what was made since."""
        recordings = cls(shipped, _texts(words), made_since)
        recordings._words, recordings._worded = words, words.edition()
        return recordings

    def edition(self) -> int:
        """Changes when anything may be heard differently. A list that was written since is read first."""
        if self._words and self._words.edition() != self._worded:
            self._reword(self._words)
        if self.made_since and catalogue.changed(self.made_since) != self._listed:
            self._look_again(self.made_since)
        return self._changes

    def sound(self, language: str, clip: str) -> Sound | None:
        """The recording of a clip; None when it is missing, broken, or says other words than are written."""
        for shelf in self._shelves:
            entry = shelf.entry((language, clip))
            if entry:
                return Sound(language, clip, entry.audio, entry.seconds, entry.stand_in)
        return None

    def mp3(self, language: str, clip: str, version: str) -> bytes | None:
        """The file itself."""
        found = self._found(language, clip, version)
        content = _content(*found) if found else None
        return content if content and catalogue.audio_version(content) == version else None

    def wav(self, language: str, clip: str, version: str) -> bytes | None:
        """The recording as µ-law WAV; the ones played last are kept decoded."""
        key = (language, clip, version)
        if kept := self._played_since.get(key) or self._played.get(key):
            return kept
        found = self._found(language, clip, version)
        content = self.mp3(language, clip, version)
        try:
            decoded = audio.wav(audio.samples(content)) if content else b""
        except audio.BrokenAudioError:
            decoded = b""
        if not decoded:
            if found:  # from now on the next best thing is heard instead
                self._shelf(found[0]).broken.add((language, clip))
                self._changes += 1
            return None
        (self._played_since if found and found[0] == self.made_since else self._played).keep(key, decoded)
        return decoded

    @property
    def entries(self) -> Entries:
        """Everything that is listed, on either shelf."""
        return {place: entry for shelf in reversed(self._shelves) for place, entry in shelf.entries.items()}

    @property
    def broken(self) -> set[Place]:
        """What cannot be heard because it is not there, or is not what the list says."""
        return self._unheard(lambda shelf: shelf.broken)

    @property
    def stale(self) -> set[Place]:
        """What cannot be heard because it was read from other words than are written now."""
        return self._unheard(lambda shelf: shelf.stale)

    @property
    def outdated(self) -> set[Place]:
        """What was made since and is not heard any more, because the words have changed."""
        return self._shelves[0].stale if self.made_since else set()

    def file(self, language: str, clip: str) -> Path:
        """Where the recording of a clip lies that came with the program."""
        return file_of(self.folder, language, clip)

    def size(self, language: str, clip: str) -> int:
        """Bytes of the recording that is heard."""
        shelf = next(shelf for shelf in self._shelves if shelf.entry((language, clip)))
        return file_of(shelf.folder, language, clip).stat().st_size

    def _reword(self, words: Words) -> None:
        self._worded, self._texts = words.edition(), _texts(words)
        for shelf in self._shelves:
            shelf.reworded(self._texts)
        self._changes += 1

    def _look_again(self, made_since: Path) -> None:
        """What was made since, read anew; a list that cannot be read leaves all as it was."""
        listed = catalogue.changed(made_since)
        try:
            self._shelves = [Shelf(Listing.read(made_since), self._texts), self._shelves[-1]]
        except CatalogueError:
            self.gaps.add(("", catalogue.NAME))
        self._listed = listed
        self._changes += 1

    def _found(self, language: str, clip: str, version: str) -> tuple[Path, Entry] | None:
        self.edition()
        listed = ((shelf.folder, shelf.entries.get((language, clip))) for shelf in self._shelves)
        return next(((folder, one) for folder, one in listed if one and one.audio == version), None)

    def _unheard(self, why: Callable[[Shelf], set[Place]]) -> set[Place]:
        return {place for shelf in self._shelves for place in why(shelf) if self.sound(*place) is None}

    def _shelf(self, folder: Path) -> Shelf:
        return next(shelf for shelf in self._shelves if shelf.folder == folder)


def _texts(words: Words) -> dict[Place, str]:
    return {(language, clip): text for language in words.spoken for clip, text in words.clips(language).items() if text}


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
