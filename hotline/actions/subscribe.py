"""Subscribe somebody to a text a week, and see to it that nobody is who wants no texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from hotline.actions.ports import Store
from hotline.core.phone_number import Caller
from hotline.core.subscription import Slot, Subscription, next_due


def stop_texts(store: Store, identity: str, now: datetime, *, calls: bool = False) -> None:
    """Nothing is sent to this person any more; with `calls`, this phone is not rung either. Raises StoreDown."""
    with store.atomic():
        store.block(identity, now, calls=calls)
        store.forget_subscription(identity)


def subscribe(
    store: Store, caller: Caller, answers: Mapping[str, str], language: str, now: datetime, zone: tzinfo
) -> bool:
    """Keep what she confirmed; False when there is no number to send to. Raises StoreDown."""
    if caller.number is None or caller.identity is None:
        return False
    slot = Slot.chosen(answers["day"], answers["hour"])
    wanted = Subscription("", answers["series"], language, slot, next_due(slot, now, zone))
    store.subscribe(caller.identity, caller.number, wanted)
    return True
