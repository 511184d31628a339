"""A small hotline's words and recordings, in a folder of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hotline.prompts import catalogue
from hotline.prompts.catalogue import Entry
from hotline.prompts.recordings import Listing, Recordings, file_of
from hotline.prompts.words import Words

SHIPPED = Path(__file__).parents[2] / "voice_prompts" / "en" / "digit_1.mp3"

TEXTS = {
    "en": {
        "hello": "Hello.",
        "hello@sms": "Hi",
        "stored": "Stored. Your number is {reference}, {window}.",
        "window_now": "as soon as we can",
        "voice_only": "Press a button.",
        "voice_only@sms": "-",
        "text_only": "-",
        "text_only@sms": "Reply with a number:",
        **{f"digit_{n}": f"digit {n}" for n in range(10)},
    },
    "ur": {
        "hello": "السلام علیکم۔",
        "stored": "{window}، نمبر {reference}۔",
        "window_now": "جلد از جلد",
        **{f"digit_{n}": f"ہندسہ {n}" for n in range(10)},
    },
    "ur_Latn": {"hello@sms": "Salam"},
}


@dataclass
class Studio:
    """Where recordings are made: each call says what a person did to the folder."""

    folder: Path
    words: Words

    def record_all(self, *languages: str, speaker: str = "stand-in (test)") -> None:
        """Record every prompt of these languages; the sound is the same everywhere, the catalogue is true."""
        entries = catalogue.read(self.folder)
        content = SHIPPED.read_bytes()
        for language in languages:
            for clip, text in self.words.clips(language).items():
                path = file_of(self.folder, language, clip)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
                entries[language, clip] = Entry(language, clip, speaker, "", catalogue.fingerprint(text),
                                                catalogue.audio_version(content), 0.5)
        catalogue.write(self.folder, entries.values())

    def rewrite(self, language: str, key: str, text: str) -> None:
        """Change a sentence after it was recorded."""
        self.words = Words({**self.words.texts, language: {**self.words.texts[language], key: text}})

    def open(self) -> Recordings:
        """What a hotline finds at its start."""
        return Recordings.load(Listing.read(self.folder), self.words)
