"""Webhooks that fail, come late, twice, out of order or with other words; the carrier's reports; the provider's API."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.faults.case import ANYONE, LAWYER, REQUEST, Case, Happens
from tests.faults.line import Deed, Go, Reply, Sent
from tests.faults.people import IGNORES, PASSES, REFUSES, TAKES, Manner
from tests.faults.verdict import PERSON, STORED
from tests.faults.world import World

# The addresses of a call, and what Saima does so that there is somebody else to reach after it.
ROUTES = {"/voice": TAKES, "/step": TAKES, "/whisper": TAKES, "/accept": TAKES, "/rang": REFUSES}


def befalls(path: str, deed: Deed, *, times: int = 1, skip: int = 0, saima: Manner = TAKES) -> Happens:
    """Trouble with some requests."""

    def happens(world: World) -> None:
        world.person("Saima", saima)
        world.befalls(path, deed, times=times, skip=skip)

    return happens


def answers(status: int) -> Deed:
    """Something on the way answers instead of the hotline."""
    return lambda _sent, _go: (status, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>")


def lost(sent: Sent, go: Go) -> Reply:
    """The hotline answers, and nobody hears it."""
    go(sent)
    raise TimeoutError("no answer")


def cut(_sent: Sent, _go: Go) -> Reply:
    """The hotline cannot be reached."""
    raise ConnectionError("refused")


def says(**form: str | None) -> Happens:
    """The report on the ring holds other words."""

    def happens(world: World) -> None:
        world.befalls("/rang", lambda sent, go: go(world.line.signed(sent, **form)))

    return happens


def says_of_refused(**form: str | None) -> Happens:
    """The same of a ring that was refused."""

    def happens(world: World) -> None:
        world.person("Saima", PASSES)
        says(**form)(world)

    return happens


def slow(path: str, seconds: float, saima: Manner = TAKES) -> Happens:
    """The hotline takes its time to answer."""

    def happens(world: World) -> None:
        def waits(sent: Sent, go: Go) -> Reply:
            world.hotline.clock.advance(seconds)
            return go(sent)

        befalls(path, waits, times=2, saima=saima)(world)

    return happens


def twice(world: World) -> None:
    """Every request comes twice."""
    world.hotline.carrier.deliver_twice = True


def twice_in_vain(world: World) -> None:
    """The same, and nobody answers."""
    twice(world)
    world.everybody(IGNORES)


def reports_late_and_often(world: World) -> None:
    """Every report on a leg comes three times, and late."""
    world.person("Saima", REFUSES)
    world.hotline.carrier.account.status_delay, world.hotline.carrier.account.status_copies = 4.0, 3


def comes_early(path: str, earlier: str, saima: Manner = TAKES, **form: str) -> Happens:
    """What is told at the end is told before `earlier` too: the report overtook it."""

    def happens(world: World) -> None:
        seen: dict[str, str] = {}

        def remembers(sent: Sent, go: Go) -> Reply:
            status, headers, body = go(sent)
            text = body.decode().replace("&amp;", "&")
            for word in text.replace('"', " ").split():
                if urlsplit(word).path.endswith(path):
                    seen.setdefault(path, word)
            seen.setdefault("call", sent.value("CallSid"))
            return status, headers, body

        def overtakes(sent: Sent, go: Go) -> Reply:
            parent = sent.value("ParentCallSid") or sent.value("CallSid")
            sid = parent if path in ("/rang", "/status") else sent.value("CallSid")
            url = seen.get(path, f"{world.hotline.settings.public_url}/twilio/voice{path}")
            go(world.line.signed(sent, url, CallSid=sid, **form))
            return go(sent)

        world.person("Saima", saima)
        world.befalls("/step", remembers, times=99)
        world.befalls(earlier, overtakes)

    return happens


def tampered(path: str, skip: int = 0, saima: Manner = TAKES) -> Happens:
    """What is sealed in the address was changed on the way."""

    def happens(world: World) -> None:
        def changes(sent: Sent, go: Go) -> Reply:
            [token] = parse_qs(urlsplit(sent.url).query).get("p") or parse_qs(urlsplit(sent.url).query)["w"]
            return go(world.line.signed(sent, sent.url.replace(token, token[:-6] + "AAAAAA")))

        befalls(path, changes, skip=skip, saima=saima)(world)

    return happens


def older_flow(path: str, skip: int = 0, saima: Manner = TAKES) -> Happens:
    """The menus were changed while she is on the line."""

    def happens(world: World) -> None:
        def ages(sent: Sent, go: Go) -> Reply:
            [token] = parse_qs(urlsplit(sent.url).query)["p"]
            vault, call = world.hotline.store.vault, sent.value("CallSid")
            place = vault.open_place(token, call)
            version = place.partition('"flow":"')[2][:8]
            older = vault.seal_place(place.replace(version, "0ld0ld00"), call)
            return go(world.line.signed(sent, sent.url.replace(token, older)))

        befalls(path, ages, skip=skip, saima=saima)(world)

    return happens


def no_recording(key: str) -> Happens:
    """A recording cannot be fetched."""

    def happens(world: World) -> None:
        known = world.line.http

        def fetches(method, url, form, headers):  # type: ignore[no-untyped-def]
            return (404, {}, b"") if f"/{key}" in url and method == "GET" else known(method, url, form, headers)

        world.line.http = fetches

    return happens


def provider_is_down(world: World) -> None:
    """The worker runs, but the provider's API refuses everything."""
    world.worker(failing=True)


