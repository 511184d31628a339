"""Opens the parts that the app, the worker and the command line share: words, recordings, flows, keywords, store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from hotline.actions.plan_weekly import Weekly
from hotline.actions.ports import Store
from hotline.core.content import Library
from hotline.core.flow import Flow
from hotline.core.keywords import Matcher
from hotline.core.orders import Orders
from hotline.core.phone_number import COUNTRIES
from hotline.flows.check import MOST_OPTIONS
from hotline.flows.hotline import build
from hotline.flows.library import load_examples, load_keywords, load_library, load_orders, load_telltale
from hotline.prompts import signatures
from hotline.prompts.catalogue import changed
from hotline.prompts.neutral import Telltale
from hotline.prompts.recordings import Listing, Recordings
from hotline.prompts.words import SPOKEN, Words, compile_stale
from hotline.settings import Settings
from hotline.storage.database import open_database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "hotline" / "content"
TRANSLATIONS = ROOT / "translations"
VOICE_PROMPTS = ROOT / "voice_prompts"


def open_words(made_since: Path | None = None) -> Words:
    """All sentences, with those changed since; catalogues that changed are compiled first."""
    compile_stale(TRANSLATIONS)
    return Words.load(TRANSLATIONS, made_since)


def open_recordings(words: Words, made_since: Path | None = None) -> Recordings:
    """The recordings that come with the program, and before them those that were made since."""
    return Recordings.load(_shipped(VOICE_PROMPTS, changed(VOICE_PROMPTS)), words, made_since)


@lru_cache(maxsize=1)
def _shipped(folder: Path, _listed: int) -> Listing:
    """What comes with the program, each file looked at once in a process; again only when the list is another."""
    return Listing.read(folder)


@cache
def open_matcher() -> Matcher:
    """The keyword matcher, built once in a process: it takes longer than all the rest."""
    return Matcher.from_table(load_keywords(), load_examples())


@cache
def open_orders() -> Orders:
    """What a responder may order by text, built once in a process."""
    return Orders.from_table(load_orders())


def flows_by_day(
    library: Library, *, unreviewed: bool, languages: Sequence[str] = SPOKEN, words: Words | None = None,
    countries: tuple[str, ...] = COUNTRIES,
) -> Callable[[date], Flow]:
    """The flow as it may be told on a day, in these languages; the same object all day, until words change.

    What was signed in other words is not told any more from that moment on, and what is signed is told.
    """

    @lru_cache(maxsize=2)
    def flow_of(day: date, edition: int, signed: int) -> Flow:
        told = worded(library, words) if words and (edition or signed) else library
        return build(told, day, unreviewed, languages, countries)

    return lambda day: flow_of(day, words.edition() if words else 0, signatures.changed(words.folder) if words else 0)


def offered(words: Words, recordings: Recordings) -> tuple[str, ...]:
    """The languages that callers are offered: a growing one, as soon as its own line of that menu is recorded."""
    grown = (one for one in words.spoken if one not in SPOKEN and recordings.sound(one, f"language_{one}"))
    return (*SPOKEN, *grown)[:MOST_OPTIONS]


def open_library(words: Words | None = None) -> Library:
    """All that may be told; a sign-off counts while the words that it was given to stand as they were."""
    return worded(load_library(CONTENT), words or open_words())


def worded(library: Library, words: Words) -> Library:
    """The library with what was signed since, and the fingerprint of each item's words."""
    library = signatures.with_signed_since(library, words.folder)
    return library.as_worded({item.key: words.fingerprint(item.key) for item in library.items()})


def open_telltale() -> Telltale:
    """The words that no text to a caller may hold."""
    return Telltale(*load_telltale())


def open_weekly(settings: Settings, store: Store, words: Words) -> Weekly:
    """What is sent by the week."""
    library = open_library(words)
    flow_on = flows_by_day(library, unreviewed=settings.unreviewed, words=words)
    return Weekly(store, library, words, flow_on, settings.timezone)


def open_store(settings: Settings) -> SqlStore:
    """The store behind HOTLINE_DATABASE_URL."""
    db, vault = open_database(settings.database_url), Vault(settings.keys)
    return SqlStore(db, vault, settings.keeping, settings.throttle, settings.limits)
