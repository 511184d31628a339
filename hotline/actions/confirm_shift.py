"""A responder says that she is there for the duty she was asked about, or that she cannot be."""

from __future__ import annotations

from datetime import datetime

from hotline.actions.notice import Notice
from hotline.actions.ports import Store


def confirm_shift(store: Store, notice: Notice, responder_id: str, now: datetime) -> bool:
    """She is there: True when there is a duty that she was asked about, however often she says it.

    Somebody who had been taken for absent is present again, and the coordinator is told. Raises StoreDown.
    """
    with store.atomic():
        asked = store.asked(now, responder_id)
        store.confirmed(responder_id, now)
        for duty in asked:
            if duty.is_absent:
                store.takes_back(responder_id, duty.begins)
                who = next((one for one in store.responders() if one.id == responder_id), None)
                if who:
                    notice.back(store, f"{responder_id}:{duty.begins.isoformat()}", who, now)
    return bool(asked)


def refuse_shift(store: Store, responder_id: str, begins: datetime, now: datetime) -> bool:
    """She cannot do the duty that begins then: she is absent at once, and off duty until its end. Raises StoreDown."""
    with store.atomic():
        duty = next((one for one in store.asked(now, responder_id) if one.begins == begins), None)
        if duty is None or not store.absent(responder_id, begins, now):
            return False
        store.add_stretch(responder_id, duty.begins, duty.ends, "cant", now, on=False)
    return True
