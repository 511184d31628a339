"""Why something was refused, in one language and the other."""

from __future__ import annotations

from hotline.core.errors import Reason


def test_a_reason_reads_as_the_sentence_it_fills() -> None:
    """Also inside of another one; it keeps what it was made of."""
    inner = Reason("%(column)s: is empty", column="name")
    outer = Reason("line %(line)s: %(reason)s", line=3, reason=inner)
    assert outer == "line 3: name: is empty"
    assert outer.text == "line %(line)s: %(reason)s"
    assert outer.values["reason"] is inner
    assert Reason("100 % sure") == "100 % sure"
