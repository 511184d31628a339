"""The web process of a demo: the hotline with the simulated carrier beside it. A real one never loads this."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask

from hotline import app as hotline
from hotline import parts
from hotline.actions.ports import Store
from hotline.prompts.words import Words
from hotline.settings import Settings, load
from hotline.simulator.carrier import Carrier
from hotline.simulator.clock import SkippingClock, start_ticking
from hotline.simulator.http import Transport
from hotline.simulator.legs import Account
from hotline.simulator.pages import create_blueprint
from hotline.simulator.phonebook import example_callers, responders
from hotline.simulator.rest import create_rest


def create_app() -> Flask:
    """Put it together from the settings. Raises what the hotline's own raises."""
    settings = load()
    store = parts.open_store(settings)
    app = hotline.create_app(settings, store=store)
    attach_simulator(app, settings, store, parts.open_words(settings.recordings))
    return app


def heard_words(words: Words) -> Callable[[str, str], str | None]:
    """What a recording says, by language and the name of its file: for the transcript of a simulated phone."""
    clips = {language: words.clips(language) for language in words.spoken}
    return lambda language, clip: clips.get(language, {}).get(clip)


def attach_simulator(app: Flask, settings: Settings, store: Store, words: Words, *, ticking: bool = True) -> Carrier:
    """Add the simulator's pages and REST API to `app`; phones are made for everybody on the roster."""
    public = settings.public_url
    account = Account(
        settings.account_sid, settings.number.e164, f"{public}/twilio/voice", f"{public}/twilio/voice/status",
        f"{public}/twilio/sms",
        owned=frozenset({settings.missed_number.e164} if settings.missed_number else ()),
    )  # fmt: skip
    people = [(one.name, one.phone.e164) for one in store.responders()]
    clock = SkippingClock(time.time)
    carrier = Carrier(
        Transport(public), clock, account, settings.auth_tokens[0],
        words=heard_words(words),
        phones=[*example_callers(), *responders(people)],
    )  # fmt: skip
    app.register_blueprint(create_blueprint(carrier, clock))
    app.register_blueprint(create_rest(carrier, f"{urlsplit(settings.api_url).path}"))
    if ticking:
        start_ticking(carrier)
    return carrier
