"""Every case of the fault matrix."""

from __future__ import annotations

from tests.faults import cases_callers, cases_hand_over, cases_phones, cases_store, cases_wires

CASES = (
    *cases_phones.CASES, *cases_callers.CASES, *cases_hand_over.CASES, *cases_store.CASES, *cases_wires.CASES,
)  # fmt: skip
