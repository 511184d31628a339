"""The worker's loop: what takes long is done bit by bit, and what is to leave does not wait for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders import HINA, answered
from fakes import FakeTelephone

from hotline import parts
from hotline.actions.notice import Notice
from hotline.actions.ring_callbacks import CallingBack
from hotline.core.phone_number import PhoneNumber
from hotline.settings import SETTINGS
from hotline.storage.housekeeping import BATCH
from hotline.storage.store import SqlStore
from hotline.worker import Worker

DAY = timedelta(days=1)


def test_a_text_leaves_while_much_is_swept(store: SqlStore, now: datetime) -> None:
    zone = SETTINGS["timezone"].read("Asia/Karachi")
    calling = CallingBack(store, Notice(None, parts.open_words()), zone, lambda *_: "/")
    telephone = FakeTelephone()
    worker = Worker(calling, telephone, lambda: now)
    worker.stop.set()  # it does not pause
    with store.atomic():
        for number in range(3 * BATCH):
            answered(store, f"SM{number}", None, now - 3 * DAY, "x")
    store.post("one", "sms", PhoneNumber(HINA), "salam", now, now)
    left = []
    while worker.work_once():
        left.append((len(telephone.texts), store.db.query("select count(*) as n from turns")[0]["n"]))
    assert left[0] == (1, 2 * BATCH)
    assert left[-1] == (1, 0)
    assert len(left) <= 5
