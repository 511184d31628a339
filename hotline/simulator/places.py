"""The geographic parameters Twilio adds to a request when it knows where a number belongs."""

import phonenumbers


def country_of(number: str) -> str:
    """The two-letter country of a number, empty when it has none."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
    except phonenumbers.NumberParseException:
        return ""


def countries(form: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """FromCountry, ToCountry and their empty companions, for the numbers in a form."""
    numbers = dict(form)
    found = []
    for side in ("From", "To"):
        if side in numbers:
            found.append((f"{side}Country", country_of(numbers[side])))
            found += [(f"{side}{name}", "") for name in ("City", "State", "Zip")]
    return found
