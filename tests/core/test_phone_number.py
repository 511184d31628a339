"""Numbers: who is calling, what may be rung, and that no digit of either is ever printed."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core.phone_number import (
    HOME,
    Caller,
    PhoneNumber,
    caller_from,
    is_example,
    may_ring,
    national,
    parse,
    to_ring,
)
from hotline.core.phone_number import MOBILE as MOBILE_AT_HOME

MOBILE = "+923001234567"
WITHHELD = (
    "", " ", "anonymous", "Anonymous", "unknown", "restricted", "unavailable", "private", "Private Number",
    "client:anonymous", "sip:anonymous@anonymous.invalid", "sip:@", "sip:", "SIPS:Anonymous@host",
    "+266696687", "266696687", "+7378742833", "+2562533", "+8656696", "+8566696", "+86282452253", "464", "+464",
    "sip:266696687@10.0.0.1", "+",
)  # fmt: skip


@pytest.mark.parametrize("raw", WITHHELD)
def test_a_withheld_caller_is_nobody_in_particular(raw: str):
    """Two people without a number must never be taken for one."""
    assert caller_from(raw) == Caller(None, None)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (MOBILE, MOBILE),
        ("923001234567", MOBILE),
        ("03001234567", MOBILE),
        ("00923001234567", MOBILE),
        (" +92 300 123-4567 ", MOBILE),
        ("sip:+923001234567@example.org;user=phone", MOBILE),
        ("sips:03001234567@10.0.0.1:5061", MOBILE),
        ("+924235761999", "+924235761999"),  # a landline in Lahore
        ("+442079460018", "+442079460018"),
        ("+12025550123", "+12025550123"),
        ("+923990000001", "+923990000001"),  # made up: a simulated phone
    ],
)
def test_a_caller_with_a_number_is_known_by_it(raw: str, number: str):
    caller = caller_from(raw)
    assert caller.number == PhoneNumber(number)
    assert caller.identity == number


@pytest.mark.parametrize("raw", ["8558", "+15", "1122", "sip:100@example.org", "client:desk2", "+9230012345678901"])
def test_an_odd_caller_is_served_but_not_rung(raw: str):
    """Short codes, extensions and nonsense keep a text conversation of their own, under the raw address."""
    assert caller_from(raw) == Caller(None, raw)


@given(st.from_regex(r"\A(\+|00)?92[0-9]{6,12}\Z"))
def test_a_number_at_home_is_read_as_the_library_reads_it(raw: str):
    """Those that are taken apart without it, and those just beside them."""
    try:
        number = phonenumbers.parse(raw, HOME)
    except phonenumbers.NumberParseException:
        assert parse(raw) is None
        return
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    known = phonenumbers.is_valid_number(number) or is_example(e164)
    assert parse(raw) == (PhoneNumber(e164) if known else None)


@given(st.from_regex(MOBILE_AT_HOME, fullmatch=True))
def test_a_mobile_number_at_home_is_one_by_the_library_too(e164: str):
    """It is taken without asking the library, which is slower than all the rest of a webhook's reading."""
    number = phonenumbers.parse(e164)
    assert phonenumbers.is_valid_number(number)
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == e164
    assert parse(e164) == PhoneNumber(e164)
    assert may_ring(PhoneNumber(e164))


@given(st.text(max_size=40) | st.from_regex(r"\A(sip:|tel:|\+|00)?[0-9*#;=@. x-]{0,20}\Z"))
def test_no_from_can_raise(raw: str):
    """Whatever a provider puts into From, the call is answered."""
    caller = caller_from(raw)
    assert caller.number is None or caller.identity == caller.number.e164


@given(st.text(max_size=40) | st.from_regex(r"\A[0-9*#+ ;=x-]{0,20}\Z"))
def test_no_keys_can_raise(keys: str):
    """Whatever is keyed in or texted as a number is either a number that may be rung, or refused."""
    number = to_ring(keys)
    assert number is None or may_ring(PhoneNumber(number))


@pytest.mark.parametrize(
    "keyed", ["03001234567", "+92 300 1234567", "0300-1234567", "۰۳۰۰۱۲۳۴۵۶۷", "٠٣٠٠١٢٣٤٥٦٧", "00923001234567"]
)
def test_one_number_in_every_way_of_writing_it(keyed: str):
    """Latin, Urdu and Arabic digits, with and without the country's code."""
    assert to_ring(keyed) == MOBILE


@pytest.mark.parametrize(
    "keyed",
    [
        "0900 12345",  # premium
        "021-111-111-111",  # a company's
        "0800 12345",  # toll-free, cannot be rung from abroad
        "+442079460018",
        "+8801712345678",
        "15",
        "1122",
        "12345",
        "",
        "03",
        "abc",
        "99999999999999999999",
    ],
)
def test_what_could_be_used_for_fraud_is_not_rung(keyed: str):
    """Anybody may ask for a callback; only a person's phone at home is rung."""
    assert to_ring(keyed) is None


@pytest.mark.parametrize("keyed", ["042 35761999", "+92-399-000-0001"])
def test_landlines_and_made_up_numbers_may_be_rung(keyed: str):
    assert to_ring(keyed)


@pytest.mark.parametrize(
    ("number", "rung"),
    [("+447400123456", True), ("+442079460018", True), (MOBILE, True),
     ("+448081570000", False), ("+12025550123", False)],
)
def test_more_countries_may_be_rung_where_that_is_set(number: str, rung: bool):
    """Their mobile phones and landlines; not their free or premium numbers, nor those of other countries."""
    assert (to_ring(number, ("PK", "GB")) == number) is rung
    assert to_ring(number) == (number if number == MOBILE else None)


@pytest.mark.parametrize(
    ("e164", "spoken"), [(MOBILE, "03001234567"), ("+924235761999", "04235761999"), ("+12025550123", "12025550123")]
)
def test_a_number_is_said_as_people_at_home_say_it(e164: str, spoken: str):
    assert national(e164) == spoken


def test_no_digit_is_printed():
    """A number that slips into a log line, an error or a test report tells nothing."""
    number = PhoneNumber(MOBILE)
    for text in (repr(number), str(number), f"{number}", repr([number]), repr(caller_from(MOBILE))):
        assert not any(character.isdigit() for character in text)


def test_only_the_whole_made_up_range_counts_as_made_up():
    """A number that is too short or too long is no example either."""
    assert parse("+92399000001") is None
    assert parse("+9239900000012") is None
