"""The SQL that finds who may show the same card says what the cards say, field by field and level by level."""

import random
from typing import Any
from uuid import UUID

from doorstroom_common.database import Role
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.crowds import SAME, StoredCrowds
from doorstroom_matching.application.reading import candidate_from, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.crowd import FIELDS, LEVELS, SAID
from doorstroom_matching.domain.need import Need
from services.matching.tests import facts
from services.matching.tests.integration.test_pairs import some_candidate, some_need
from services.matching.tests.story import judged

NEEDS, PEOPLE, EVERYBODY = 12, 60, 1000


def needs_and_people(rng: random.Random) -> tuple[list[Any], list[Any]]:
    """Some people without an occupation, so that both groups are there."""
    people = [some_candidate(rng) for _ in range(PEOPLE)]
    for number, event in enumerate(people[::3]):
        data = {**event.data, "occupations": []}
        people[number * 3] = facts.fact("candidate", "registered", event.subject, data)
    return [some_need(rng) for _ in range(NEEDS)], people


def said(card: Card, level: int) -> list[Any]:
    """What the database can know."""
    return [SAID[field](card) for field in FIELDS[level:] if field in SAME]


async def test_sql_and_the_cards_say_the_same(matching: Running) -> None:
    seed = random.randrange(10**9)
    print("seed", seed)
    needs, people = needs_and_people(random.Random(seed))
    for event in (*needs, *people):
        await matching.publish(event)
    await matching.settle(60)
    crowds, found = StoredCrowds(), 0
    async with matching.service.database.unit_of_work(Role.WORKER) as uow:
        for event in needs:
            need: Need = (need_from_vacancy if "vacancyId" in event.data else need_from_secondment)(event.data)
            everybody: list[Candidate] = [candidate_from(person.data) for person in people]
            cards = {person.id: judged(need, person).card for person in everybody}
            for level in LEVELS:
                wanted = cards[everybody[level].id]
                alike = {key for key, card in cards.items() if said(card, level) == said(wanted, level)}
                rows = await crowds.alike([(need.id, wanted)], level, EVERYBODY, uow)
                assert {UUID(int=key.int) for _, key in rows} == alike, (seed, level)
                found += len(alike)
    assert NEEDS * len(LEVELS) < found < NEEDS * len(LEVELS) * PEOPLE
