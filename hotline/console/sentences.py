"""The words of the pages: ordinary English in the templates, Urdu from a catalogue; and both brought in step."""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from hotline.core.staff import LANGUAGES
from hotline.prompts.files import write_whole

DOMAIN = "console"
HERE = Path(__file__).parent
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
BELOW = [("actions/**.py", "python"), ("core/**.py", "python")]  # why something is refused is told there
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "true",
                                 "silent": "false"}}  # fmt: skip
KEYWORDS = {"_": None, "say": None, "tell": None, "warn": None, "marked": None, "Reason": None,
            "ngettext": (1, 2)}  # fmt: skip
DATED = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Generated-By:', b'"Last-Translator:', b'"Language-Team:',
         b'"Report-Msgid-Bugs-To:')  # fmt: skip


def marked(message: str) -> str:
    """The message itself; it is here so that the translators find it, and is translated where it is shown."""
    return message


def load(folder: Path) -> dict[str, NullTranslations]:
    """The catalogue of each language."""
    return {language: _compiled(path, language, path.stat().st_mtime_ns if path.exists() else 0)
            for language in LANGUAGES for path in [_path(folder, language)]}


def extract(folder: Path) -> list[str]:
    """Bring each catalogue up to the templates and views; return what changed, one line each."""
    found = Catalog(domain=DOMAIN)
    for folder_, methods in ((HERE, METHODS), (HERE.parent, BELOW)):
        for _file, _line, message, _comments, context in extract_from_dir(
            folder_, methods, OPTIONS, keywords=KEYWORDS, callback=None
        ):
            found.add(message, context=context)
    changes: list[str] = []
    for language in LANGUAGES:
        path = _path(folder, language)
        catalog = _read(path, language)
        before = _ids(catalog)
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        after = _ids(catalog)
        changes += [f"{language}: {text} is new" for text in sorted(after - before)]
        changes += [f"{language}: {text} is no longer used" for text in sorted(before - after)]
        _write(path, catalog)
    return changes


def missing(folder: Path) -> list[str]:
    """The messages that a language lacks; English ones are their own words."""
    return [f"{language}: {message.id}" for language in LANGUAGES if language != "en"
            for message in _read(_path(folder, language), language) if message.id and not _is_written(message.string)]


def speak(environment: Environment) -> None:
    """Let the templates of a page speak the language of whoever asked for it."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]


@pass_context
def _gettext(context: Context, message: str) -> str:
    return str(context["visit"].sentences.gettext(message))


@pass_context
def _ngettext(context: Context, one: str, many: str, count: int) -> str:
    return str(context["visit"].sentences.ngettext(one, many, count))


def _path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


@lru_cache(maxsize=8)
def _compiled(path: Path, language: str, _written: int) -> NullTranslations:
    """A catalogue, compiled once in a process as long as it is of the same time."""
    compiled = io.BytesIO()
    write_mo(compiled, _read(path, language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _ids(catalog: Catalog) -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id}


def _is_written(text: Any) -> bool:
    return bool(text) if isinstance(text, str) else all(text)


def _write(path: Path, catalog: Catalog) -> None:
    catalog.project, catalog.version, catalog.fuzzy = "hotline", "", False
    catalog.header_comment = "# The words of the staff pages."
    written = io.BytesIO()
    write_po(written, catalog, width=120, sort_output=True, no_location=True)
    lines = written.getvalue().splitlines(keepends=True)
    write_whole(path, b"".join(line for line in lines if not line.startswith(DATED)))
