"""How long a responder's accepting key takes to be answered while fifty a second come, whoever is ready or not."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from bench.load import lines_to
from bench.routing import a_roster
from bench.servers import Server
from bench.steady import Times, steady, summed_up
from bench.webhooks import Provider, Webhook
from hotline.actions.ring_wave import Wave
from hotline.core.conversation import Conversation
from hotline.core.records import Ring
from hotline.flows.hotline import build
from hotline.flows.library import load_library
from hotline.settings import Settings
from hotline.storage.database import open_database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault
from hotline.telephony.twilio.places import Places

A_SECOND = 50
WARM_UP = 50  # that are not counted
PROOF = b"/promises_all"  # what a responder hears last before the two talk


class Responders(Provider):
    """Keys of responders whose phones ring."""

    def accepting(self, url: str) -> Webhook:
        """The key that takes the call."""
        call, sender = self._next("CA")
        form = [*self._call(call, sender), ("Digits", "1"), ("FinishedOnKey", ""), ("msg", "Gather End")]
        return self._post(url, form, call, sender)


def accepting(server: Server, settings: Settings, seconds: float) -> Times:
    """Ring many phones, then let each accept at its own moment."""
    many = WARM_UP + int(A_SECOND * seconds)
    requests = _keys(server, settings, many)
    with lines_to(server) as lines:
        return summed_up(steady(lines, ((one, PROOF) for one in requests), A_SECOND)[WARM_UP:])


def _keys(server: Server, settings: Settings, many: int) -> list[bytes]:
    """A request for each of so many rings, which are noted in the server's own database."""
    store = SqlStore(open_database(settings.database_url), Vault(settings.keys))
    provider, places = Responders(settings, server.url), Places(store.vault, server.url)
    now = datetime.now(UTC)
    place = Conversation("", "connect", "voice", "ur", rung_at=now.timestamp())
    store.replace_roster(a_roster(many, always=True), now)
    step = build(load_library(), now.date()).steps[place.step]
    found = []
    for number, one in enumerate(store.responders()):
        call = f"CA{number:032x}"
        [(ring, _)] = store.rings_started(f"{call}:1", Ring(call), [one.id], now)
        ringing = places.ringing(Wave(((ring, one),)), place, call, step, now.timestamp())
        [token] = parse_qs(urlsplit(ringing.phones[0].whisper).query)["w"]
        found.append(provider.accepting(places.accept(token)).raw)
    store.db.close()
    return found
