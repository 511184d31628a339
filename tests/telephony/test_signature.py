"""Every provider route lets genuine requests in and nothing else, and no request makes it stumble."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from hotline.simulator.webhooks import sign
from hotline.telephony.twilio.signature import SignatureCheck
from tests.journeys.conftest import Hotline, open_hotline
from tests.telephony.wire import CALL, FORM, ROUTES, SMS, Wire

# Twilio's own example (its security page), which holds for this token.
VECTOR = "L/OH5YylLD5NRKLltdqwSvS0BnU="
VECTOR_FORM = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675310", "From": "+14158675310", "Digits": "1234",
               "To": "+18005551212"}
URDU = quote("مدد چاہیے")


def test_every_provider_route_is_known_here(hotline: Hotline) -> None:
    """A route that is added is tested too."""
    rules = {rule.rule for rule in hotline.app.url_map.iter_rules() if rule.rule.startswith("/twilio")}
    assert rules == set(ROUTES)


def test_the_published_example_is_genuine() -> None:
    check = SignatureCheck("https://example.com", ["12345"])
    environ = EnvironBuilder("/myapp.php?foo=1&bar=2", base_url="http://proxied", method="POST", data=VECTOR_FORM,
                             headers={"X-Twilio-Signature": VECTOR}).get_environ()
    assert check.genuine(Request(environ))
    environ["HTTP_X_TWILIO_SIGNATURE"] = VECTOR.lower()
    assert not check.genuine(Request(environ))


@pytest.mark.parametrize("route", ROUTES)
def test_each_route_takes_the_genuine_and_refuses_the_rest(wire: Wire, kept: Callable[[], str], route: str) -> None:
    """Unsigned, of another token, of other parameters, of another address: 403, and the database is as it was."""
    form = ROUTES[route]
    before = kept()
    right = sign(wire.token, wire.public + route, list(form.items()))
    others = {
        "none": "", "another token": sign("another", wire.public + route, list(form.items())),
        "other parameters": sign(wire.token, wire.public + route, [*form.items(), ("Digits", "2")]),
        "another address": sign(wire.token, wire.public + route + "/x", list(form.items())),
        "another host": sign(wire.token, "https://elsewhere.example.org" + route, list(form.items())),
        "a space more": right + " x", "a letter less": right[:-1], "twice": right + right,
    }
    for name, signature in others.items():
        assert wire.post(route, form, signature=signature).status_code == 403, name
    assert kept() == before
    assert wire.post(route, form).status_code in (200, 204)


@pytest.mark.parametrize("query", [
    f"?note={URDU}", "?a=x%2Fy&b=%7Eme", "?a=%7e", "?a=x+y&b=x%20y", "?q=\"quoted\"&r='one'",
    "?q=%22%3C%5E%60%7B%7D%7C", "?a=1&a=1&a=2", "?a=&b", "?a=%",
    "?a=%ff%fe", "?a[]=1&b=(2)&c=3;d=4", "?a=b?c=/d&e=://f", "?p=..%2F..%2Fetc",
])
def test_whatever_the_address_holds_its_signature_is_over_what_was_sent(wire: Wire, query: str) -> None:
    """Percent-encoded Urdu, slashes, tildes, quotes, empty and doubled values: as sent, never as decoded."""
    target = f"/twilio/voice{query}"
    assert wire.post(target, CALL).status_code == 200
    assert wire.post(target, CALL, signature=sign(wire.token, wire.public + target + "&z=1", [])).status_code == 403


@pytest.mark.parametrize("form", [
    [*CALL.items(), ("Body", "مدد چاہیے"), ("Empty", ""), ("Spaces", "  kept  ")],
    [*CALL.items(), ("Twice", "a"), ("Twice", "b"), ("Twice", "a")],
    [*CALL.items(), ("lower", "1"), ("Upper", "2"), ("Ünï", "€\x0b😀"), ("New\nline", "a\r\nb")],
    [*CALL.items(), *((f"Later{n}", str(n)) for n in range(60))],
])
def test_parameters_of_every_kind_are_part_of_the_signature(wire: Wire, form: list[tuple[str, str]]) -> None:
    """Twilio adds parameters without notice; empty and doubled ones count, nothing is trimmed."""
    assert wire.post("/twilio/voice", form).status_code == 200
    changed = [*form[:-1], (form[-1][0], form[-1][1] + " ")]
    right = sign(wire.token, wire.public + "/twilio/voice", form)
    assert wire.post("/twilio/voice", changed, signature=right).status_code == 403


@pytest.mark.parametrize("public", ["https://hotline.example.org", "https://hotline.example.org:8443",
                                    "http://hotline.example.org:8080", "https://hotline.example.org/below",
                                    "https://[2001:db8::7]:8443"])
def test_the_public_address_counts_and_not_where_the_request_arrived(tmp_path: Path, public: str) -> None:
    """TLS ended at a proxy, other ports and hosts inside: the signature is over the public address."""
    hotline = open_hotline(tmp_path, HOTLINE_PUBLIC_URL=public)
    wire = Wire(hotline.app, public, hotline.settings.auth_tokens[0])
    for at in ("http://10.0.0.7:8000", "http://localhost", "https://inside.example:9000"):
        assert wire.post("/twilio/voice", CALL, at=at).status_code == 200
    inside = sign(wire.token, "http://10.0.0.7:8000/twilio/voice", list(CALL.items()))
    assert wire.post("/twilio/voice", CALL, signature=inside).status_code == 403


def test_the_port_may_be_left_out_or_told(wire: Wire) -> None:
    """Twilio drops the port of a call's https address and keeps that of a text's."""
    for signed in ("https://hotline.example.org", "https://hotline.example.org:443"):
        right = sign(wire.token, f"{signed}/twilio/sms", list(SMS.items()))
        assert wire.post("/twilio/sms", SMS, signature=right).status_code == 200


@pytest.mark.parametrize("host", ["hotline.example.org:99999", "hotline.example.org:port", "hotline.example.org:-1", "",
                                  "[::1", "[not-an-address]", "a b", "é", "evil.example.org"])
def test_a_broken_host_header_changes_nothing(wire: Wire, host: str) -> None:
    """Signed, it is served as ever; unsigned, it is refused; it is never an error."""
    assert wire.post("/twilio/voice", CALL, headers={"Host": host}).status_code == 200
    assert wire.post("/twilio/voice", CALL, headers={"Host": host}, signature="x").status_code == 403


def test_an_endless_host_header_is_refused(wire: Wire) -> None:
    assert wire.post("/twilio/voice", CALL, headers={"Host": "x" * 5000}).status_code == 400


@pytest.mark.parametrize("signature", ["", " ", "=", "é" * 28, "\udce9", "x" * 100_000, "\x00", "مدد", "A" * 27 + "=",
                                       "Basic dXNlcg==", ",", VECTOR])
def test_no_signature_header_can_make_it_stumble(wire: Wire, kept: Callable[[], str], signature: str) -> None:
    before = kept()
    if any(ord(letter) > 255 for letter in signature):  # a server hands a header on as Latin-1
        signature = signature.encode("utf-8", "surrogateescape").decode("latin-1")
    for route in ("/twilio/voice", "/twilio/sms"):
        assert wire.post(route, ROUTES[route], signature=signature).status_code == 403
    assert kept() == before


def test_two_tokens_are_valid_while_one_replaces_the_other(tmp_path: Path) -> None:
    hotline = open_hotline(tmp_path, TWILIO_AUTH_TOKEN="the-new-one,the-old-one")
    for token, status in (("the-new-one", 200), ("the-old-one", 200), ("the-older-one", 403),
                          ("the-new-one,the-old-one", 403), ("", 403)):
        wire = Wire(hotline.app, hotline.settings.public_url, token)
        assert wire.post("/twilio/voice", CALL).status_code == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_posts_are_taken(wire: Wire, kept: Callable[[], str], method: str) -> None:
    before = kept()
    query = "&".join(f"{name}={quote(value)}" for name, value in CALL.items())
    target = f"/twilio/voice?{query}"
    signature = sign(wire.token, wire.public + target, [])
    for headers in ({"X-Twilio-Signature": signature}, {}):
        answer = wire.send(target, b"", headers, method=method)
        assert answer.status_code in (403, 405) or (method == "OPTIONS" and not answer.get_data())
    assert kept() == before


def test_a_json_body_is_held_to_the_hash_in_its_address(wire: Wire) -> None:
    """Signed address and fitting hash: let in, and answered safely though there is nothing in it for us."""
    body = b'{"property": "value", "boolean": true}'
    target = f"/twilio/voice?bodySHA256={hashlib.sha256(body).hexdigest()}"
    headers = {"X-Twilio-Signature": sign(wire.token, wire.public + target, []), "Content-Type": "application/json"}
    assert wire.send(target, body, headers).status_code == 200
    assert wire.send(target, body + b" ", headers).status_code == 403
    assert wire.send(target, b"\xff\xfe", headers).status_code == 403


def test_a_body_hash_does_not_open_the_door_to_a_form(wire: Wire) -> None:
    """With a form, the form itself is signed, whatever the address says."""
    target = f"/twilio/sms?bodySHA256={hashlib.sha256(b'').hexdigest()}"
    over_address = sign(wire.token, wire.public + target, [])
    assert wire.post(target, SMS, signature=over_address).status_code == 403
    assert wire.post(target, SMS).status_code == 200


@pytest.mark.parametrize(("raw", "status"), [
    ("https://hotline.example.org/twilio/voice?a=%7E", 200), ("http://10.0.0.7:8000/twilio/voice?a=%7E", 200),
    ("http://[::1/twilio/voice?a=%7E", 403), ("*", 403), ("http://", 403), ("//twilio/voice?a=%7E", 403),
])
def test_a_target_in_absolute_form(wire: Wire, raw: str, status: int) -> None:
    """A proxy may send the whole address as the target; a broken one is refused."""
    signature = sign(wire.token, wire.public + "/twilio/voice?a=%7E", list(CALL.items()))
    body = "&".join(f"{name}={quote(value)}" for name, value in CALL.items()).encode()
    headers = {"X-Twilio-Signature": signature, "Content-Type": FORM}
    assert wire.send("/twilio/voice?a=%7E", body, headers, raw=raw).status_code == status


def test_without_a_raw_target_the_path_is_put_together_again() -> None:
    """Under a server that tells none, an address in plain ASCII still works."""
    check = SignatureCheck("https://h.example", ["12345"])
    signature = sign("12345", "https://h.example/below/voice?a=%7E", list(CALL.items()))
    environ = EnvironBuilder("/voice?a=%7E", base_url="http://proxied/below", method="POST", data=CALL,
                             headers={"X-Twilio-Signature": signature}).get_environ()
    del environ["RAW_URI"], environ["REQUEST_URI"]
    assert check.genuine(Request(environ))


def test_an_error_inside_the_check_is_a_no() -> None:
    """Whatever a request holds, the check answers."""
    check = SignatureCheck("https://[::1", ["12345"])  # an address that cannot even be taken apart
    with Flask("empty").test_request_context("/x", method="POST", headers={"X-Twilio-Signature": VECTOR}) as context:
        assert not check.genuine(context.request)
