"""Delete at the provider what is deleted here: old texts and calls, and at once whatever it keeps of whoever asked.

A few at a time, so that nobody's call waits behind it. What is gone already is no error.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from hotline.actions.ports import KEPT_THERE, Store, Telephone, TelephoneError
from hotline.core.keeping import Keeping
from hotline.core.phone_number import PhoneNumber

log = logging.getLogger(__name__)
AT_ONCE = 10
SETTLES = timedelta(minutes=2)  # what is still on its way cannot be deleted
AGAIN = timedelta(minutes=10)


def forget_everywhere(store: Store, identity: str, number: PhoneNumber | None, now: datetime) -> dict[str, int]:
    """Erase what is kept of a person here, and soon at the provider too; how many rows of each kind went."""
    erased = store.forget_person(identity)
    if number:
        store.erase_there(number, now, now + SETTLES)
    return erased


def erase_old(telephone: Telephone, keeping: Keeping, now: datetime) -> bool:
    """Delete a few texts and calls whose time is over; True when there may be more. Raises TelephoneError."""
    more = False
    for what in KEPT_THERE:
        found = telephone.kept_there(what, AT_ONCE, before=now - keeping.days(what))
        gone = sum(_is_erased(telephone, what, one) for one in found)
        more |= len(found) == AT_ONCE and gone > 0
    return more


def erase_people(store: Store, telephone: Telephone, now: datetime) -> bool:
    """Delete a little of what is kept of whoever asked for it; True when there may be more. Raises StoreDown."""
    asked = store.to_erase_there(now)
    if asked is None:
        return False
    asking, number = asked
    try:
        for what in KEPT_THERE:
            found = telephone.kept_there(what, AT_ONCE, number=number)
            for one in found:
                telephone.erase_there(what, one)
            if found:
                return True
    except TelephoneError as error:
        log.warning("erasing_there_waits code=%s", error.code)
        store.erase_there_later(asking, now + AGAIN)
        return False
    store.erased_there(asking)
    return True


def _is_erased(telephone: Telephone, what: str, provider_id: str) -> bool:
    """False for one that the provider will not delete: the others are not to wait for it."""
    try:
        telephone.erase_there(what, provider_id)
    except TelephoneError as error:
        if not error.permanent:
            raise
        log.warning("not_erased_there what=%s code=%s", what, error.code)
        return False
    return True
