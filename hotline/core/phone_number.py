"""Telephone numbers: a value that never shows its digits, the caller behind a `From`, and what may be rung."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberType

HOME = "PK"
AT_HOME = re.compile(r"\+92[1-9][0-9]{8,9}")
# Withheld callers arrive as words, or as those words spelled on a keypad as if they were numbers.
WITHHELD = frozenset({"266696687", "7378742833", "2562533", "8656696", "8566696", "86282452253", "464"})
# No operator has the prefix 399: numbers under it are for examples, tests and the simulator.
EXAMPLES = "+92399"
EXAMPLE = re.compile(r"\+92399[0-9]{7}")
# The form in which nearly every caller arrives, by the library's own pattern: looking further would find the same.
_pattern = PhoneMetadata.metadata_for_region(HOME).mobile.national_number_pattern  # type: ignore[union-attr]
MOBILE = re.compile(rf"\+92(?:{_pattern})", re.ASCII)
RINGABLE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
COUNTRIES = (HOME,)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number in E.164 form. Printing it shows no digit; `e164` is read only where it is dialled or sealed."""

    e164: str

    def __repr__(self) -> str:
        return "PhoneNumber(hidden)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is on the line, as far as it can be known: `number` is None for withheld and for odd callers.

    `identity` keys a text conversation: the number, or the raw address; None when it stands for many people.
    """

    number: PhoneNumber | None
    identity: str | None

    def __repr__(self) -> str:
        return f"Caller(number={'known' if self.number else 'unknown'})"


def caller_from(raw: str) -> Caller:
    """Read a provider's `From`, whatever it holds; never raises."""
    text = raw.strip()
    if text.lower().startswith(("sip:", "sips:")):
        text = text.split(":", 1)[1].split("@", 1)[0]
    if not text or text.lstrip("+") in WITHHELD or not any(c.isdigit() for c in text):
        return Caller(None, None)
    number = parse(text)
    return Caller(number, number.e164 if number else raw.strip())


def parse(raw: str) -> PhoneNumber | None:
    """A valid number of any country, else None. Digits of any script, spaces and dashes are fine."""
    if MOBILE.fullmatch(raw) or is_example(raw):
        return PhoneNumber(raw)
    try:
        number = _read(raw)
    except NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number) and not is_example(e164):
        return None
    return PhoneNumber(e164)


def _read(raw: str) -> phonenumbers.PhoneNumber:
    """What `phonenumbers.parse` makes of it; the form in which nearly every caller arrives needs no looking at."""
    if AT_HOME.fullmatch(raw):
        return phonenumbers.PhoneNumber(country_code=92, national_number=int(raw[3:]))
    return phonenumbers.parse(raw, HOME)


def is_example(e164: str) -> bool:
    """True for a made-up number, which cannot exist and reaches nobody but a simulated phone."""
    return bool(EXAMPLE.fullmatch(e164))


def may_ring(number: PhoneNumber, countries: Collection[str] = COUNTRIES) -> bool:
    """True for a mobile phone or a landline in these countries: no premium, toll-free, short or other number.

    A callback that anybody can ask for is otherwise a way to make the hotline pay for fraud.
    """
    if is_example(number.e164):
        return True
    if MOBILE.fullmatch(number.e164):
        return HOME in countries
    parsed = _read(number.e164)
    where = phonenumbers.region_code_for_number(parsed)
    return where in countries and phonenumbers.number_type(parsed) in RINGABLE


def to_ring(raw: str, countries: Collection[str] = COUNTRIES) -> str | None:
    """The E.164 form of a number that a caller keyed in and that may be rung, else None."""
    number = parse(raw)
    return number.e164 if number and may_ring(number, countries) else None


def parse_countries(text: str) -> tuple[str, ...]:
    """Read `PK, GB`. Raises ValueError."""
    countries = tuple(one.strip().upper() for one in text.split(","))
    if not set(countries) <= phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("must be countries by their two letters, such as PK or PK, GB")
    return countries


def national(e164: str) -> str:
    """The digits as people at home say them: +92… becomes 0…"""
    return "0" + e164[3:] if e164.startswith("+92") else e164.lstrip("+")
