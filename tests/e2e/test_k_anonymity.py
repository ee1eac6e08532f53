"""In a whole region, at its end, no card narrows to fewer than five: not in a list, not in an inbox.

Counted from the story alone, by means that share nothing with the product.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.e2e.alike import Alike, crowd
from tests.e2e.model import FEWEST, Json, Model
from tests.e2e.played import Played

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(240)]

STANDING = {"proposed", "contact-requested", "None"}


@pytest.fixture(scope="session")
def cards(played: Played) -> dict[str, list[Json]]:
    """By the need's id: what each of the people who take part would show of themselves."""
    model = Model(dict(played.story), dict(played.covenant))
    model.play()
    today = date.fromisoformat(played.story["start"]) + timedelta(days=played.story["days"])
    alike = Alike(dict(played.covenant), today.isoformat())
    people = list(model.people.values())
    return {played.ids[key]: alike.cards(need, people) for key, need in model.needs.items()}


def shown(played: Played, service: str, table: str, card: str, stands: str) -> Iterator[tuple[str, Json]]:
    """Need and card of each row that still stands."""
    names = ("need_id", card, stands)
    columns = [played.columns[service, table, name].split("\n") for name in names]
    for need_id, text, state in zip(*columns, strict=True):
        read: Any = json.loads(text) if text.startswith("{") else None
        found = read.get("card", read) if read else None
        if found and "withheld" in found and state in STANDING:
            yield need_id, found


def everything(played: Played) -> list[tuple[str, Json]]:
    return [
        *shown(played, "matching", "match_view", "card", "status"),
        *shown(played, "notification", "alert", "content", "ended_at"),
    ]


def test_every_card_that_is_shown_is_shared_by_five(played: Played, cards: dict[str, list[Json]]) -> None:
    alone = [(need, card) for need, card in everything(played) if crowd(card, cards[need]) < FEWEST]
    assert alone == []


def test_the_region_is_worth_counting(played: Played, cards: dict[str, list[Json]]) -> None:
    withheld = {len(card["withheld"]) for _, card in everything(played)}
    assert len(everything(played)) > 50
    assert min(len(each) for each in cards.values()) > 0
    assert len(withheld) > 3
