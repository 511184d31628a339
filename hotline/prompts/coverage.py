"""Finds what is missing, stale, odd or too long among the words and the recordings, before a caller does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from hotline.core.sms_length import MOST_PARTS, alphabet, parts
from hotline.prompts.recordings import Recordings
from hotline.prompts.words import LANGUAGES, SHORTER, SILENT, SPOKEN, Words, heard_in, slots_of

NOT_YET = "is not recorded"
_LATIN = ("en", "ur_Latn")


@dataclass(frozen=True, slots=True)
class Figures:
    """How far one language is."""

    language: str
    words_percent: float
    recorded_percent: float
    seconds: float
    bytes: int
    stand_in_percent: float


def check(words: Words, recordings: Recordings, keys: Collection[str], voice_keys: Collection[str],
          sms_keys: Collection[str], slots: Mapping[str, tuple[str, ...]]) -> list[str]:
    """One line for each problem. `keys` are all that the flows use; Roman Urdu needs only `sms_keys`."""
    problems: list[str] = []
    for language in LANGUAGES:
        needed = sms_keys if language == "ur_Latn" else keys
        problems += _missing(words, language, needed)
        problems += (f"{language}: {key} is written but nothing uses it"
                     for key in sorted(words.keys(language) - set(keys)))
        problems += _slots(words, language, slots)
        problems += _messages(words, language, sms_keys)
    for language in SPOKEN:
        problems += _recordings(words, recordings, language, voice_keys)
    for language in words.growing:
        heard = heard_in(language, voice_keys)
        problems += (f"{language}: {key} is written but nothing says it"
                     for key in sorted(words.keys(language) - set(heard)))
        problems += _slots(words, language, slots)
        problems += (one for one in _recordings(words, recordings, language, heard) if not one.endswith(NOT_YET))
    return problems


def gaps(words: Words, recordings: Recordings, voice_keys: Collection[str], sms_keys: Collection[str]) -> list[str]:
    """What a caller would miss: prompts without words in a language, and words that no recording says."""
    heard = {*voice_keys}
    problems = [problem for language in LANGUAGES
                for problem in _missing(words, language, sms_keys if language == "ur_Latn" else heard | {*sms_keys})]
    return problems + [f"{language}: no recording says {clip} as it is written"
                       for language in SPOKEN for clip, text in words.clips(language, heard).items()
                       if text and recordings.sound(language, clip) is None]


def figures(words: Words, recordings: Recordings, keys: Collection[str], voice_keys: Collection[str],
            sms_keys: Collection[str]) -> list[Figures]:
    """How much is written and recorded, and how much of it a person has read."""
    complete = [_figures(words, recordings, language, sms_keys if language == "ur_Latn" else keys,
                         voice_keys if language in SPOKEN else ()) for language in LANGUAGES]
    needed = {language: heard_in(language, voice_keys) for language in words.growing}
    return [*complete, *(_figures(words, recordings, language, keys, keys) for language, keys in needed.items())]


def stand_ins(words: Words, recordings: Recordings, voice_keys: Collection[str]) -> str:
    """How much of what callers hear is still a machine's voice, in one line; nothing once it is none."""
    shares = []
    for language in words.spoken:
        sounds = [recordings.sound(language, clip) for clip in words.clips(language, voice_keys)]
        share = _percent(sum(bool(sound and sound.stand_in) for sound in sounds), len(sounds), empty=0.0)
        shares += [f"{share:g} % of {language}"] if share else []
    return f"stand-ins by a machine voice: {', '.join(shares)} (see 'hotline prompts script')" if shares else ""


def _figures(words: Words, recordings: Recordings, language: str, needed: Collection[str],
             voice_keys: Collection[str]) -> Figures:
    clips = words.clips(language, voice_keys)
    sounds = [sound for sound in (recordings.sound(language, clip) for clip in clips) if sound]
    size = sum(recordings.size(language, sound.clip) for sound in sounds)
    return Figures(
        language,
        _percent(sum(_is_written(words, language, key) for key in needed), len(needed)),
        _percent(len(sounds), len(clips)),
        round(sum(sound.seconds for sound in sounds), 1),
        size,
        _percent(sum(sound.stand_in for sound in sounds), len(sounds), empty=0.0),
    )


def _percent(part: int, whole: int, empty: float = 100.0) -> float:
    return round(100 * part / whole, 1) if whole else empty


def _is_written(words: Words, language: str, key: str) -> bool:
    return any(words.template(language, key, channel) is not None for channel in ("voice", "sms"))


def _missing(words: Words, language: str, needed: Collection[str]) -> Iterator[str]:
    for key in sorted(set(needed)):
        if not _is_written(words, language, key):
            yield f"{language}: {key} has no words"


def _slots(words: Words, language: str, slots: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name, text in sorted(words.texts.get(language, {}).items()):
        key = name.removesuffix(SHORTER)
        declared, named = set(slots.get(key, ())), slots_of(text)
        unknown = named - declared
        # A shorter text may leave something out; the sentence itself may not.
        left_out = set() if name != key or text == SILENT else declared - named
        yield from (f"{language}: {name} names {{{slot}}}, which nobody fills in" for slot in sorted(unknown))
        yield from (f"{language}: {name} leaves out {{{slot}}}" for slot in sorted(left_out))


def _messages(words: Words, language: str, sms_keys: Collection[str]) -> Iterator[str]:
    for key in sorted(set(sms_keys)):
        text = words.template(language, key, "sms") or ""
        if language in _LATIN and alphabet(text) != "gsm7":
            odd = "".join(sorted({character for character in text if alphabet(character) != "gsm7"}))
            yield f"{language}: {key} has characters that double the cost of the text: {odd}"
        if parts(text) > MOST_PARTS[language]:
            yield f"{language}: {key} takes {parts(text)} text messages, {MOST_PARTS[language]} are allowed"


def _recordings(words: Words, recordings: Recordings, language: str,
                voice_keys: Collection[str]) -> Iterator[str]:
    needed = {clip: text for clip, text in words.clips(language, voice_keys).items() if text}
    for clip in sorted(needed):
        place = (language, clip)
        if place not in recordings.entries:
            yield f"{language}: {clip} {NOT_YET}"
        elif place in recordings.broken:
            yield f"{language}: the recording of {clip} is missing or is not the one in the catalogue"
        elif place in recordings.stale:
            yield f"{language}: the recording of {clip} says other words than are written now"
    for spoken, clip in sorted(recordings.outdated):
        if spoken == language:
            yield f"{language}: what was recorded since of {clip} says other words than are written now: record it anew"
    listed = {clip for spoken, clip in recordings.entries if spoken == language}
    there = {path.stem for path in (recordings.folder / language).glob("*.mp3")}
    for clip in sorted(listed - set(needed)):
        yield f"{language}: the recording {clip} belongs to no prompt"
    for clip in sorted(there - listed):
        yield f"{language}: {clip}.mp3 is not in the catalogue"
