"""Seals what is secret and makes the keyed hashes it is found by; the keys come from settings."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hotline.core.errors import SealBroken

KEY = 32
KEY_ID = 3
NONCE = 12
FINGERPRINT = 24  # bytes of the hash that are kept: too long to collide, and its base64 needs no padding


@dataclass(frozen=True, slots=True)
class _Key:
    """What one key of the settings is stretched into, so that no two uses share a key."""

    id: bytes
    rows: AESGCM = field(repr=False)
    places: AESGCM = field(repr=False)
    copies: AESGCM = field(repr=False)
    hashing: bytes = field(repr=False)


class Vault:
    """The first key seals, all keys open. A token is bound to its place: moved elsewhere it does not open."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("no key is given")
        if any(len(key) != KEY for key in keys):
            raise ValueError(f"each key must be {KEY} bytes long")
        made = [_stretched(key) for key in dict.fromkeys(keys)]
        self._first = made[0]
        self._by_id = {key.id: key for key in made}
        if len(self._by_id) != len(made):
            raise ValueError("two keys look alike by chance: make another one")
        self._hashing = tuple(key.hashing for key in made)

    def __repr__(self) -> str:
        return "Vault(hidden)"

    def seal(self, text: str, table: str, column: str, row: str) -> str:
        """Encrypt for one column of one row."""
        return _sealed(self._first.id, self._first.rows, text, _place(table, column, row))

    def open(self, token: str, table: str, column: str, row: str) -> str:
        """Decrypt what `seal` made for the same column of the same row. Raises SealBroken."""
        raw = _raw(token)
        return _opened(raw, self._key(raw).rows, _place(table, column, row))

    def seal_place(self, text: str, call_sid: str) -> str:
        """Encrypt where a call stands, bound to the call, in characters that a URL carries as they are."""
        return _sealed(self._first.id, self._first.places, text, call_sid.encode("utf-8", "surrogatepass"))

    def open_place(self, token: str, call_sid: str) -> str:
        """Decrypt what `seal_place` made for the same call. Raises SealBroken."""
        raw = _raw(token)
        return _opened(raw, self._key(raw).places, call_sid.encode("utf-8", "surrogatepass"))

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        """Encrypt a piece of a copy of everything, bound to its place in it."""
        nonce = os.urandom(NONCE)
        return self._first.id + nonce + self._first.copies.encrypt(nonce, content, place.encode())

    def open_bytes(self, raw: bytes, place: str) -> bytes:
        """Decrypt what `seal_bytes` made for the same place. Raises SealBroken."""
        try:
            return self._key(raw).copies.decrypt(raw[KEY_ID : KEY_ID + NONCE], raw[KEY_ID + NONCE :], place.encode())
        except (InvalidTag, ValueError):
            raise SealBroken("the seal does not fit") from None

    def fingerprint(self, value: str, kind: str = "number") -> str:
        """A keyed hash to find `value` by. Two kinds never match, so that tables cannot be joined by it."""
        return _hashed(self._first.hashing, kind, value)

    def fingerprints(self, value: str, kind: str = "number") -> tuple[str, ...]:
        """The hash under every key, the newest first: rows written before a key change are found too."""
        return tuple(_hashed(hashing, kind, value) for hashing in self._hashing)

    def secrets(self, use: str) -> tuple[str, ...]:
        """A secret for one use, made of each key; the first is the one to use, the others were."""
        return self.fingerprints(use, "secret")

    def _key(self, raw: bytes) -> _Key:
        try:
            return self._by_id[raw[:KEY_ID]]
        except KeyError:
            raise SealBroken("sealed with an unknown key") from None


def _stretched(key: bytes) -> _Key:
    def use(name: bytes, length: int) -> bytes:
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=b"hotline " + name).derive(key)

    rows, places, copies = (AESGCM(use(name, KEY)) for name in (b"rows", b"places", b"copies"))
    return _Key(use(b"id", KEY_ID), rows, places, copies, use(b"hashes", KEY))


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}|{column}|{row}".encode()


def _sealed(key_id: bytes, cipher: AESGCM, text: str, place: bytes) -> str:
    nonce = os.urandom(NONCE)
    return _token(key_id + nonce + cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), place))


def _opened(raw: bytes, cipher: AESGCM, place: bytes) -> str:
    nonce, ciphertext = raw[KEY_ID : KEY_ID + NONCE], raw[KEY_ID + NONCE :]
    try:
        return cipher.decrypt(nonce, ciphertext, place).decode("utf-8", "surrogatepass")
    except (InvalidTag, ValueError):  # ValueError: a nonce cut short
        raise SealBroken("the seal does not fit") from None


def _token(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _raw(token: str) -> bytes:
    """The bytes of a token; only the one spelling that `_token` gives is taken."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        raise SealBroken("not a sealed text") from None
    if _token(raw) != token:
        raise SealBroken("not a sealed text")
    return raw


def _hashed(key: bytes, kind: str, value: str) -> str:
    digest = hmac.digest(key, f"{kind}|{value}".encode("utf-8", "surrogatepass"), "sha256")
    return base64.urlsafe_b64encode(digest[:FINGERPRINT]).decode("ascii")
