"""Callers to play with: numbers that cannot exist, or that are set aside for examples."""

from hotline.simulator.phone import Phone

# Nobody in Pakistan has the prefix 399; +44 7700 900 is kept free for drama by the British regulator.
_MOBILE = "+92" + "399"


def example_callers() -> list[Phone]:
    """A few callers, among them those whose number the network does not tell."""
    return [
        Phone(f"{_MOBILE}0000001", "Her own phone"),
        Phone(f"{_MOBILE}0000002", "A phone shared by a family"),
        Phone(f"{_MOBILE}0000003", "Number withheld", shows="anonymous"),
        Phone(f"{_MOBILE}0000004", "Number withheld, as digits", shows="+266696687"),
        Phone(f"{_MOBILE}0000005", "No number sent", shows=""),
        Phone("+447700900123", "A phone abroad"),
    ]


def responders(people: list[tuple[str, str]]) -> list[Phone]:
    """A phone for each (name, number) of the roster."""
    return [Phone(number, name, side="responder") for name, number in people]
