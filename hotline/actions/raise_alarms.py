"""Look at the staffing and warn the coordinator by one text of what has gone wrong, or is about to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hotline.actions.staffing import Staffing
from hotline.core.alarms import AGEING, AROUND, Key, in_a_row, is_missed, to_tell, uncovered, without_a_woman
from hotline.core.callback import closes_at
from hotline.core.duty import Rota
from hotline.core.intervals import Interval
from hotline.core.sms_length import parts

LOOK_BACK = timedelta(days=1)
MOST_PARTS = 2
A_MOMENT = timedelta(minutes=2)  # for which a request is put off while nobody is free
MOST_WAITING, MOST_NAMED = 500, 5


def raise_alarms(staffing: Staffing, now: datetime) -> int:
    """Note what is on and what is over, tell what is new, and return how many alarms are on. Raises StoreDown."""
    store = staffing.store
    found = find_alarms(staffing, now)
    with store.atomic():
        for kind, about in found:
            store.alarm_raised(kind, about, now)
        for one in store.alarms():
            if one.over_at is None and one.key not in found:
                store.alarm_over(one.kind, one.about, now)
        if staffing.notice.to:
            _tell(staffing, found, now)
    return len(found)


def find_alarms(staffing: Staffing, now: datetime) -> dict[Key, str]:
    """Every alarm that is on, with the sentence that tells it. Nothing is written."""
    rota = staffing.store.rota(staffing.zone)
    return dict([*_staff(staffing, rota, now), *_calls(staffing, now), *_phones(staffing, rota, now),
                 *_requests(staffing, now), *_money(staffing, now)])  # fmt: skip


def _tell(staffing: Staffing, found: Mapping[Key, str], now: datetime) -> None:
    store, texts = staffing.store, [""]
    due = {one.key for one in to_tell(store.alarms(), now)}
    for kind, about in filter(due.__contains__, found):
        store.alarm_told(kind, about, now)
        longer = f"{texts[-1]} {found[kind, about]}".strip()
        if parts(longer) <= MOST_PARTS:
            texts[-1] = longer
        else:
            texts.append(found[kind, about])
    for number, text in enumerate(filter(None, texts)):
        staffing.notice.post(store, f"alarms:{now.isoformat()}:{number}", text, now)


def _staff(staffing: Staffing, rota: Rota, now: datetime) -> Iterator[tuple[Key, str]]:
    notice, absent = staffing.notice, dict[str, Interval]()
    for asked in staffing.store.asked(now):
        who = rota.responder(asked.responder)
        if who and asked.is_absent and asked.begins <= now:
            absent[who.id] = (asked.begins, asked.ends)
            if is_missed(rota, who, asked, now):
                since = _clock(staffing, asked.begins)
                yield ("absent", who.id), notice.about("staff_absent", who, {"time": since})
    if gap := uncovered(rota, absent, now):
        begins, until = (_clock(staffing, at, now) for at in gap)
        # A gap is the same as yesterday's at that hour. One that has lasted for a day is news once more.
        about = _clock(staffing, gap[0]) if gap[0] > now - AROUND else ""
        if gap[0] > now:
            yield ("nobody", about), notice.sentence("staff_nobody", {"time": begins, "until": until})
        else:
            yield ("nobody", about), notice.sentence("staff_nobody_now", {"until": until})
    for role, (start, _) in without_a_woman(rota, absent, now).items():
        text = notice.sentence("staff_no_woman", {"time": _clock(staffing, start)}, staff_role=role)
        yield ("no_woman", role), text


def _calls(staffing: Staffing, now: datetime) -> Iterator[tuple[Key, str]]:
    if in_a_row(staffing.store.answered_calls(now - LOOK_BACK, now)):
        yield ("unanswered", ""), staffing.notice.sentence("staff_unanswered")


def _phones(staffing: Staffing, rota: Rota, now: datetime) -> Iterator[tuple[Key, str]]:
    store, notice = staffing.store, staffing.notice
    failing, tests = store.failing_phones(now - LOOK_BACK), store.line_tests(list(rota.responders))
    blocked = store.blocked_among([who.phone.e164 for who in rota.responders])
    for who in rota.responders:
        failed = tests[who.id].tested_at if who.id in tests and tests[who.id].state == "failed" else None
        # A call that she took since then is a better test.
        if who.id in failing or (failed and not store.has_talked(who.id, failed)):
            yield ("number", who.id), notice.about("staff_number_fails", who)
        if who.phone.e164 in blocked:
            yield ("texts_off", who.id), notice.about("staff_texts_off", who)


def _requests(staffing: Staffing, now: datetime) -> Iterator[tuple[Key, str]]:
    """Those who wait to be rung today, and soon may not be any more."""
    ending: dict[str, list[str]] = {}
    for one in staffing.store.due_callbacks(now + A_MOMENT, MOST_WAITING):
        closes = closes_at(one, now, staffing.zone)
        if closes and closes - now <= AGEING:
            ending.setdefault(_clock(staffing, closes), []).append(one.reference)
    for until, waiting in ending.items():
        more = len(waiting[MOST_NAMED:])
        named = ", ".join((*waiting[:MOST_NAMED], *([f"+{more}"] if more else [])))
        yield ("requests", until), staffing.notice.sentence("staff_requests_wait", {"time": until, "requests": named})


def _money(staffing: Staffing, now: datetime) -> Iterator[tuple[Key, str]]:
    if staffing.store.text_money_is_spent(now):
        yield ("money", ""), staffing.notice.sentence("staff_money_spent")


def _clock(staffing: Staffing, at: datetime, seen_from: datetime | None = None) -> str:
    """The hour; with the day when that is not the day from which it is seen."""
    local = at.astimezone(staffing.zone)
    another_day = seen_from is not None and local.date() != seen_from.astimezone(staffing.zone).date()
    return local.strftime("%a %H:%M" if another_day else "%H:%M")