# What may happen to a request to each of the addresses of a call.
HAPPENS: dict[str, tuple[Deed, int]] = {
    "a proxy answers 502 to {} once": (answers(502), 1),
    "a proxy answers 503 to {} twice": (answers(503), 2),
    "the answer to {} is lost once": (lost, 1),
    "{} cannot be reached once": (cut, 1),
}
CASES = (
    *(Case(what.format(path), PERSON, befalls(path, deed, times=times, saima=saima))
      for what, (deed, times) in HAPPENS.items() for path, saima in ROUTES.items()),
    *(Case(f"{path} is answered after 9 s", PERSON, slow(path, 9.0, saima)) for path, saima in ROUTES.items()),
    Case("a request is stored, and the answer is lost once", STORED, befalls("/step", lost, skip=6), REQUEST),
    Case("a proxy answers 502 once when a request is stored", STORED, befalls("/step", answers(502), skip=6), REQUEST),
    Case("every webhook comes twice", PERSON, twice),
    Case("every webhook comes twice, and a request is made", STORED, twice, REQUEST),
    Case("every webhook comes twice, and nobody answers", STORED, twice_in_vain),
    Case("every webhook comes twice: accepts twice", PERSON, twice, LAWYER),
    Case("reports on legs come late and three times", PERSON, reports_late_and_often),
    Case("rang comes before accept", PERSON,
         comes_early("/rang", "/accept", DialCallStatus="completed", DialBridged="false")),
    Case("left comes before accept", PERSON, comes_early("/left", "/accept", CallStatus="completed")),
    Case("status comes before rang", PERSON, comes_early("/status", "/rang", REFUSES, CallStatus="completed")),
    Case("status comes while it rings", PERSON, comes_early("/status", "/whisper", CallStatus="completed")),
    Case("DialCallStatus is an unknown word", PERSON, says_of_refused(DialCallStatus="vanished")),
    Case("DialCallStatus is missing", PERSON, says_of_refused(DialCallStatus=None)),
    Case("DialCallStatus is missing after a talk", PERSON, says(DialCallStatus=None, DialBridged=None)),
    Case("DialBridged is missing after a refusal", PERSON, says_of_refused(DialBridged=None)),
    Case("DialBridged is missing after a talk", PERSON, says(DialBridged=None)),
    Case("all of the report on a ring is missing", PERSON,
         says_of_refused(DialCallStatus=None, DialBridged=None, CallStatus=None)),
    Case("the status of the call is missing", PERSON, says_of_refused(CallStatus=None)),
    Case("the place is tampered with in a menu", PERSON, tampered("/step", 1), "1 1 1 1 4"),
    Case("the place is tampered with in the report on a ring", PERSON, tampered("/rang", saima=REFUSES),
         f"{ANYONE} {ANYONE}"),
    Case("the whisper's place is tampered with", PERSON, tampered("/whisper")),
    Case("the whisper's place is tampered with at the key", PERSON, tampered("/accept")),
    Case("the menus change while she is in one", PERSON, older_flow("/step", 1), "1 1 1 4"),
    Case("the menus change while it rings", PERSON, older_flow("/rang", saima=REFUSES), f"{ANYONE} 1 4"),
    Case("the recording before the ring cannot be fetched", PERSON, no_recording("connect.")),
    Case("the menu's recordings cannot be fetched", PERSON, no_recording("talk_")),
    Case("no recording can be fetched at all", PERSON, no_recording("")),
    Case("the whisper cannot be fetched", PERSON, no_recording("whisper")),
    Case("the worker is down, and a request is made", STORED, keys=REQUEST),
    Case("the provider's API is down, and a request is made", STORED, provider_is_down, REQUEST),
)
