"""The inventory of what is sealed: every text column is either on the sealed list or known to be harmless."""

from __future__ import annotations

from datetime import datetime

import pyotp
import pytest
from builders import AMNA, BILQIS, HINA, ZOYA, a_conversation, a_person, a_request, answered

from hotline.core.callback import Card
from hotline.core.counting import Counts
from hotline.core.errors import SealBroken
from hotline.core.phone_number import PhoneNumber
from hotline.core.records import Ring
from hotline.core.subscription import Slot, Subscription
from hotline.storage.store import SqlStore

SEALED = {
    "responders.name", "responders.phone", "responders.pin", "responders.district", "callbacks.not_from",
    "callbacks.card", "callbacks.number", "subscriptions.number", "broadcasts.words", "turns.reply", "turns.place",
    "outbox.number", "outbox.body", "notes.words", "rings.request", "counts.counted",
    "staff.name", "staff.password", "staff.second_factor", "staff.recovery", "staff_notes.words",
    "drafts.body", "erasures.number",
}
# Made with a key: they find a row and tell nothing.
HASHED = {
    "responders.phone_print", "rings.once_print", "rings.call_print", "rings.wave_print", "rings.caller_print",
    "callbacks.once_print",
    "callbacks.number_print", "callbacks.asked_print", "turns.identity_print", "turns.message_print",
    "blocked.identity_print", "subscriptions.identity_print", "outbox.once_print", "outbox.number_print",
    "pin_tries.last_print", "line_tests.phone_print", "counted_turns.once_print", "callbacks.pin_print",
    "bars.caller_print", "warnings.caller_print", "warnings.call_print",
    "guesses.once_print", "guesses.reference_print", "guesses.caller_print",
    "missed.call_print", "missed.number_print",
    "staff.name_print", "staff.invite_print", "staff_sessions.token_print", "sign_in_tries.name_print",
    "audit.chain_print", "audit_end.end_print",
}
# In the clear, each because a rule or a listing needs it: our own ids, states, choices from a list, times.
HARMLESS = {
    "responders.id", "responders.role", "responders.gender", "responders.languages", "responders.changed_at",
    "responders.topics", "responders.code", "responders.feed", "shifts.responder",
    "stretches.id", "stretches.responder", "stretches.begins_at", "stretches.ends_at", "stretches.why",
    "stretches.made_at", "closed_days.day",
    "rings.id", "rings.responder", "rings.state", "rings.outcome", "rings.started_at", "rings.accepted_at",
    "rings.ended_at", "rings.callback", "rings.asks", "rings.result", "rings.result_at", "rings.asked_at",
    "bars.id", "bars.begun_at", "bars.ends_at", "warnings.warned_at",
    "callbacks.id", "callbacks.reference", "callbacks.state", "callbacks.subject", "callbacks.language",
    "callbacks.lifted", "callbacks.assigned", "roster_state.version",
    "drafts.id", "drafts.staff", "drafts.made_at",
    "staff_notes.id", "staff_notes.callback", "staff_notes.staff", "staff_notes.made_at",
    "callbacks.code", "callbacks.role", "callbacks.since", "callbacks.last_ring",
    "callbacks.said_at",
    "guesses.guessed_at", "missed.state", "missed.errand", "missed.noted_at",
    "erasures.id", "erasures.asked_at", "erasures.due_at",
    "callbacks.safe_hours", "callbacks.safe_days", "callbacks.channel", "callbacks.created_at",
    "callbacks.due_at", "callbacks.expires_at", "callbacks.moved_at",
    "turns.created_at", "blocked.blocked_at",
    "outbox.id", "outbox.kind", "outbox.state", "outbox.due_at", "outbox.provider_id", "outbox.error",
    "outbox.created_at", "outbox.moved_at", "outbox.drop_at", "outbox.asked_at", "sendings.at",
    "confirmations.responder", "confirmations.begins_at", "confirmations.ends_at", "confirmations.asked_at",
    "confirmations.called_at", "confirmations.confirmed_at", "confirmations.absent_at",
    "line_tests.responder", "line_tests.state", "line_tests.due_at", "line_tests.tested_at",
    "alarms.kind", "alarms.about", "alarms.begun_at", "alarms.told_at", "alarms.over_at",
    "subscriptions.id", "subscriptions.series", "subscriptions.language", "subscriptions.told", "subscriptions.before",
    "subscriptions.last", "subscriptions.broadcast", "subscriptions.errand", "subscriptions.look_at",
    "pauses.id", "pauses.first_day", "pauses.last_day", "outbox.about",
    "broadcasts.id", "broadcasts.series", "broadcasts.state", "broadcasts.begun_at", "broadcasts.moved_at",
    "swaps.id", "swaps.giver", "swaps.taker", "swaps.state", "swaps.begins_at", "swaps.ends_at", "swaps.made_at",
    "swap_questions.swap", "swap_questions.responder", "claims.callback", "claims.responder", "claims.claimed_at",
    "notes.id", "notes.callback", "notes.ring", "notes.responder", "notes.made_at",
    "pin_tries.responder", "pin_tries.first_at", "pin_tries.locked_until",
    "counts.sheet", "counted_turns.counted_at", "counted_until.what", "counted_until.until",
    "staff.id", "staff.role", "staff.responder", "staff.language", "staff.invited_until", "staff.made_at",
    "staff_sessions.id", "staff_sessions.staff", "staff_sessions.opened_at", "staff_sessions.seen_at",
    "sign_in_tries.first_at", "sign_in_tries.locked_until", "audit.at", "audit.who", "audit.what", "audit.about",
    "beats.name", "beats.at", "migrations.name", "migrations.fingerprint",
}
SECRETS = (
    "Canary Amna", "Canary Bilqis", AMNA, BILQIS, HINA, ZOYA, "canary words", "canary reply", "canary answer",
    "canary village",
    "canary note", "Canary 1", "canary password", "246801", "CAcanary", "SMcanary",
)


