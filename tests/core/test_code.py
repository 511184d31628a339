"""A code has one of the lengths that are asked for; a PIN that is guessed first is none."""

from __future__ import annotations

import pytest

from hotline.core.code import code_of


@pytest.mark.parametrize("keys", ["", "123", "12345", "12a4", "۱۲۳۴", "١٢٣٤", "-123", " 246", "2 46"])
def test_what_is_no_code(keys: str):
    assert code_of(keys, (4,)) is None


def test_a_reference_may_be_longer_and_easy():
    assert [code_of(keys, (4, 6, 8)) for keys in ("1111", "123456", "48213765")] == ["1111", "123456", "48213765"]


@pytest.mark.parametrize(("pin", "taken"), [("1111", False), ("3456", False), ("6543", False), ("1212", True),
                                            ("1357", True), ("0246", True), ("9012", True)])
def test_a_pin_that_is_guessed_first_is_not_taken(pin: str, taken: bool):
    assert bool(code_of(pin, (4,), secret=True)) is taken
