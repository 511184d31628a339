"""Sound as a telephone line carries it: a recording decoded to 8 kHz, and written as µ-law WAV."""

from __future__ import annotations

import struct
from array import array
from functools import cache

import miniaudio

RATE = 8000
_LOUD = 250  # of 32768: anything quieter at either end is silence
_KEPT = int(0.06 * RATE)  # silence kept at either end, so that no consonant is clipped
_BIAS, _CLIP = 132, 32635


class BrokenAudioError(Exception):
    """These bytes are no recording."""


def samples(mp3: bytes) -> array[int]:
    """The recording at 8 kHz mono, 16 bit, without the silence that encoder or speaker left around it."""
    sound = decoded(mp3)
    first = next((i for i, sample in enumerate(sound) if abs(sample) > _LOUD), None)
    if first is None:
        raise BrokenAudioError("nothing is heard in it")
    last = next(i for i in range(len(sound) - 1, -1, -1) if abs(sound[i]) > _LOUD)
    return sound[max(0, first - _KEPT):last + 1 + _KEPT]


def decoded(recording: bytes) -> array[int]:
    """A WAV, MP3, FLAC or Vorbis file at 8 kHz mono, 16 bit, all of it. Raises BrokenAudioError."""
    try:
        found: array[int] = miniaudio.decode(
            recording, miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE
        ).samples
    except miniaudio.MiniaudioError as error:
        raise BrokenAudioError(str(error)) from error
    return found


def wav(sound: array[int]) -> bytes:
    """A WAV file of format 7 (µ-law), which a carrier plays without converting it first."""
    data = bytes(map(_codes().__getitem__, array("H", sound.tobytes())))
    padding = b"\0" if len(data) % 2 else b""
    form = struct.pack("<4sIHHIIHHH", b"fmt ", 18, 7, 1, RATE, RATE, 1, 8, 0)
    fact = struct.pack("<4sII", b"fact", 4, len(data))
    chunks = form + fact + struct.pack("<4sI", b"data", len(data)) + data + padding
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


@cache
def _codes() -> bytes:
    """The µ-law code of every 16-bit sample, read as unsigned: 64 kB instead of arithmetic for each."""
    louder = bytearray()
    for exponent in range(8):
        for mantissa in range(16):
            step = 8 << exponent
            start = (16 + mantissa) * step
            louder += bytes([0xFF - (exponent << 4 | mantissa)]) * (start + step - max(start, _BIAS))
    louder = louder[:_CLIP + 1].ljust(32769, b"\x80")
    negative = bytes(code & 0x7F for code in reversed(louder[1:]))
    return bytes(louder[:32768]) + negative
