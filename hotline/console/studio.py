"""What the page of words works with: sentences, recordings, what may be told, the rules that a new wording keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from hotline.core.content import DIAL_TEST, Library, SignOff
from hotline.core.errors import Reason
from hotline.flows import desk
from hotline.flows.check import TO_STAFF, sms_keys, voice_keys
from hotline.flows.hotline import build
from hotline.prompts import coverage, neutral, signatures, wordings
from hotline.prompts.neutral import Telltale
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import SHORTER, SPOKEN, Words, slots_of

OTHERS = "menus"  # where a sentence belongs that no topic has
LONGEST = 1500  # characters
FLAGS = ("stale", "unrecorded", "unsigned", "changed")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A prompt as the list shows it: its texts by language, and what is to be done about it."""

    key: str
    home: str
    texts: Mapping[str, str]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """What is recorded of a sentence in one language: a piece, its words, its sound if there is one, who read it."""

    language: str
    clip: str
    text: str
    version: str
    speaker: str
    state: str  # fresh, stand_in, stale, missing


class WordingError(Exception):
    """The wording was not taken; `problems` say why, `changed` that somebody else wrote another one meanwhile."""

    def __init__(self, problems: Sequence[str], *, changed: bool = False) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems
        self.changed = changed


@dataclass(frozen=True)
class Studio:
    """Everything about words of this installation; `made_since` is the folder with what was changed here."""

    words: Words
    recordings: Recordings
    made_since: Path
    shipped: Library
    telltale: Telltale

    @property
    def library(self) -> Library:
        """What may be told, with sign-offs that count for the words as they are now."""
        library = signatures.with_signed_since(self.shipped, self.made_since)
        return library.as_worded({item.key: self.words.fingerprint(item.key) for item in library.items()})

    @cached_property
    def homes(self) -> dict[str, str]:
        """Where each item belongs, by its key."""
        return {item.key: where for where, items in self.shipped.parts().items() for item in items}

    @cached_property
    def keys(self) -> tuple[frozenset[str], frozenset[str], Mapping[str, tuple[str, ...]]]:
        """The sentences that are spoken, those that are sent, and the slots of each."""
        flow = build(self.shipped, date.max, unreviewed=True)
        return frozenset(voice_keys(flow) | voice_keys(desk.build())), frozenset(sms_keys(flow)), flow.slots

    def sentences(self, home: str, search: str, flag: str) -> list[Sentence]:
        """Those of one home, or that hold some words in any language, or that need something."""
        self.recordings.edition()
        changed = {key.removesuffix(SHORTER) for _, key in self._changed()}
        waiting = self._waiting()
        found = []
        for key in sorted(self.keys[0] | self.keys[1]):
            texts = {one: self.words.texts[one].get(key, "") for one in self.words.texts}
            if (home and self.homes.get(key, OTHERS) != home) or not _holds(key, texts, search):
                continue
            flags = tuple(self._flags(key, changed, waiting))
            if not flag or flag in flags:
                found.append(Sentence(key, self.homes.get(key, OTHERS), texts, flags))
        return found

    def clips(self, key: str) -> list[Clip]:
        """Everything that is recorded of a sentence."""
        self.recordings.edition()
        return [
            self._clip(language, clip, text)
            for language in self.words.spoken
            for clip, text in self.words.clips(language, [key]).items() if text
        ]  # fmt: skip

    def versions(self, key: str) -> list[wordings.Version]:
        """How a sentence was worded here, the last first."""
        return [one for one in reversed(wordings.read(self.made_since)) if one.key.removesuffix(SHORTER) == key]

    def sign_offs(self, key: str) -> tuple[dict[str, SignOff], list[SignOff], tuple[str, ...]]:
        """Who signed it, who signed other words, and whose sign-off is still waited for."""
        library = self.library
        item = next((one for one in library.items() if one.key == key), None)
        if item is None:
            return {}, [], ()
        signed = library.signed(key)
        return signed, library.lapsed(key), tuple(kind for kind in item.needs if kind not in signed)

    def signed_by(self, key: str) -> tuple[str, ...]:
        """The reviewers whose sign-off a sentence takes; a number is dialled, not signed."""
        item = next((one for one in self.shipped.items() if one.key == key), None)
        return tuple(kind for kind in item.needs if kind != DIAL_TEST) if item else ()

    def sign(self, key: str, kind: str, seen: str, by: str, on: date) -> bool:
        """Note who signed a sentence as it was seen; False when it cannot be signed like that."""
        if kind not in self.signed_by(key) or not by or seen != self.words.fingerprint(key):
            return False
        signatures.add(self.made_since, SignOff(key, kind, by, on, seen))
        return True

    def take_sign_off_back(self, key: str, kind: str) -> bool:
        """The last sign-off of a kind of reviewer does not count any more; False when there is none that does."""
        one = self.library.signed(key).get(kind)
        if one:
            signatures.add(self.made_since, one, back=True)
        return one is not None

    def change(self, key: str, texts: Mapping[tuple[str, str], str], seen: str, by: str, now: datetime) -> None:
        """Word it otherwise from now on. Raises WordingError, and then nothing was changed."""
        if seen != self.words.fingerprint(key):
            raise WordingError([], changed=True)
        new = {place: text for place, text in texts.items() if text != self.words.texts[place[0]].get(place[1], "")}
        if problems := self._problems(key, new):
            raise WordingError(problems)
        if new:
            wordings.add(self.made_since, by, now, [(*place, text) for place, text in new.items()])
            self.words.edition()

    def take_back(self, key: str, by: str, now: datetime) -> None:
        """As it came with the program, in every language."""
        places = [place for place in self._changed() if place[1].removesuffix(SHORTER) == key]
        wordings.add(self.made_since, by, now, [(*place, None) for place in places])
        self.words.edition()

    def take_last_back(self, key: str, by: str, now: datetime) -> None:
        """As before the last change; done twice, it is as it was."""
        versions = self.versions(key)
        last = [one for one in versions if one.at == versions[0].at]
        before = {one.place: one.text for one in reversed(versions) if one not in last}
        wordings.add(self.made_since, by, now, [(*one.place, before.get(one.place)) for one in last])
        self.words.edition()

    def _problems(self, key: str, new: Mapping[tuple[str, str], str]) -> Sequence[str]:
        """What was not wrong before, and would be."""
        found = [Reason("%(language)s: longer than %(most)s characters", language=language, most=LONGEST)
                 for (language, _), text in new.items() if len(text) > LONGEST]  # fmt: skip
        for (language, name), text in new.items():
            before = self.words.texts[language].get(name, "")
            if name == key and slots_of(text) != slots_of(before):
                slots = " ".join(f"{{{one}}}" for one in sorted(slots_of(before)))
                found.append(Reason("%(language)s: must name %(slots)s", language=language, slots=slots))
            if not text.strip() or any(ord(letter) < 32 for letter in text):
                found.append(Reason("%(language)s: must be one line of words", language=language))
        return found or sorted(self._wrong(self.words.but(new)) - self._wrong(self.words))

    def _wrong(self, words: Words) -> set[str]:
        voice, sms, slots = self.keys
        to_callers = {key for key in sms - self.shipped.asked_for() if not key.startswith(TO_STAFF)}
        return {
            *coverage.check(words, self.recordings, voice | sms, (), sms, slots),
            *neutral.check(words, self.telltale, to_callers),
        }

    def _changed(self) -> set[tuple[str, str]]:
        return {place for place, text in wordings.current(wordings.read(self.made_since)).items() if text is not None}

    def _waiting(self) -> set[str]:
        library = self.library
        return {item.key for item in library.items() if not library.is_signed(item)}

    def _flags(self, key: str, changed: set[str], waiting: set[str]) -> Iterator[str]:
        if key in self.keys[0]:
            places = {(language, clip) for language in SPOKEN for clip in self.words.clips(language, [key])}
            if places & (self.recordings.stale | self.recordings.outdated):
                yield "stale"
            if any(self.recordings.sound(*place) is None for place in places):
                yield "unrecorded"
        if key in waiting:
            yield "unsigned"
        if key in changed:
            yield "changed"

    def _clip(self, language: str, clip: str, text: str) -> Clip:
        sound = self.recordings.sound(language, clip)
        entry = self.recordings.entries.get((language, clip))
        state = "missing" if entry is None else "stale" if sound is None else "stand_in" if sound.stand_in else "fresh"
        return Clip(language, clip, text, sound.version if sound else "", entry.speaker if entry else "", state)


def _holds(key: str, texts: Mapping[str, str], search: str) -> bool:
    wanted = search.casefold()
    return not wanted or wanted in key or any(wanted in text.casefold() for text in texts.values())
