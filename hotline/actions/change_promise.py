"""A responder changes a promise for the caller, who told her so: it travels on with the call or the request."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.claim_request import IN_HAND_FOR
from hotline.actions.ports import Store
from hotline.core.callback import OPEN, PROMISES
from hotline.core.duty import Responder
from hotline.core.result import TOLD_WITHIN, going_on
from hotline.core.told import Told


def change_promise(store: Store, one: Responder, whom: str, now: datetime, *, lift: bool) -> Told:
    """For the request that she has in hand, or the call: whichever came to her last. Raises StoreDown."""
    told = Told(f"{'lift' if lift else 'keep'}_{whom}")
    talk, claim = going_on(store.talks_of(one.id, now - TOLD_WITHIN)), store.last_claim(one.id, now - IN_HAND_FOR)
    if claim and (talk is None or claim.at >= talk.accepted_at):
        held = store.callback_by_id(claim.id)
        if held and held.state in OPEN:
            store.lift_in_callback(held.id, _changed(held.lifted, whom, lift=lift))
            return told
    elif talk and (request := store.kept_request(talk.id)):
        store.lift_in_talk(talk.id, _changed(request.lifted, whom, lift=lift))
        return told
    return Told("promise_nothing")


def _changed(lifted: tuple[str, ...], whom: str, *, lift: bool) -> tuple[str, ...]:
    return tuple(one for one in PROMISES if (lift if one == whom else one in lifted))
