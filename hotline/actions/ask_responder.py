"""Ask the responder who has just talked what is to become of the caller: her phone is rung while the caller waits.

With Dial alone a call cannot be moved to somebody else; but the caller who stays on the line can be put into the
next Dial, and what the responder presses decides where her call goes on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hotline.actions.ports import Store
from hotline.actions.ring_wave import Wave
from hotline.core.callback import PROMISES
from hotline.core.duty import ROLES
from hotline.core.events import Outcome
from hotline.core.records import Ring

# Nobody can be asked, or she chose nothing that concerns the caller: whoever she was handed over to is done.
OVER = Outcome("over", (("role", ""),))


def ask_responder(store: Store, once: str, call: str, talk: str, now: datetime) -> Wave:
    """The ring in which she is asked, noted; none when she is on another call by now. Raises StoreDown."""
    with store.atomic():
        talked = store.talk(talk)
        who = next((one for one in store.responders() if talked and one.id == talked.responder), None)
        if who is None:
            return Wave()
        rings = store.rings_started(once, Ring(call, asks=talk), [who.id], now)
        return Wave(tuple((ring, who) for ring, _ in rings))


def asking_over(store: Store, ring: str, now: datetime) -> Outcome:
    """Her phone is down again: where the caller's call goes on. The same answer each time. Raises StoreDown.

    A promise that she changed for the caller, by text, goes along.
    """
    with store.atomic():
        store.ring_ended(ring, "over", now)
        result, talked = store.result_of(ring), store.talk(ring)
        request = store.kept_request(talked.id) if talked else None
    lifted = tuple((f"tell_{whom}", "yes" if whom in request.lifted else "no") for whom in PROMISES) if request else ()
    if talked and result in ROLES:
        return Outcome(result, (("role", result), ("handed_by", talked.responder), *lifted))
    return Outcome(result, lifted) if result == "callback" else replace(OVER, answers=(*OVER.answers, *lifted))
