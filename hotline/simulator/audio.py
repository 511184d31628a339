"""How long a recording lasts, read from the file itself."""

import struct

CONTENT_TYPES = frozenset({
    "audio/mpeg", "audio/mp3", "audio/wav", "audio/wave", "audio/x-wav", "audio/aiff", "audio/x-aiff",
    "audio/x-aifc", "audio/gsm", "audio/x-gsm", "audio/ulaw",
})

_MPEG1_LAYER3 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MPEG2_LAYER3 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def seconds_of(content_type: str, body: bytes) -> float | None:
    """The length in seconds, or None when it is not a recording a provider would play."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in CONTENT_TYPES:
        return None
    if body[:4] == b"RIFF":
        return _wav_seconds(body)
    if kind in ("audio/mpeg", "audio/mp3"):
        return _mp3_seconds(body)
    if kind == "audio/ulaw":
        return len(body) / 8000
    return None


def _wav_seconds(body: bytes) -> float | None:
    position, byte_rate = 12, 0
    if body[8:12] != b"WAVE":
        return None
    while position + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, position)
        if name == b"fmt " and position + 20 <= len(body):
            byte_rate = struct.unpack_from("<I", body, position + 16)[0]
        if name == b"data":
            present = min(size, len(body) - position - 8)
            return present / byte_rate if byte_rate else None
        position += 8 + size + size % 2
    return None


def _mp3_seconds(body: bytes) -> float | None:
    position = 0
    if body[:3] == b"ID3" and len(body) > 10:
        position = 10 + (body[6] << 21 | body[7] << 14 | body[8] << 7 | body[9])
    position = body.find(b"\xff", position)
    while 0 <= position < len(body) - 3:
        second, third = body[position + 1], body[position + 2]
        if second & 0xE6 == 0xE2 and third >> 4 not in (0, 15):
            table = _MPEG1_LAYER3 if second & 0x18 == 0x18 else _MPEG2_LAYER3
            return (len(body) - position) / (table[third >> 4] * 125)
        position = body.find(b"\xff", position + 1)
    return None
