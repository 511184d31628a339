"""A text costs what the carrier counts, and plain letters never cost Urdu anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.core import sms_length

URDU = "ہم آپ کی بات سن رہے ہیں"


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("", "gsm7", 0, 0),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("€" * 81, "gsm7", 162, 2),
        # 76 pairs fill 152 of 153; the 77th goes whole to the next part.
        ("€" * 153, "gsm7", 306, 3),
        ("^{}\\[]~|\f", "gsm7", 18, 1),
        ("ب" * 70, "ucs2", 70, 1),
        ("ب" * 71, "ucs2", 71, 2),
        ("ب" * 134, "ucs2", 134, 2),
        ("ب" * 135, "ucs2", 135, 3),
        ("😀" * 35, "ucs2", 70, 1),
        # 33 pairs fill 66 of 67.
        ("😀" * 67, "ucs2", 134, 3),
        ("👨‍👩‍👧‍👦", "ucs2", 11, 1),
        ("`", "ucs2", 1, 1),
        ("\t", "ucs2", 1, 1),
        ("ç", "ucs2", 1, 1),
        ("Ç", "gsm7", 1, 1),
        ("₨", "ucs2", 1, 1),
        ("a\u200cb", "ucs2", 3, 1),
        ("a" * 70 + "“", "ucs2", 71, 2),
    ],
)
def test_a_text_costs_what_the_carrier_counts(text: str, alphabet: str, units: int, parts: int) -> None:
    assert (sms_length.alphabet(text), sms_length.units(text), sms_length.parts(text)) == (
        alphabet,
        units,
        parts,
    )


@pytest.mark.parametrize(
    ("typographic", "plain"),
    [
        ("“Call us” — it’s free…", '"Call us" - it\'s free...'),
        ("ring\u00a0us\tnow", "ring us now"),
        ("₨ 500", "Rs 500"),
        ("madād, ḥarāsānī", "madad, harasani"),
        ("café", "café"),
        ("a\u200cb", "ab"),
        ("plain [text] stays ~ as it is €", "plain [text] stays ~ as it is €"),
    ],
)
def test_typographic_characters_become_cheap_look_alikes(typographic: str, plain: str) -> None:
    assert sms_length.plain(typographic) == plain
    assert sms_length.alphabet(sms_length.plain(typographic)) == "gsm7"


@pytest.mark.parametrize("text", [URDU, f"“{URDU}”…", "می\u200cکند", "ﷺ", "ﻼ", "۱۲۳ —"])
def test_urdu_is_never_altered(text: str) -> None:
    assert sms_length.plain(text) == text


@given(st.text())
def test_any_text_has_a_length(text: str) -> None:
    """More characters never cost fewer parts, and plain letters stay plain."""
    assert sms_length.units(text) >= len(text)
    assert sms_length.parts(text) <= sms_length.parts(text + "a")
    assert sms_length.plain(sms_length.plain(text)) == sms_length.plain(text)
