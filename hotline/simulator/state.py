"""What the pages and the terminal may know of a phone, as JSON."""

from typing import Any

from hotline.simulator.carrier import Carrier
from hotline.simulator.legs import Key, Leg, Wait
from hotline.simulator.phone import SOUNDING, Heard, Phone, Text

Json = dict[str, Any]
RECENT_TEXTS = 50


def phone_state(carrier: Carrier, phone: Phone) -> Json:
    """A phone with the transcript of its present or latest call, and its texts."""
    now = carrier.clock()
    leg = leg_of(carrier, phone)
    items = phone.last_call()
    talking = any(item.kind == "bridge" and item.is_on(now) for item in items)
    texts = [*(_text(text, "in") for text in phone.inbox), *(_text(text, "out") for text in phone.sent)]
    return {
        **phone_summary(phone),
        "now": now,
        "call": phone.call_sid,
        "other": phone.caller_id,
        "seconds": leg.seconds if leg is not None else 0,
        "listening": leg is not None and isinstance(leg.effect, Wait) and Key in leg.effect.wants,
        "sounding": any(item.kind in SOUNDING and item.is_on(now) for item in items),
        "talking": talking,
        "heard": [_heard(item, now, index, items[0].at) for index, item in enumerate(items)],
        "texts": sorted(texts, key=lambda text: (text["at"], text["way"] == "in"))[-RECENT_TEXTS:],
    }


def phone_summary(phone: Phone) -> Json:
    """A phone as a line in a list."""
    return {"number": phone.number, "owner": phone.owner, "side": phone.side, "state": phone.state,
            "manner": phone.manner, "shows": phone.shows}


def leg_of(carrier: Carrier, phone: Phone) -> Leg | None:
    """The leg a phone is on."""
    return next((leg for leg in reversed(carrier.legs) if leg.sid == phone.call_sid), None)


def _heard(item: Heard, now: float, index: int, start: float) -> Json:
    return {"id": f"{item.call_sid}-{index}", "after": round(item.at - start, 2),
            "elapsed": round(now - item.at, 2), "on": item.is_on(now), "kind": item.kind, "url": item.url,
            "text": item.text, "language": item.language, "key": item.key, "seconds": item.seconds,
            "cut": item.cut}


def _text(text: Text, way: str) -> Json:
    return {"id": text.sid + way, "at": text.at, "way": way, "body": text.body, "parts": text.parts,
            "other": text.sender if way == "in" else text.to}
