"""Makes the recordings that are missing or stale, in the stand-in voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from hotline.prompts import audio, catalogue, stand_in
from hotline.prompts.catalogue import Entries
from hotline.prompts.files import write_whole
from hotline.prompts.recordings import Listing, Recordings, file_of
from hotline.prompts.stand_in import missing_tools
from hotline.prompts.words import SPOKEN, Piece, Words

__all__ = ["Progress", "missing_tools", "render", "to_render"]

SPEAKER = f"{catalogue.STAND_IN} (espeak-ng)"
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """One recording is done, or failed for the reason in `problem`."""

    done: int
    total: int
    language: str
    clip: str
    seconds: float
    problem: str = ""


def to_render(words: Words, recordings: Recordings, keys: Iterable[str], everything: bool = False,
              over_people: bool = False) -> list[tuple[str, Piece]]:
    """The recordings to be made. One that a person has read is left alone, unless its words have changed and
    `over_people` says that a stand-in is better than the other language."""
    wanted = set(keys)
    return [(language, Piece(clip, text)) for language in SPOKEN
            for clip, text in words.clips(language, wanted).items()
            if text and _is_due(recordings, language, clip, everything, over_people)]


def render(folder: Path, words: Words, keys: Iterable[str], everything: bool = False,
           over_people: bool = False) -> Iterator[Progress]:
    """Make them, two at a time, and list each as soon as its file is there; stopping loses nothing.

    `keys` are all prompts that are spoken: at the end, stand-ins of any other prompt are dropped.
    """
    keys = set(keys)
    recordings = Recordings.load(Listing.read(folder), words)
    entries = dict(recordings.entries)
    due = to_render(words, recordings, keys, everything, over_people)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running: dict[Future[bytes], tuple[str, Piece]] = {
            pool.submit(stand_in.spoken, language, piece.text): (language, piece) for language, piece in due}
        try:
            for done, future in enumerate(as_completed(running), 1):
                language, piece = running.pop(future)
                seconds, problem = _finished(folder, entries, language, piece, future)
                yield Progress(done, len(due), language, piece.clip, seconds, problem)
        finally:
            pool.shutdown(cancel_futures=True)
    _sweep(folder, words, entries, keys)


def _is_due(recordings: Recordings, language: str, clip: str, everything: bool, over_people: bool) -> bool:
    entry = recordings.entries.get((language, clip))
    if entry is None:
        # A file that nobody listed may be somebody's voice: it is reported, not written over.
        return over_people or not recordings.file(language, clip).exists()
    if not entry.stand_in:
        return over_people and (language, clip) in recordings.stale
    return everything or recordings.sound(language, clip) is None


def _finished(folder: Path, entries: Entries, language: str, piece: Piece,
              made: Future[bytes]) -> tuple[float, str]:
    try:
        content = made.result()
        entry = catalogue.entry(language, piece.clip, piece.text, content, SPEAKER)
    except (stand_in.EngineError, audio.BrokenAudioError) as error:
        return 0.0, str(error)
    write_whole(file_of(folder, language, piece.clip), content)
    entries[language, piece.clip] = entry
    catalogue.write(folder, entries.values())
    return entry.seconds, ""


def _sweep(folder: Path, words: Words, entries: Entries, keys: set[str]) -> None:
    spoken = {(language, clip) for language in SPOKEN for clip in words.clips(language, keys)}
    gone = [place for place, entry in entries.items() if entry.stand_in and place not in spoken]
    for language, clip in gone:
        del entries[language, clip]
        file_of(folder, language, clip).unlink(missing_ok=True)
    if gone:
        catalogue.write(folder, entries.values())
