"""Record a sentence by phone: which one, what was said, whether callers may hear it, and that they do from now on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hotline.actions.ports import Recorder, TelephoneError
from hotline.core.phone_number import PhoneNumber
from hotline.prompts import audio
from hotline.prompts.files import write_whole
from hotline.prompts.numbers import numbers_of
from hotline.prompts.recordings import Recordings
from hotline.prompts.takes import UnfitError, fitted, keep
from hotline.prompts.words import Words, heard_in

SPEAKER, NOTE = "coordinator", "by phone"
DRAFTS = "drafts"  # the folder of what was said and is not decided on, beside the recordings
DRAFTS_LAST = timedelta(hours=1)
_AN_ID = re.compile(r"[A-Za-z0-9]{10,64}")


@dataclass(frozen=True)
class Workshop:
    """Where sentences are recorded: who may (her phone and her PIN), what is spoken (`keys`, in order), and where it
    goes."""

    phone: PhoneNumber
    pin: str
    words: Words
    recordings: Recordings
    folder: Path
    keys: Sequence[str]
    recorder: Recorder

    def clips(self, language: str) -> dict[str, str]:
        """Every recording that callers can hear, in the order in which they come to it, with its words."""
        keys = heard_in(language, self.keys)
        return {clip: text for key in keys for clip, text in self.words.clips(language, [key]).items() if text}

    def next_clip(self, language: str, after: str = "") -> str:
        """The next that nobody has read; "" when there is none."""
        clips = [*self.clips(language)]
        turn = clips.index(after) + 1 if after in clips else 0
        unread = (clip for clip in (*clips[turn:], *clips[:turn]) if self._is_unread(language, clip))
        return next(unread, "")

    def clip_of(self, language: str, number: str) -> str:
        """The recording with a number; "" when there is none."""
        clip = numbers_of(self.words).get(int(number), "") if number.isascii() and number.isdigit() else ""
        return clip if clip in self.clips(language) else ""

    def language_after(self, language: str) -> str:
        """The next of the languages that are spoken."""
        spoken = self.words.spoken
        return spoken[(spoken.index(language) + 1) % len(spoken)] if language in spoken else spoken[0]

    def _is_unread(self, language: str, clip: str) -> bool:
        sound = self.recordings.sound(language, clip)
        return sound is None or sound.stand_in


def hear_draft(workshop: Workshop, language: str, clip: str, recording: str, now: datetime) -> list[str]:
    """Fetch what was said and listen to it: what is wrong with it, or nothing. Told twice, it says the same.

    The provider's copy is deleted at once. Raises TelephoneError or EngineError; then it may be said again.
    """
    sweep_drafts(workshop.folder, now)
    draft, judged = _draft(workshop, recording), _draft(workshop, recording).with_suffix(".json")
    if judged.exists():
        faults: list[str] = json.loads(judged.read_text(encoding="utf-8"))
        return faults
    faults, said = [], workshop.recorder.fetch(recording)
    try:
        write_whole(draft, fitted(said, workshop.clips(language)[clip]))
    except UnfitError as error:
        faults = error.faults
    except audio.BrokenAudioError:
        faults = ["no_speech"]
    write_whole(judged, json.dumps(faults).encode())
    workshop.recorder.delete(recording)
    return faults


def draft_sound(workshop: Workshop, recording: str) -> bytes | None:
    """What was said, as callers would hear it."""
    try:
        return audio.wav(audio.samples(_draft(workshop, recording).read_bytes()))
    except (OSError, audio.BrokenAudioError):
        return None


def keep_draft(workshop: Workshop, language: str, clip: str, recording: str) -> bool:
    """Callers hear it from now on; False when it is not there any more. Told twice, it is kept once."""
    draft = _draft(workshop, recording)
    try:
        content = draft.read_bytes()
    except OSError:
        kept = workshop.recordings.entries.get((language, clip))
        return kept is not None and kept.speaker == SPEAKER
    keep(workshop.folder, workshop.words, language, clip, content, SPEAKER, NOTE)
    return True


def _draft(workshop: Workshop, recording: str) -> Path:
    if not _AN_ID.fullmatch(recording):
        raise TelephoneError("no recording's id", permanent=True)
    return workshop.folder / DRAFTS / f"{recording}.mp3"


def sweep_drafts(folder: Path, now: datetime) -> None:
    """Nothing that was not decided on stays. `folder` is that of the recordings."""
    for file in (folder / DRAFTS).glob("*.*"):
        if file.stat().st_mtime < (now - DRAFTS_LAST).timestamp():
            file.unlink(missing_ok=True)