@pytest.fixture
def full(store: SqlStore, now: datetime) -> SqlStore:
    """A store with two rows of everything."""
    amna = a_person(name="Canary Amna", pin="246801", district="canary village")
    bilqis = a_person(name="Canary Bilqis", phone=BILQIS, pin="246801", district="canary village")
    store.replace_roster([amna, bilqis], now)
    for index, (who, responder) in enumerate(zip((HINA, ZOYA), store.responders(), strict=True)):
        request = a_request(number=who, not_from="canary village", card=Card(True, "canary words"), pin="2468")
        call = Ring(f"CAcanary{index}", who, request=request)
        store.rings_started(f"CAcanary{index}:1", call, [responder.id], now)
        store.record_callback(f"CAcanary{index}:2", request, now, now)
        store.missed(f"CAcanary{index}", who, "", now)
        store.erase_there(PhoneNumber(who), now, now)
        store.guessed(f"CAcanary{index}:3", f"482{index}", who, now)
        place = a_conversation(answers=(("number", who), ("words", "canary answer")))
        answered(store, f"SMcanary{index}", who, now, "canary reply", place)
        store.block(who, now)
        store.subscribe(who, PhoneNumber(who), Subscription("", "phone", "ur", Slot(4, 9), now))
        store.begin_broadcast("", {"en": "canary words"}, 2, now)
        store.move_broadcast("dropped", now)
        store.keep_note(responder.id, "canary note", now, callback=store.callbacks()[index].id)
        store.count_once([(f"CAcanary{index}:1", Counts({(f"2026-1{index}", "wanted", "canary words"): 1}))], now)
        staff = store.add_staff(f"Canary {index}", "editor", None, "ur", now)
        assert staff
        token = store.invite(staff.id, now)
        invited = store.invitation(token, now)
        assert invited
        assert store.take_invitation(token, "canary password", pyotp.TOTP(invited.secret).at(now), now)
        store.open_session(staff.id, now)
        store.keep_draft(staff.id, "canary words", now)
        store.keep_staff_note(store.callbacks()[index].id, staff.id, "canary note", now)
        store.sign_in_was_wrong(f"Canary {index}", now)
        store.record(staff.id, "signed_in", "", now)
        store.post(f"SMcanary{index}:1", "sms", PhoneNumber(who), "canary words", now, now)
    return store


def columns(store: SqlStore) -> dict[str, str]:
    """Each text column, as table.column, with the name of its table's key column."""
    found = {}
    for table in store.db.query("select name from sqlite_master where type = 'table'"):
        described = store.db.query(f"pragma table_info({table['name']})")
        key = next((column["name"] for column in described if column["pk"]), "")
        for column in described:
            if column["type"].lower() != "integer":
                found[f"{table['name']}.{column['name']}"] = key
    return found


def test_every_text_column_is_in_the_inventory(store: SqlStore) -> None:
    """A new column must be sealed, hashed, or explained here."""
    assert set(columns(store)) == SEALED | HASHED | HARMLESS
    assert not SEALED & HARMLESS
    assert not HASHED & (SEALED | HARMLESS)


@pytest.mark.parametrize("sealed", sorted(SEALED))
def test_a_sealed_column_opens_in_its_own_row_only(full: SqlStore, sealed: str) -> None:
    """Two rows of each: the token of one does not open in the other, nor in another column."""
    table, column = sealed.split(".")
    key = columns(full)[sealed]
    one, two = full.db.query(f"select {key} as key, {column} as token from {table}")
    for row, other in ((one, two), (two, one)):
        assert full.vault.open(row["token"], table, column, row["key"])
        with pytest.raises(SealBroken):
            full.vault.open(row["token"], table, column, other["key"])
        with pytest.raises(SealBroken):
            full.vault.open(row["token"], table, "other", row["key"])


def test_no_name_number_or_word_is_in_the_files(full: SqlStore) -> None:
    """Neither in the database nor in its write-ahead log, whole or without the country code."""
    files = {file.name: file.read_bytes() for file in full.db.path.parent.iterdir()}
    assert {"hotline.db", "hotline.db-wal"} <= set(files)
    full.db.query("pragma wal_checkpoint(truncate)")
    stored = b"".join(files.values()) + full.db.path.read_bytes()
    for secret in SECRETS:
        assert secret.encode() not in stored
        assert secret.removeprefix("+92").encode() not in stored


def test_the_two_women_share_no_fingerprint_between_tables(full: SqlStore) -> None:
    """One number has another hash in each use, so tables cannot be joined by it."""
    prints: list[str] = []
    for column in HASHED:
        table, name = column.split(".")
        prints += [row[name] for row in full.db.query(f"select {name} from {table}") if row[name]]
    assert len(prints) == len(set(prints))
