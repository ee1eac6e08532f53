"""The rule of five, over random regions: what is shown is shared by five, and no more is left out than must be."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import Covenants
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.ports import KeptCandidate
from doorstroom_matching.application.record import card_json, record_of
from doorstroom_matching.application.show_cards import counted_cards
from doorstroom_matching.application.shown import shown_score, shown_to_organisation
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.crowd import FIELDS, FIVE, LEVELS, CountedCard, Field, ShownCard, shown
from doorstroom_matching.domain.need import Need
from services.matching.tests.story import NOW, candidate, covenant, judged, vacancy
from services.matching.tests.unit.test_ranking import needs, people

NOT_IN_SQL = {Field.GOES_FIRST, Field.CONTRACT_KEPT}
UNHURRIED = settings(deadline=None)
"""A region is judged afresh for each example: how long that takes says more of the machine than of the product."""


class Region:
    """The ports `Crowds` and `Copies`, over people in memory."""

    def __init__(self, need: Need, everybody: Collection[Candidate]) -> None:
        self.need = need
        self.everybody = {person.id: person for person in everybody}

    async def alike(
        self, cards: Collection[tuple[UUID, Card]], level: int, most: int, _: Any
    ) -> list[tuple[UUID, UUID]]:
        fields = [field.value for field in FIELDS[level:] if field not in NOT_IN_SQL]
        wanted = [said(card, fields) for _, card in cards]
        active = sorted((person for person in self.everybody.values() if person.is_active), key=lambda each: each.id)
        alike = [person.id for person in active if said(judged(self.need, person).card, fields) in wanted]
        return [(self.need.id, key) for key in alike[: most * len(cards)]]

    async def safe(self, *_: Any) -> set[Any]:
        """Nothing is shown yet."""
        return set()

    async def candidates(self, ids: Collection[UUID], _: Any) -> dict[UUID, KeptCandidate]:
        return {key: KeptCandidate(self.everybody[key], {}, b"") for key in ids}

    @property
    def covenants(self) -> Covenants:
        return Covenants((covenant(),))

    def by_hash(self, _: str) -> Any:
        return covenant()


def said(card: Card, fields: Collection[str]) -> dict[str, Any]:
    """As JSON has it."""
    whole = card_json(ShownCard(card))
    return {field: whole.get(field) for field in fields}


def counted(need: Need, everybody: Collection[Candidate], looked_at: Collection[Candidate]) -> dict[Card, CountedCard]:
    """What the product makes of the people that a worker looks at, in a region with everybody."""
    region: Any = Region(need, everybody)
    desk = Desk(SimulatedClock(NOW), *(region,) * 8, "source")
    verdicts = [judged(need, person) for person in looked_at]
    found = asyncio.run(counted_cards(verdicts, None, desk))  # type: ignore[arg-type]
    return {card: each for (_, card), each in found.items()}


def sharing(need: Need, everybody: Collection[Candidate], card: dict[str, Any]) -> int:
    """Counted plainly: who is active and would show the very same."""
    fields = [field.value for field in Field if field.value not in card["withheld"]]
    wanted = {field: card.get(field) for field in fields}
    return sum(person.is_active and said(judged(need, person).card, fields) == wanted for person in everybody)


def on_card(each: CountedCard) -> dict[str, Any]:
    return card_json(shown(each.card, each.level, None))


@st.composite
def regions(draw: st.DrawFn) -> tuple[Need, list[Candidate]]:
    """A few kinds of people, several of each, most of them able to take the job."""
    need = draw(needs())
    kinds = [draw(st.just(candidate()) | people()) for _ in range(draw(st.integers(1, 4)))]
    everybody = [
        replace(kind, id=draw(st.uuids()), is_active=draw(st.integers(0, 5)) > 0)
        for kind in kinds
        for _ in range(draw(st.integers(1, 7)))
    ]
    return draw(st.sampled_from([need, vacancy()])), everybody


@UNHURRIED
@given(regions())
def test_what_is_shown_is_shared_by_five_or_the_candidate_is_asked_first(region: tuple[Need, list[Candidate]]) -> None:
    need, everybody = region
    active = sum(person.is_active for person in everybody)
    for card, each in counted(need, everybody, everybody).items():
        assert (each.level is None) == (active < FIVE)
        assert shown(card, each.level, None).asked_first == (active < FIVE)
        assert sharing(need, everybody, on_card(each)) >= min(FIVE, active)
        assert each.crowd is not None
        assert each.crowd <= sharing(need, everybody, on_card(each))


@UNHURRIED
@given(regions())
def test_no_field_drops_away_that_five_share(region: tuple[Need, list[Candidate]]) -> None:
    need, everybody = region
    for card, each in counted(need, everybody, everybody).items():
        for less in range(each.level or 0):
            assert sharing(need, everybody, card_json(shown(card, less, None))) < FIVE


@UNHURRIED
@given(regions(), st.randoms())
def test_it_matters_neither_in_which_order_nor_at_how_many_a_worker_looks(
    region: tuple[Need, list[Candidate]], random: Any
) -> None:
    need, everybody = region
    whole = {card: each.level for card, each in counted(need, everybody, everybody).items()}
    shuffled = random.sample(everybody, len(everybody))
    assert {card: each.level for card, each in counted(need, shuffled, shuffled).items()} == whole
    for person in everybody[:3]:
        for card, each in counted(need, everybody, [person]).items():
            assert each.level == whole[card]


@UNHURRIED
@given(regions(), people())
def test_with_one_more_profile_no_card_shows_less(region: tuple[Need, list[Candidate]], another: Candidate) -> None:
    need, everybody = region
    before, after = counted(need, everybody, everybody), counted(need, [*everybody, another], everybody)
    for card, each in before.items():
        more = after[card].level
        assert each.level is None or (more is not None and more <= each.level)


def test_what_a_recruiter_needs_most_drops_away_last() -> None:
    card = judged().card
    left = [set(card_json(shown(card, level, None))) - {"withheld", "skillsAsked"} for level in LEVELS]
    assert left[1] == {field.value for field in Field} - {"startMonth"}
    assert left[-3:] == [{"occupationGroup", "contractKept"}, {"contractKept"}, set()]


def test_who_said_yes_is_shown_whole_and_who_said_no_not_at_all() -> None:
    card = judged().card
    assert shown(card, None, True) == shown(card, 8, True) == ShownCard(card)
    assert shown(card, 0, False).asked_first


@given(needs(), people(), st.sampled_from(LEVELS))
def test_the_explanation_gives_back_nothing_that_the_card_withholds(need: Need, person: Candidate, level: int) -> None:
    """Two people whose cards show the same are explained with the same words, whatever else they are."""
    verdict, other = judged(need, person), judged(need, candidate())
    records = [record_of(each, shown(each.card, level, None)) for each in (verdict, other)]
    if not all(records):
        return
    one, two = (record for record in records if record is not None)
    if one["card"] == two["card"]:
        assert shown_to_organisation(one) == shown_to_organisation(two)
    if {"skillsPresent", "hoursBand"} & set(one["card"]["withheld"]):
        assert shown_score(one) is None
