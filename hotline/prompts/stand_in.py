"""The programs that make a recording: espeak-ng speaks, sox cuts, levels and packs."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

from hotline.prompts.pronounce import with_sounds, written_out

# Variant f2 is a woman's voice with strong consonants, which a telephone line takes from most.
VOICES = {"ur": "ur+f2", "en": "en+f2"}
SPEED, PITCH, GAP = "160", "45", "1"
KILOBITS = "16.2"  # and the slower, better way of packing
# A long stand-in is packed in half of that: a person is to read it soon, and every clone holds all of them.
LONG, KILOBITS_WHEN_LONG = 2.0, "8.2"
_BYTES_A_SECOND = 2 * 22050  # as espeak-ng writes
_PATIENCE = 60
_SILENCE = ("silence", "1", "0.01", "0.4%", "reverse")
_TRIM = (*_SILENCE, *_SILENCE, "pad", "0.06", "0.06")
# Below 120 Hz a telephone carries nothing; the soft parts are raised a little before the peak is set.
_SOFT_PARTS = ("compand", "0.005,0.15", "6:-70,-70,-30,-22,-12,-9,0,-4")
_LEVEL = ("gain", "-3", "highpass", "120", *_SOFT_PARTS, "gain", "-n", "-3")


class EngineError(Exception):
    """A program failed; its own words are in the message."""


def missing_tools() -> list[str]:
    """The Debian packages that rendering still needs."""
    packages = {"espeak-ng": "espeak-ng", "sox": "sox"}
    missing = [package for program, package in packages.items() if shutil.which(program) is None]
    if "sox" in missing:
        return [*missing, "libsox-fmt-mp3"]
    formats = _run("sox", "--help").decode("utf-8", "replace")
    return missing if " mp3 " in formats else [*missing, "libsox-fmt-mp3"]


def spoken(language: str, text: str) -> bytes:
    """An MP3 of the text, read by the stand-in voice."""
    script = written_out(language, text)
    if language == "ur":
        script = with_sounds(script, _sounds_of)
    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        raw = Path(folder) / "raw.wav"
        _run("espeak-ng", "-v", VOICES[language], "-s", SPEED, "-p", PITCH, "-g", GAP, "-b", "1",
             "-w", str(raw), "--stdin", given=script)
        is_long = raw.stat().st_size > LONG * _BYTES_A_SECOND
        return packed(raw, KILOBITS_WHEN_LONG if is_long else KILOBITS)


def packed(recording: Path, kilobits: str = KILOBITS) -> bytes:
    """An MP3 as a line carries it, from a recording in any format: trimmed, level, 8 kHz mono."""
    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        out = Path(folder) / "out.mp3"
        _run("sox", "-V1", "-R", str(recording), "-r", "8000", "-c", "1", "-C", kilobits, str(out),
             *_TRIM, *_LEVEL)
        return out.read_bytes()


def cut(recording: Path, into: Path, begins: float, ends: float) -> None:
    """What is between two seconds of a recording in any format, as a line carries it."""
    _run("sox", "-V1", "-R", str(recording), "-r", "8000", "-c", "1", "-b", "16", str(into),
         "trim", f"{begins:.3f}", f"={ends:.3f}", "gain", "-3", "highpass", "120", *_SOFT_PARTS)  # fmt: skip


def pack(recording: Path, into: Path, louder: float) -> None:
    """An MP3 of a recording, so many dB louder; what would be too loud is held back."""
    _run("sox", "-V1", "-R", str(recording), "-C", KILOBITS, str(into), "gain", "-l", f"{louder:.2f}")


@lru_cache(maxsize=4096)
def _sounds_of(word: str) -> str:
    sounds = _run("espeak-ng", "-v", "ur", "-q", "-x", "-b", "1", "--stdin", given=word)
    return sounds.decode("utf-8", "replace").strip()


def _run(*command: str, given: str = "") -> bytes:
    try:
        done = subprocess.run(command, input=given.encode(),  # noqa: S603 — a fixed program, its text on stdin
                              capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise EngineError(f"{command[0]}: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout
