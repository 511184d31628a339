"""The rules of one call back: the responder accepted, her phone was answered, it came to an end.

Whoever answers hears nothing that tells what this is; only a key, pressed by her, brings the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from hotline.actions.end_ring import end_ring
from hotline.actions.notice import Notice
from hotline.actions.ports import Store
from hotline.core.callback import MOST_RINGS, Callback, after_no_answer, another_day, day_begins, may_ring_at
from hotline.core.events import Line
from hotline.core.phone_number import PhoneNumber

NOBODY_ACCEPTED = timedelta(minutes=2)
NOBODY_FOR_LONG = timedelta(minutes=30)  # when so many responders were rung in vain that an alarm is on as well
MANY_ATTEMPTS = 12
TALK_SETTLES = timedelta(hours=2)  # after a talk of which nothing more was said, the request is done
REACHED = ("claimed", "done")


@dataclass(frozen=True)
class RingingBack:
    """What the rules need."""

    store: Store
    notice: Notice
    zone: tzinfo


def accept_back(ringing: RingingBack, ring: str, callback_id: str, now: datetime) -> PhoneNumber | None:
    """Her number, when the responder may ring it now; None when it was withdrawn, or her hours are over,
    or whoever has that phone wants no call."""
    store = ringing.store
    with store.atomic():
        callback = store.callback_by_id(callback_id)
        if callback is None or callback.state != "ringing" or not may_ring_at(callback, now, ringing.zone):
            return None
        if not may_ring_phone(store, callback, now, ringing.zone):
            return None
        number = store.callback_number(callback_id)
        if store.refuses_calls(number.e164):
            store.move_callback(callback_id, "withdrawn", None, now)
            return None
        if store.ring_accepted(ring, now) != "accepted":
            return None
        store.claim(callback_id, ring, now)
        store.rings_her(callback_id, ring)
        return number


def may_ring_phone(store: Store, callback: Callback, now: datetime, zone: tzinfo) -> bool:
    """False when somebody else picked that phone up today, or while it is rung for another request."""
    rests = store.others_answered(callback.id, day_begins(now, zone))
    return not rests and not store.rings_for_another(callback.id, now)


def confirm_back(ringing: RingingBack, callback_id: str, now: datetime) -> bool:
    """She pressed the key that says it is she: True, however often the key's webhook comes."""
    store = ringing.store
    with store.atomic():
        if store.move_callback(callback_id, "claimed", None, now):
            return True
        callback = store.callback_by_id(callback_id)
        return callback is not None and callback.state in REACHED


def wrong_person(ringing: RingingBack, callback_id: str, now: datetime) -> None:
    """Somebody else answered: no further ring today."""
    with ringing.store.atomic():
        callback = ringing.store.callback_by_id(callback_id)
        if callback and callback.state == "ringing":
            not_today(ringing, callback, now)


def not_reached(ringing: RingingBack, callback_id: str, *, answered: bool, now: datetime) -> bool:
    """Her phone's ring is over; True when she was reached. Answered without a key counts as a wrong person."""
    with ringing.store.atomic():
        callback = ringing.store.callback_by_id(callback_id)
        if callback is None or callback.state != "ringing":
            return callback is not None and callback.state in REACHED
        if answered:
            not_today(ringing, callback, now)
        else:
            put_back(ringing, callback, after_no_answer(callback, now, ringing.zone), now)
        return False


def responder_left(ringing: RingingBack, ring: str, callback_id: str, outcome: str, now: datetime) -> None:
    """The responder's leg is over. If she never rang the caller, somebody else will be asked soon.

    If she did, and left before a key was pressed, somebody else may have answered: no further ring today.
    """
    store = ringing.store
    with store.atomic():
        accepted = end_ring(store, ring, outcome, now) == "helped"
        callback = store.callback_by_id(callback_id)
        if callback and callback.state == "ringing":
            if accepted:
                not_today(ringing, callback, now)
            else:
                put_back(ringing, callback, _soon(callback, now), now)


def pick_up_forgotten(ringing: RingingBack, now: datetime) -> int:
    """Put back requests whose responder's phone could not be rung, or whose end was never reported.

    If her own phone rang, nobody knows who answered: no further ring today. A request of whose talk the responder said
    nothing more is done.
    """
    found = 0
    ringing.store.settle_claims(now - TALK_SETTLES, now)
    for callback in ringing.store.callbacks(("ringing",)):
        with ringing.store.atomic():
            known = ringing.store.callback_by_id(callback.id)
            if known and known.state == "ringing" and not ringing.store.is_being_rung(f"callback:{callback.id}", now):
                if known.hers_rang:
                    not_today(ringing, known, now)
                else:
                    put_back(ringing, known, _soon(known, now), now)
                found += 1
    return found


def not_today(ringing: RingingBack, callback: Callback, now: datetime) -> None:
    """Somebody else picked up, or may have: that phone is rung no more today, for no request that was made before."""
    ringing.store.somebody_else_answered(callback.id, now)
    put_back(ringing, callback, another_day(callback, now, ringing.zone), now)


def _soon(callback: Callback, now: datetime) -> datetime:
    """When somebody else is asked to ring her, after a responder who did not."""
    return now + (NOBODY_ACCEPTED if callback.attempts < MANY_ATTEMPTS else NOBODY_FOR_LONG)


def put_back(
    ringing: RingingBack, callback: Callback, again: datetime | None, now: datetime, *, reached: bool = False
) -> str:
    """Back to waiting; or, when there is no safe time left or too many rings, to the coordinator. Returns the state.

    `reached`: they talked, and she would rather be rung another time.
    """
    safe = again is not None and again < callback.expires_at and _is_still_now(callback, again, ringing.zone)
    often = callback.rings >= MOST_RINGS and not reached
    state = "not_reached" if often else "waiting" if safe else "expired"
    if reached:
        ringing.store.forget_rings(callback.id)
    moved = ringing.store.move_callback(callback.id, state, again if state == "waiting" else None, now)
    if moved and state != "waiting":
        ringing.notice.missed(ringing.store, callback, now)
        _tell_her(ringing, callback, now)
    return state


def _is_still_now(callback: Callback, again: datetime, zone: tzinfo) -> bool:
    """Her hours come again; "now" does not."""
    return callback.window != "now" or may_ring_at(callback, again, zone)


def _tell_her(ringing: RingingBack, callback: Callback, now: datetime) -> None:
    """A neutral text that she was not reached, only if she said that she may be texted."""
    if callback.card.may_text:
        # Who asked by voice chose no script: every phone can show Latin letters.
        language = "ur_Latn" if (callback.language, callback.channel) == ("ur", "voice") else callback.language
        text = ringing.notice.words.text(language, Line("could_not_reach"), "sms")
        to = ringing.store.callback_number(callback.id)
        ringing.store.post(f"not reached:{callback.id}", "sms", to, text, now, now)
