"""A form is read as Flask reads it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from hotline.telephony.form import FORM, FormRequest
from tests.telephony.wire import FORM as AS_SENT

PAIRS = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=8)
BODIES = st.lists(st.sampled_from(("x", "y", "=", "&", "+", "%", "%20", "%D8%AF", "2", ";", "#", "د"))).map("".join)


def requests(body: str, kind: str = AS_SENT) -> tuple[FormRequest, Request]:
    """The same request, read by us and by Flask."""
    def environ() -> dict[str, object]:
        return EnvironBuilder(method="POST", data=body.encode(), content_type=kind).get_environ()

    return FormRequest(environ()), Request(environ())


@given(PAIRS.map(urlencode) | BODIES)
def test_every_body_is_read_as_flask_reads_it(body: str) -> None:
    """Whatever is sent: doubled names, empty ones, odd percent signs, letters of any script."""
    ours, theirs = requests(body)
    assert MultiDict(ours.form) == MultiDict(theirs.form)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "", "multipart/form-data; boundary=x"])
def test_what_is_no_such_form_is_left_to_flask(kind: str) -> None:
    ours, theirs = requests("--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n", kind)
    assert MultiDict(ours.form) == MultiDict(theirs.form)


def test_bytes_that_are_no_text_are_read_without_an_error() -> None:
    """The signature of such a body fits nothing."""
    environ = EnvironBuilder(method="POST", data=b"a=\xff&%FF=b", content_type=FORM).get_environ()
    assert list(FormRequest(environ).form) == ["a", "\ufffd"]


def test_a_body_that_is_too_long_is_refused() -> None:
    ours, _ = requests("a=" + "x" * 1000)
    ours.max_content_length = 999
    with pytest.raises(RequestEntityTooLarge):
        _ = ours.form
