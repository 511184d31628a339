"""What a failed webhook lost is found once: young texts are answered, old ones told, refusals always obeyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from builders import AMNA, HINA, ZOYA, a_request
from desk import COORDINATOR, KARACHI, open_desk, told
from fakes import FailingStore, FakeTelephone

from hotline import parts
from hotline.actions.answer_text import Text, answer_text
from hotline.actions.find_lost import MOST_CALLS, Finding, Found, find_calls, find_texts
from hotline.actions.obey_order import Desk
from hotline.actions.ports import StoreDown, TelephoneError
from hotline.actions.ring_callbacks import CallingBack
from hotline.actions.ring_missed import Missed, ring_missed
from hotline.actions.tally import Tally
from hotline.core.lost import Arrived
from hotline.core.missed import RingBack
from hotline.core.phone_number import PhoneNumber, caller_from
from hotline.core.subscription import Slot, Subscription
from hotline.storage.store import SqlStore

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def finding(store: SqlStore, now: datetime) -> Finding:
    return open_finding(open_desk(store, parts.open_words(), now))


def open_finding(desk: Desk) -> Finding:
    return Finding(desk, parts.open_matcher(), parts.flows_by_day(parts.open_library(), unreviewed=True),
                   Tally(KARACHI, 0))  # fmt: skip


def came(body: str, at: datetime, sender: str = HINA, sid: str = "") -> Arrived:
    return Arrived(sid or f"SM{sender}{at.isoformat()}", caller_from(sender), at, body)


def test_a_young_text_is_answered_once(finding: Finding, now: datetime) -> None:
    telephone = FakeTelephone(came=[came("madad", now - 50 * MINUTE)])
    assert find_texts(finding, telephone, now) == Found(answered=1)
    for later in (now, now + 5 * MINUTE, now + 10 * MINUTE):
        assert find_texts(finding, telephone, later) == Found()
    [(to, words)] = told(finding.desk, now)
    assert to == HINA
    assert "Jawab mein" in words


def test_she_can_go_on_from_a_late_answer(finding: Finding, now: datetime) -> None:
    find_texts(finding, FakeTelephone(came=[came("مدد", now - 50 * MINUTE)]), now)
    reply = answer_text(finding.texting(now), Text("SM2", caller_from(HINA), "2"), now + MINUTE)
    assert "1 " in reply.body


def test_an_old_text_is_a_line_for_the_coordinator_and_nothing_for_her(finding: Finding, now: datetime) -> None:
    """Whoever holds the phone by now expects no answer."""
    finding.store.beat("texts found", now - 5 * HOUR)
    two = now - 2 * HOUR
    texts = [came("madad", now - 3 * HOUR), came("call me", two, ZOYA), came("hello", two, "anonymous")]
    assert find_texts(finding, FakeTelephone(came=texts), now) == Found(told=3)
    [(to, words)] = told(finding.desk, now)
    assert (to, "3" in words, "11:00" in words) == (COORDINATOR, True, True)


def test_what_was_answered_is_left_alone(finding: Finding, now: datetime) -> None:
    """By the webhook, which is known; by the decoy, of which nothing is kept; by the provider itself."""
    at = now - 10 * MINUTE
    answer_text(finding.texting(at), Text("SM1", caller_from(HINA), "madad"), at)
    texts = [came("madad", at, sid="SM1"), came("*", at, ZOYA)]
    replies = [(ZOYA, at + timedelta(seconds=2))]
    assert find_texts(finding, FakeTelephone(came=texts, answered=replies), now) == Found()
    assert told(finding.desk, now) == []


def test_who_wrote_again_is_answered_for_the_last_only(finding: Finding, now: datetime) -> None:
    texts = [came("madad", now - 20 * MINUTE), came("hello?", now - 19 * MINUTE), came("call me", now - 18 * MINUTE)]
    assert find_texts(finding, FakeTelephone(came=texts), now) == Found(answered=1)
    [(_, words)] = told(finding.desk, now)
    assert "This number" in words


def test_who_wrote_again_and_was_answered_gets_nothing(finding: Finding, now: datetime) -> None:
    at = now - 10 * MINUTE
    answer_text(finding.texting(at), Text("SM2", caller_from(HINA), "madad"), at)
    texts = [came("call me", at - MINUTE), came("madad", at, sid="SM2")]
    assert find_texts(finding, FakeTelephone(came=texts), now) == Found()


def test_a_webhook_that_is_still_on_its_way_is_not_lost(finding: Finding, now: datetime) -> None:
    telephone = FakeTelephone(came=[came("madad", now - MINUTE)])
    assert find_texts(finding, telephone, now) == Found()
    assert find_texts(finding, telephone, now + 5 * MINUTE) == Found(answered=1)


@pytest.mark.parametrize("age", [10 * MINUTE, 20 * HOUR])
def test_a_refusal_holds_however_late_it_is_read(finding: Finding, now: datetime, age: timedelta) -> None:
    store = finding.store
    store.beat("texts found", now - 23 * HOUR)
    for who in (HINA, ZOYA):
        store.subscribe(who, PhoneNumber(who), Subscription("", "phone", "ur", Slot(4, 9), now))
        store.record_callback(f"CA{who}", a_request(number=who), now, now - 22 * HOUR)
    texts = [came("ye phone mera nahi hai", now - age), came("stop", now - age, ZOYA)]
    find_texts(finding, FakeTelephone(came=texts), now)
    assert [store.is_blocked(who) for who in (HINA, ZOYA)] == [True, True]
    assert [store.refuses_calls(who) for who in (HINA, ZOYA)] == [True, False]
    assert [store.subscription(who) for who in (HINA, ZOYA)] == [None, None]
    assert sorted(one.state for one in store.callbacks()) == ["new", "withdrawn"]
    assert [to for to, _ in told(finding.desk, now)] == []


def test_a_refusal_is_obeyed_although_the_provider_answered_it(finding: Finding, now: datetime) -> None:
    """STOP while we were away: the provider said that it is sorry to see her go, and we never heard of it."""
    at = now - 10 * MINUTE
    telephone = FakeTelephone(came=[came("STOP", at)], answered=[(HINA, at)])
    assert find_texts(finding, telephone, now) == Found(obeyed=1)
    assert finding.store.is_blocked(HINA)


def test_a_request_made_after_the_refusal_stands(finding: Finding, now: datetime) -> None:
    at = now - 30 * MINUTE
    finding.store.record_callback("CA1", a_request(number=HINA), now, now)
    answer_text(finding.texting(now), Text("SM2", caller_from(HINA), "madad"), now - 5 * MINUTE)
    texts = [came("mujhe call mat karna", at), came("madad", now - 5 * MINUTE, sid="SM2")]
    assert find_texts(finding, FakeTelephone(came=texts), now) == Found(obeyed=1)
    assert [one.state for one in finding.store.callbacks()] == ["new"]


def test_a_responders_order_is_obeyed_late_and_answered(finding: Finding, now: datetime) -> None:
    assert find_texts(finding, FakeTelephone(came=[came("OFF", now - 20 * MINUTE, AMNA)]), now) == Found(answered=1)
    [(to, _)] = [one for one in told(finding.desk, now) if one[0] != COORDINATOR]
    assert to == AMNA


def test_whoever_is_blocked_is_not_written_to(finding: Finding, now: datetime) -> None:
    finding.store.block(HINA, now)
    find_texts(finding, FakeTelephone(came=[came("madad", now - 20 * MINUTE)]), now)
    assert told(finding.desk, now) == []


def test_while_the_store_or_the_provider_is_away_nothing_is_passed_over(finding: Finding, now: datetime) -> None:
    telephone = FakeTelephone(came=[came("madad", now - 20 * MINUTE)])
    desk = finding.desk
    away = FailingStore(finding.store, "keep_turn")
    calling = CallingBack(away, desk.calling.notice, KARACHI, desk.calling.address)
    with pytest.raises(StoreDown):
        find_texts(open_finding(Desk(calling, desk.orders, desk.words, desk.swaps)), telephone, now)
    telephone.failing.append(TelephoneError("twilio 20503", False))
    with pytest.raises(TelephoneError):
        find_texts(finding, telephone, now)
    assert find_texts(finding, telephone, now + 5 * MINUTE) == Found(answered=1)
    assert len(told(desk, now + 5 * MINUTE)) == 1


def test_a_clock_that_was_ahead_hides_nothing(finding: Finding, now: datetime) -> None:
    finding.store.beat("texts found", now + timedelta(days=400))
    assert find_texts(finding, FakeTelephone(came=[came("madad", now - 20 * MINUTE)]), now) == Found(answered=1)
    assert finding.store.last_beat("texts found") < now


def test_of_several_workers_one_tells_the_coordinator(finding: Finding, now: datetime) -> None:
    """The second looked at the same time and comes last."""
    finding.store.beat("texts found", now - 5 * HOUR)

    class Slow(FakeTelephone):
        def received_texts(self, since: datetime) -> list[Arrived]:
            if self.failing == []:
                self.failing.append(TelephoneError("", False))  # the other worker does all of it meanwhile
                assert find_texts(finding, FakeTelephone(came=self.came), now).told == 1
                self.failing.clear()
            return super().received_texts(since)

    assert find_texts(finding, Slow(came=[came("madad", now - 3 * HOUR)]), now).told == 0
    assert len(told(finding.desk, now)) == 1


def test_a_call_that_broke_off_is_told_once(finding: Finding, now: datetime) -> None:
    """Not one that went well, nor one after which she got through."""
    ago = {sid: now - minutes * MINUTE for sid, minutes in (("CA1", 30), ("CA2", 20), ("CA3", 10), ("CA4", 9))}
    rang = [came("", ago["CA1"], HINA, "CA1"), came("", ago["CA2"], ZOYA, "CA2"), came("", ago["CA3"], AMNA, "CA3"),
            came("", ago["CA4"], AMNA, "CA4")]  # fmt: skip
    telephone = FakeTelephone(rang=rang, broken={"CA1", "CA3"})
    assert find_calls(finding, telephone, now) == Found(told=1)
    assert find_calls(finding, telephone, now + 5 * MINUTE) == Found()
    [(to, words)] = told(finding.desk, now)
    assert (to, "13:30" in words) == (COORDINATOR, True)


@pytest.mark.parametrize(("missed", "broke", "minutes", "rung"), [
    (True, False, 3, True), (False, True, 3, True), (False, False, 3, False), (True, True, 11, False),
])  # fmt: skip
def test_what_was_missed_is_rung_back_while_it_is_young(
    finding: Finding, now: datetime, missed: bool, broke: bool, minutes: int, rung: bool
) -> None:
    """Where that is switched on; once, also when the report comes after all."""
    rules = Missed(finding.store, RingBack(timedelta(seconds=30), 3, 200), lambda call: f"/missed/{call}")
    call = replace(came("", now - minutes * MINUTE, HINA, "CA1"), missed=missed)
    telephone = FakeTelephone(rang=[call], broken={"CA1"} if broke else set())
    find_calls(finding, telephone, now)
    assert [one["kind"] for one in finding.store.outbox()].count("call") == 0
    finding.store.db.execute("delete from beats")
    find_calls(replace(finding, missed=rules), telephone, now)
    if rung:
        assert not ring_missed(rules, "CA1", PhoneNumber(HINA), now)
    assert [one["kind"] for one in finding.store.outbox()].count("call") == int(rung)


def test_after_a_bad_hour_calls_are_looked_at_bit_by_bit(finding: Finding, now: datetime) -> None:
    """And none twice, although several ended in the same second."""
    rang = [came("", now - 30 * MINUTE + timedelta(seconds=n // 3), f"+9239912{n:05d}", f"CA{n}") for n in range(130)]
    telephone, found = FakeTelephone(rang=rang, broken={one.id for one in rang}), []
    while not found or found[-1].more:
        found.append(find_calls(finding, telephone, now))
    assert sum(one.told for one in found) == 130
    assert len(found) == 3
    assert found[0].told >= MOST_CALLS
