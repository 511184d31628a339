"""Which of what was lost is answered, obeyed or told: by each sender's last text, and by what she took back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from builders import HINA, ZOYA
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.lost import UNDONE_BY, Arrived, last_of_each, to_obey, was_answered
from hotline.core.phone_number import Caller, caller_from

NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)
HIDDEN = Caller(None, None)


def came(number: int, body: str = "", sender: str = HINA) -> Arrived:
    """A text of so many seconds after nine."""
    return Arrived(f"SM{number}", caller_from(sender), NINE + timedelta(seconds=number), body)


def obeyed(*bodies: str) -> list[str]:
    """Which of her words hold, when she wrote these one after another."""
    return [word for _, word in to_obey([came(n, body) for n, body in enumerate(bodies)], lambda one: one.body)]


def test_of_each_sender_the_last_counts_and_who_hides_is_not_one_person() -> None:
    texts = [came(3), came(1), came(2, sender=ZOYA), Arrived("SM4", HIDDEN, NINE), Arrived("SM5", HIDDEN, NINE)]
    assert [one.id for one in last_of_each(texts)] == ["SM4", "SM5", "SM2", "SM3"]


def test_what_she_took_back_is_not_obeyed() -> None:
    assert obeyed("stop") == ["stop"]
    assert obeyed("stop", "hello", "start") == ["start"]
    assert obeyed("start", "not_mine") == ["not_mine"]
    assert obeyed("dont_call", "start", "call_me") == ["dont_call", "start"]
    assert obeyed("unsubscribe", "subscribe", "help") == []


@given(st.lists(st.sampled_from([*UNDONE_BY, "help", ""]), max_size=8))
def test_the_last_word_of_stop_and_start_always_holds(words: list[str]) -> None:
    last = next((word for word in reversed(words) if word in ("stop", "not_mine", "start")), None)
    held = [word for word in obeyed(*words) if word in ("stop", "not_mine", "start")]
    assert (held[-1] if held else None) == last
    assert ("start" in held) == (last == "start")


def test_somebody_elses_word_undoes_nothing() -> None:
    texts = [came(1, "stop"), came(2, "start", ZOYA), Arrived("SM3", HIDDEN, NINE, "stop")]
    assert [(one.id, word) for one, word in to_obey(texts, lambda one: one.body)] == [("SM1", "stop"), ("SM2", "start")]


def test_a_reply_belongs_to_the_text_before_it() -> None:
    first, second = came(0), came(20)
    replies = [(HINA, NINE + timedelta(seconds=21)), (ZOYA, NINE + timedelta(seconds=1))]
    assert not was_answered(first, [first, second], replies)
    assert was_answered(second, [first, second], replies)
    assert not was_answered(came(0), [came(0)], [(HINA, NINE + timedelta(seconds=61))])
    assert not was_answered(Arrived("SM3", HIDDEN, NINE), [], replies)


def test_what_was_written_is_never_printed() -> None:
    assert "secret" not in repr(came(0, "secret"))
    assert HINA not in repr(came(0, "secret"))
