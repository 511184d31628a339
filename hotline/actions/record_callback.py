"""Store a caller's wish to be rung back, exactly as she confirmed it, and tell the coordinator that it is there."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from hotline.actions.notice import Notice
from hotline.actions.ports import Store
from hotline.actions.ring_wave import lifted_of
from hotline.core.callback import Card, Request, first_due
from hotline.core.phone_number import COUNTRIES, Caller, PhoneNumber, may_ring


def asked_for(
    answers: dict[str, str], caller: Caller, language: str, channel: str, countries: tuple[str, ...] = COUNTRIES
) -> Request:
    """The request that a caller's answers come to. Raises ValueError when there is no number that may be rung.

    Who wants none kept must have chosen a PIN: nobody else could go on with it.
    """
    if answers.get("calls_in") and not answers.get("number"):
        if not answers.get("pin"):
            raise ValueError("no number and no PIN")
        hours = {"window": answers["window2"], "days": answers["days2"]}
        return replace(_request("", {**answers, **hours}, language, channel), pin=answers["pin"])
    number = caller.number if answers.get("number") == "this" else PhoneNumber(answers.get("number", ""))
    if number is None or not number.e164 or not may_ring(number, countries):
        raise ValueError("no number to ring")
    return replace(_request(number.e164, answers, language, channel), asked_by=caller.identity or "")


def asked_by_responder(
    answers: dict[str, str], caller: Caller, language: str, countries: tuple[str, ...] = COUNTRIES
) -> Request:
    """What a caller who is put through would be rung back for. Its number is empty when she has none to ring."""
    number = caller.number.e164 if caller.number and may_ring(caller.number, countries) else ""
    return replace(_request(number, {**answers, "window": "now", "days": "now"}, language, "voice"), asked_by=number)


def _request(number: str, answers: dict[str, str], language: str, channel: str) -> Request:
    return Request(
        number=number,
        window=answers["window"],
        days=answers["days"],
        subject=answers.get("subject", "other"),
        woman_only=answers.get("by") == "woman",
        language=language,
        channel=channel,
        lifted=lifted_of(answers),
        not_from=answers.get("not_from", ""),
        code=answers.get("code", ""),
        role=answers.get("role", ""),
        any_language=answers.get("any_language") == "yes",
        urgent=answers.get("urgent") == "yes" or bool(answers.get("role")),
        card=_card(answers),
        since=datetime.fromtimestamp(int(answers["since"]), UTC) if answers.get("since") else None,
    )


def _card(answers: dict[str, str]) -> Card:
    return Card(
        shared=answers.get("phone") == "shared",
        ask_for=answers.get("ask_for", ""),
        reason=answers.get("reason", ""),
        code_word=answers.get("code_word", ""),
        may_text=answers.get("may_text") == "yes",
    )


def record_callback(
    store: Store, notice: Notice, once: str, request: Request, now: datetime, zone: tzinfo
) -> str:
    """Store `request` under the key `once` and return its four-digit reference. Raises StoreDown."""
    due_at = first_due(request.window, request.days, now, zone)
    with store.atomic() if notice.to else nullcontext():
        reference = store.record_callback(once, request, due_at, now)
        notice.stored(store, once, reference, now)
    return reference
