"""What the card promises responders is what the hotline does: its orders by text, its keys at the desk."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from hotline import parts
from hotline.actions.obey_order import DEEDS
from hotline.core.flow import Act, Choose, Tell
from hotline.flows.desk import MENU, OUTCOMES, build

CARD = Path(__file__).parents[2] / "docs" / "cards" / "responder.html"


class Card(HTMLParser):
    """The marks on one side of the card: each order and its word, each way of keys and where it leads."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.side, self.naming = language, "", ""
        self.orders: dict[str, str] = {}
        self.ways: dict[str, str] = {}
        self.feed(CARD.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.side = said["lang"] if tag == "section" else self.side
        if self.side == self.language:
            self.naming = said.get("data-order", "")
            if "data-step" in said:
                self.ways[said["data-keys"]] = said["data-step"]

    def handle_data(self, data: str) -> None:
        if self.naming:
            self.orders[self.naming], self.naming = data, ""


def leads_to(keys: str) -> str:
    """The step that these keys lead to from the menu of the desk."""
    flow, step = build(), MENU
    for key in keys.split():
        while not isinstance(here := flow.steps[step], Choose):
            assert isinstance(here, Act | Tell)
            step = here.outcomes[0][1] if isinstance(here, Act) else here.goto
        [step] = [option.goto for option in here.options if option.digit == key]
    return step


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_order_is_on_the_card_and_understood(language: str) -> None:
    card, orders = Card(language), parts.open_orders()
    assert card.orders.keys() == DEEDS.keys()
    for name, word in card.orders.items():
        order = orders.read(word)
        assert order, f"{word!r} is no order"
        assert order.name == name


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_key_of_the_desk_is_on_the_card_and_leads_there(language: str) -> None:
    card = Card(language)
    assert {keys: leads_to(keys) for keys in card.ways} == card.ways
    assert OUTCOMES.keys() - card.ways.values() == {"break", "my", "requests"}  # those are said on the way
