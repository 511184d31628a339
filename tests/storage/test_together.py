"""Several processes and threads at once: nothing is lost, nothing is done twice."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from builders import HINA, KEY, ZOYA, a_request, started, two_people

from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.storage.database import Database
from hotline.storage.store import SqlStore
from hotline.storage.vault import Vault

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
LEASE = NOW + timedelta(minutes=1)
PROCESSES = 3
EACH = 60


def open_store(path: Path) -> SqlStore:
    return SqlStore(Database(path, wait=30.0), Vault([KEY]))


def record(store: SqlStore, mine: int) -> list[str]:
    """Requests of my own callers, each webhook delivered twice, read and written in one transaction."""
    found = []
    for number in range(EACH):
        for _ in range(2):
            with store.atomic():
                store.callbacks(("new",))
                who = a_request(number=(HINA, ZOYA)[mine % 2])
                found.append(store.record_callback(f"CA{mine}-{number}:1", who, NOW, NOW))
    return found


def record_the_same(store: SqlStore, _mine: int) -> list[str]:
    """The same webhooks as everybody else."""
    return [store.record_callback(f"CA{number}:1", a_request(), NOW, NOW) for number in range(EACH)]


def take_all(store: SqlStore, _mine: int) -> list[str]:
    """Whatever is left in the outbox."""
    found = []
    while errand := store.take(NOW, LEASE):
        found.append(errand.id)
    return found


def ring_amna(store: SqlStore, mine: int) -> list[str]:
    """Amna's phone for a caller of my own, and its acceptance."""
    amna = store.responders()[0].id
    return ["rung"] if started(store, f"CA{mine}:1", f"CA{mine}", amna, NOW) else []


def accept(store: SqlStore, _mine: int) -> list[str]:
    """The one ring there is."""
    [(ring, _)] = store.wave("CA1:1")
    return ["accepted"] if store.ring_accepted(ring, NOW) == "accepted" else []


def accept_of_two(store: SqlStore, mine: int) -> list[str]:
    """One of the two phones of a wave is mine."""
    return [store.ring_accepted(store.wave("CA1:1")[mine % 2][0], NOW)]


def work(path: Path, job: Callable[[SqlStore, int], list[str]], mine: int, start: Any, done: Any) -> None:
    store = open_store(path)
    start.wait()
    done.put(job(store, mine))


def in_processes(path: Path, job: Callable[[SqlStore, int], list[str]]) -> list[list[str]]:
    """What each of several real processes got, all started at the same moment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "hotline.storage.store"])  # each begins at once
    start, done = context.Barrier(PROCESSES), context.Queue()
    processes = [context.Process(target=work, args=(path, job, n, start, done)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    got = [done.get(timeout=300) for _ in processes]
    for process in processes:
        process.join(30)
    return got


def fill_outbox(store: SqlStore) -> set[str]:
    with store.atomic():
        return {
            store.post(f"SM{n}:1", "sms", PhoneNumber((HINA, ZOYA)[n % 2]), "salam", NOW, NOW)
            for n in range(EACH)
        }


def test_processes_that_write_at_once_lose_nothing(store: SqlStore) -> None:
    """Every request that was told a reference is there, once, with a reference of its own."""
    got = [reference for each in in_processes(store.db.path, record) for reference in each]
    stored = [one.reference for one in store.callbacks()]
    assert len(stored) == len(set(stored)) == PROCESSES * EACH
    assert sorted(got) == sorted(2 * stored)


def test_one_webhook_at_several_processes_is_one_request(store: SqlStore) -> None:
    """All of them give the caller the same reference."""
    one, *others = in_processes(store.db.path, record_the_same)
    assert all(other == one for other in others)
    assert sorted(one) == sorted(row.reference for row in store.callbacks())


def test_workers_in_several_processes_never_take_the_same(store: SqlStore) -> None:
    """Every errand is taken by exactly one."""
    posted = fill_outbox(store)
    taken = [errand for each in in_processes(store.db.path, take_all) for errand in each]
    assert len(taken) == len(posted)
    assert set(taken) == posted


def test_threads_of_one_process_never_take_the_same(store: SqlStore) -> None:
    """The same for threads, each with a connection of its own."""
    posted = fill_outbox(store)
    start, got = Barrier(4), []

    def run() -> None:
        start.wait()
        got.extend(take_all(store, 0))

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == len(posted)
    assert set(got) == posted


def test_one_responder_is_rung_by_one_of_several_processes(store: SqlStore) -> None:
    """The others are told that she is taken; Bilqis is free."""
    store.replace_roster(two_people(), NOW)
    amna = store.responders()[0]
    got = in_processes(store.db.path, ring_amna)
    assert sorted(map(len, got)) == [0] * (PROCESSES - 1) + [1]
    assert store.busy_responders(NOW) == {amna.id}


def test_a_key_delivered_to_several_processes_is_one_acceptance(store: SqlStore) -> None:
    """Each answers that it is accepted, as a repeated webhook needs; there is one talk, and Bilqis has none."""
    store.replace_roster(two_people(), NOW)
    amna, bilqis = store.responders()
    started(store, "CA1:1", "CA1", amna.id, NOW)
    started(store, "CA2:1", "CA2", bilqis.id, NOW)
    assert [len(got) for got in in_processes(store.db.path, accept)] == [1] * PROCESSES
    rings = list(store.db.query("select state, count(*) as n from rings group by state order by state"))
    assert rings == [{"state": "accepted", "n": 1}, {"state": "ringing", "n": 1}]


def test_of_several_accepting_at_once_in_several_processes_one_gets_the_caller(store: SqlStore) -> None:
    """Two phones of a wave, each key delivered more than once: one talks, the other hears that it is taken."""
    store.replace_roster(two_people(), NOW)
    both = [one.id for one in store.responders()]
    store.rings_started("CA1:1", Ring("CA1"), both, NOW)
    claims = sorted(got[0] for got in in_processes(store.db.path, accept_of_two))
    assert set(claims) <= {"accepted", "taken"}
    states = list(store.db.query("select state, outcome from rings order by state"))
    assert states == [{"state": "accepted", "outcome": None}, {"state": "ringing", "outcome": "taken"}]
