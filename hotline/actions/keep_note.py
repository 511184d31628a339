"""A responder's words are kept, sealed, with the request or the call that she had in hand last."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.claim_request import IN_HAND_FOR
from hotline.actions.ports import Store
from hotline.core.duty import Responder
from hotline.core.told import Told


def keep_note(store: Store, one: Responder, words: str, now: datetime) -> Told:
    """Keep them, or say that there is nothing to keep them with."""
    if not words:
        return Told("note_empty")
    claim = store.last_claim(one.id, now - IN_HAND_FOR)
    call = store.last_call(one.id, now - IN_HAND_FOR)
    callback = store.callback_by_id(claim.id) if claim and (call is None or claim.at >= call.at) else None
    if callback:
        store.keep_note(one.id, words, now, callback=callback.id)
        return Told("note_kept", {"reference": callback.reference})
    if call:
        store.keep_note(one.id, words, now, ring=call.id)
        return Told("note_of_call")
    return Told("note_nothing")
