"""Keeps the catalogues of sentences in step with the keys that the flows use."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from hotline.prompts.files import write_whole
from hotline.prompts.words import DOMAIN, LANGUAGES, SHORTER, SPOKEN, heard_in

# Header lines that change with the day or the tool, or that babel fills with words of its own.
_DROPPED = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Generated-By:', b'"Last-Translator:',
            b'"Language-Team:', b'"Report-Msgid-Bugs-To:')
_HEADER = """\
# The sentences of the hotline, one for each key. A name in braces is filled in when it is said.
# key@sms is used in a text message instead of key; a text of "-" says nothing on that channel."""


def extract(keys: Collection[str], folder: Path, sms_keys: Collection[str],
            slots: Mapping[str, tuple[str, ...]], voice_keys: Collection[str] = ()) -> list[str]:
    """Write prompts.pot and bring each language's prompts.po up to it; returns what changed, one line each.

    A language that is not spoken needs only `sms_keys`, and there a shorter text is enough; one that grows in a
    folder of its own needs only `voice_keys`. A sentence whose key is gone stays in the file, marked obsolete,
    until somebody deletes it.
    """
    _write(folder / f"{DOMAIN}.pot", _catalogue(keys, slots))
    changes: list[str] = []
    growing = sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name not in LANGUAGES)
    for language in (*LANGUAGES, *growing):
        path = _path(folder, language)
        catalog = read_catalogue(path, language)
        before = _ids(catalog)
        wanted = set(keys if language in SPOKEN else sms_keys)
        if language in growing:
            wanted = set(heard_in(language, voice_keys))
        shorter = {key for key in before if key.endswith(SHORTER) and key.removesuffix(SHORTER) in wanted}
        if language not in (*SPOKEN, *growing):
            wanted -= {key.removesuffix(SHORTER) for key in shorter} - before
        catalog.update(_catalogue(wanted | shorter, slots), no_fuzzy_matching=True)
        after = _ids(catalog)
        changes += [f"{language}: {key} is new" for key in sorted(after - before)]
        changes += [f"{language}: {key} is no longer used" for key in sorted(before - after)]
        _write(path, catalog)
    return changes


def read_catalogue(path: Path, language: str) -> Catalog:
    """The sentences of one language; an empty catalogue when there are none yet."""
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def obsolete(folder: Path, language: str) -> list[str]:
    """The sentences of one language that no key asks for any more."""
    catalog = read_catalogue(_path(folder, language), language)
    return sorted(str(message.id) for message in catalog.obsolete.values())


def _path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _catalogue(keys: Collection[str], slots: Mapping[str, tuple[str, ...]]) -> Catalog:
    catalog = Catalog(domain=DOMAIN)
    for key in sorted(set(keys)):
        named = slots.get(key.removesuffix(SHORTER), ())
        filled_in = " ".join(f"{{{name}}}" for name in named)
        catalog.add(key, auto_comments=[f"fills in: {filled_in}"] if named else [])
    return catalog


def _ids(catalog: Catalog) -> set[str]:
    return {message.id for message in _messages(catalog) if isinstance(message.id, str)}


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _write(path: Path, catalog: Catalog) -> None:
    """Sorted and without dates, so that nothing changes in a file but its sentences."""
    catalog.project, catalog.version = "hotline", ""
    catalog.header_comment = _HEADER
    catalog.fuzzy = False
    for message in _messages(catalog):
        message.flags.discard("python-brace-format")  # the braces are ours
    written = io.BytesIO()
    write_po(written, catalog, width=100, sort_output=True)
    lines = written.getvalue().splitlines(keepends=True)
    write_whole(path, b"".join(line for line in lines if not line.startswith(_DROPPED)))
