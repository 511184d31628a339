"""What the web process shows to the internet: every provider route is guarded, and no route is unknown."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import Rule

# What anybody may fetch, and why.
OPEN = {
    "/healthz": "the process is up; touches nothing",
    "/readyz": "names what is not ready, nothing about people",
    "/weather": "where the staff pages' button \"leave now\" leads; says nothing of a hotline",
    "/weather/<language>": "the same in Urdu",
    "/prompts/<language>/<key>.<version>.<kind>": "recordings of public words",
    "/prompts/drafts/<recording>.wav": "the same words, as the coordinator has just said them, under the provider's id",
}
TOKEN = {
    "/metrics": "needs HOTLINE_METRICS_TOKEN",
    "/calendar/<token>.ics": "a responder's duties, for the sealed token that the coordinator gave her",
}
FIXED = ("/twilio/voice", "/twilio/voice/status", "/twilio/sms", "/twilio/sms/status")
FORM = {"CallSid": "CA" + "1" * 32, "MessageSid": "SM" + "1" * 32, "From": "+923990000001", "Body": "help"}


def test_every_route_is_guarded_or_open_for_a_reason(app: Flask) -> None:
    """A new route needs the provider's guard, or a line in the table above."""
    unknown = [rule.rule for rule in app.url_map.iter_rules() if not _is_provider(rule)]
    assert sorted(unknown) == sorted([*OPEN, *TOKEN])


def test_the_public_interface_is_there(app: Flask) -> None:
    """These addresses are registered at the provider: they may not move."""
    posts = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts.issuperset(FIXED)


@pytest.mark.parametrize("signature", [None, "", "not a signature", "L/OH5YylLD5NRKLltdqwSvS0BnU=", "\u00e9"])
def test_an_unsigned_request_is_refused(app: Flask, signature: str | None) -> None:
    """Every provider route, by every method it takes, with and without a place in its address."""
    rules = [rule for rule in app.url_map.iter_rules() if _is_provider(rule)]
    assert rules
    headers = {} if signature is None else {"X-Twilio-Signature": signature}
    for rule in rules:
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            for query in ("", "?p=x&w=y"):
                reply = app.test_client().open(rule.rule + query, method=method, data=FORM, headers=headers)
                assert reply.status_code == 403, f"{method} {rule.rule} answers {reply.status_code}"
                assert b"<Response" not in reply.data


def test_a_provider_route_takes_nothing_but_post(app: Flask) -> None:
    """A GET would put a caller's number into addresses, and so into logs."""
    wrong = [
        f"{rule.rule} {sorted(rule.methods or ())}"
        for rule in app.url_map.iter_rules()
        if _is_provider(rule) and (rule.methods or set()) - {"OPTIONS", "POST"}
    ]
    assert not wrong, f"more than POST: {wrong}"


def test_no_metrics_without_a_token(app: Flask) -> None:
    """Without the setting there is no such page, whatever is sent."""
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer x"}):
        assert app.test_client().get("/metrics", headers=headers).status_code == 404


def test_without_the_setting_there_is_no_simulator(app: Flask) -> None:
    """Beside real callers nobody can pretend to be the provider."""
    assert not [rule.rule for rule in app.url_map.iter_rules() if "simulator" in rule.rule]
    assert app.test_client().get("/simulator/").status_code == 404


def _is_provider(rule: Rule) -> bool:
    return rule.rule == "/twilio" or rule.rule.startswith("/twilio/")
