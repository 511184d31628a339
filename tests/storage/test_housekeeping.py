"""The broom: what is over is deleted in its time, what is not stays, and the file forgets it too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import HINA, ZOYA, a_conversation, a_request, answered, place_of, reply_to, started, two_people

from hotline.core.callback import KEPT_FOR
from hotline.core.conversation import CONTINUES_FOR
from hotline.core.keeping import Keeping
from hotline.core.phone_number import PhoneNumber
from hotline.storage.database import Database
from hotline.storage.housekeeping import BATCH
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def left(store: SqlStore, table: str) -> int:
    return int(store.db.query(f"select count(*) as n from {table}")[0]["n"])


def swept(store: SqlStore, now: datetime) -> dict[str, int]:
    """What one pass of the broom took, without the kinds it left alone and without who asked, which lasts a day."""
    return {kind: count for kind, count in store.sweep(now).items() if count and kind != "askers"}


def test_places_go_when_their_time_is_over(store: SqlStore, now: datetime) -> None:
    """Hina's is over, Zoya's is not; what was answered stays a day longer, and names nobody."""
    answered(store, "SM1", HINA, now, place=a_conversation())
    answered(store, "SM2", ZOYA, now + SECOND, place=a_conversation())
    assert swept(store, now + CONTINUES_FOR - SECOND) == {}
    assert swept(store, now + CONTINUES_FOR) == {"places": 1}
    assert place_of(store, ZOYA, now + CONTINUES_FOR)
    assert left(store, "turns where place is not null or identity_print is not null") == 1
    assert left(store, "turns") == 2


def test_replies_go_after_two_days(store: SqlStore, now: datetime) -> None:
    """Until then a late repetition still gets the same answer."""
    answered(store, "SM1", HINA, now, "one", a_conversation())
    answered(store, "SM2", None, now + SECOND, "two")
    assert swept(store, now + 2 * DAY) == {"places": 1, "replies": 1}
    assert (reply_to(store, "SM1", now), reply_to(store, "SM2", now)) == (None, "two")


def test_requests_nobody_reached_expire_and_are_deleted_later(store: SqlStore, now: datetime) -> None:
    """Hina's is a second older than Zoya's."""
    hina = store.record_callback("CA1:1", a_request(number=HINA), now, now)
    zoya = store.record_callback("CA2:1", a_request(number=ZOYA), now + SECOND, now)
    assert swept(store, now + KEPT_FOR - SECOND) == {}
    assert swept(store, now + KEPT_FOR) == {"callbacks_expired": 1}
    assert [one.reference for one in store.callbacks(("expired",))] == [hina]
    assert [one.reference for one in store.callbacks(("new",))] == [zoya]
    assert swept(store, now + KEPT_FOR + 7 * DAY) == {"callbacks_expired": 1, "callbacks": 1}
    assert [one.reference for one in store.callbacks()] == [zoya]


@pytest.mark.parametrize("how", ["done", "withdrawn"])
def test_closed_requests_go_after_a_week(store: SqlStore, now: datetime, how: str) -> None:
    """Counted from when they were closed; an open one stays."""
    one = store.callback(store.record_callback("CA1:1", a_request(number=HINA), now, now))
    store.record_callback("CA2:1", a_request(number=ZOYA), now + 30 * DAY, now)
    assert one
    store.move_callback(one.id, how, None, now + DAY)
    assert swept(store, now + 8 * DAY - SECOND) == {}
    assert swept(store, now + 8 * DAY) == {"callbacks": 1}
    assert left(store, "callbacks") == 1


def test_what_left_goes_after_three_days_what_waits_stays(store: SqlStore, now: datetime) -> None:
    """A text that was never sent is not silently lost."""
    for number, to in enumerate((HINA, ZOYA)):
        store.post(f"SM{number}:1", "sms", PhoneNumber(to), "salam", now, now)
    errand = store.take(now, now + SECOND)
    assert errand
    store.sent(errand.id, "SMx", now)
    assert swept(store, now + 3 * DAY - SECOND) == {"sendings": 1}
    assert swept(store, now + 3 * DAY) == {"outbox": 1}
    assert [row["state"] for row in store.outbox()] == ["waiting"]


def test_rings_go_after_thirty_days(store: SqlStore, now: datetime) -> None:
    """Those of later calls stay, and so do the people."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    started(store, "CA1:1", "CA1", amna.id, now)
    started(store, "CA2:1", "CA2", bilqis.id, now + SECOND)
    assert swept(store, now + 30 * DAY) == {"rings": 1}
    assert set(store.loads(now, now)) == {bilqis.id}


def test_how_long_things_are_kept_is_a_setting(db: Database, vault: Vault, now: datetime) -> None:
    """Rings after two days, closed requests after one; the rest as ever."""
    store = SqlStore(db, vault, Keeping(requests=1, calls=2))
    store.replace_roster(two_people(), now)
    started(store, "CA1:1", "CA1", store.responders()[0].id, now)
    one = store.callback(store.record_callback("CA1:1", a_request(number=HINA), now, now))
    assert one
    store.move_callback(one.id, "done", None, now)
    assert swept(store, now + DAY) == {"callbacks": 1}
    assert swept(store, now + 2 * DAY) == {"rings": 1}


def test_more_than_one_batch_goes_at_once(store: SqlStore, now: datetime) -> None:
    """A long absence of the broom is made up for."""
    with store.atomic():
        for number in range(2 * BATCH + 1):
            answered(store, f"SM{number}", None, now, "x")
    answered(store, "later", None, now + DAY, "y")
    assert swept(store, now + 2 * DAY) == {"replies": 2 * BATCH + 1}
    assert reply_to(store, "later", now) == "y"


def test_what_was_swept_is_in_no_file(store: SqlStore, now: datetime) -> None:
    """Not even its sealed form is left in the database or its write-ahead log; nor an earlier place of hers."""
    answered(store, "SM1", None, now, "one")
    answered(store, "SM2", HINA, now + DAY, "two", a_conversation())
    sealed = "select reply, place from turns order by created_at"
    (swept_reply, _), (reply, earlier) = (row.values() for row in store.db.query(sealed))
    answered(store, "SM3", HINA, now + DAY + SECOND, "three", a_conversation("window"))
    place = store.db.query(sealed)[2]["place"]
    swept(store, now + 2 * DAY)
    files = b"".join(file.read_bytes() for file in store.db.path.parent.iterdir())
    assert [text.encode() in files for text in (swept_reply, earlier)] == [False, False]
    assert [text.encode() in files for text in (reply, place)] == [True, True]


def test_each_process_has_its_own_sign_of_life(store: SqlStore, now: datetime) -> None:
    """The latest one counts."""
    assert store.last_beat("worker") is None
    store.beat("worker", now)
    store.beat("web", now + SECOND)
    store.beat("worker", now + 2 * SECOND)
    assert (store.last_beat("worker"), store.last_beat("web")) == (now + 2 * SECOND, now + SECOND)


def test_confirmations_go_a_month_after_the_duty(store: SqlStore, now: datetime) -> None:
    """Amna's duty was over a second before Bilqis's."""
    store.replace_roster(two_people(), now)
    amna, bilqis = store.responders()
    store.reminded(amna.id, now - DAY, now, now - DAY)
    store.reminded(bilqis.id, now - DAY, now + SECOND, now - DAY)
    assert swept(store, now + 30 * DAY - SECOND) == {}
    assert swept(store, now + 30 * DAY) == {"confirmations": 1}
    assert left(store, "confirmations") == 1
