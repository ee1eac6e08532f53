"""The index gives what the rules give: the same people, in the same order, with the same scores."""

import random
from collections.abc import Iterable
from uuid import UUID

import pytest

from doorstroom_common.covenant import Covenants
from doorstroom_matching.adapters.index import Found, Needs, People
from doorstroom_matching.adapters.index.profiles import Batch, Vocabulary
from doorstroom_matching.application.reading import candidate_from, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.verdict import Verdict, card_alone, judge, ranked
from services.matching.tests.crowd import Crowd, covenants, in_force
from services.matching.tests.story import NOW

RULES = {rules.hash: rules for rules in covenants()}


def some_id(rng: random.Random) -> UUID:
    return UUID(int=rng.getrandbits(128))


def some_need(crowd: Crowd, need_id: UUID) -> Need:
    data = crowd.need(need_id)
    return need_from_vacancy(data) if "vacancyId" in data else need_from_secondment(data)


def some_people(crowd: Crowd, ids: Iterable[UUID], version: int = 1) -> dict[UUID, Candidate]:
    return {number: candidate_from(crowd.candidate(number, version)) for number in ids}


def started(people: Iterable[Candidate]) -> People:
    batch = Batch(Vocabulary())
    for person in people:
        if person.is_active:
            batch.add(person)
    return People(batch)


def by_the_rules(need: Need, people: Iterable[Candidate], known: Covenants) -> list[Verdict]:
    members, rules = known.on(NOW), RULES[need.covenant_hash]
    verdicts = (judge(need, person, rules, members, NOW) for person in people)
    return ranked(verdict for verdict in verdicts if verdict.passes)


def asked(index: People, need: Need, known: Covenants, most: int | None = None) -> list[Found]:
    return index.best(need, RULES[need.covenant_hash], known.on(NOW), NOW, most)


def same(found: list[Found], expected: list[Verdict]) -> bool:
    return [(one.id, one.place, one.score) for one in found] == [
        (verdict.candidate.id, verdict.place, verdict.score.total) for verdict in expected
    ]


@pytest.mark.parametrize("size", [0, 1, 40, 250])
def test_the_index_and_the_rules_give_the_same_list(size: int) -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    crowd, known = Crowd(rng), in_force(rng)
    people = some_people(crowd, (some_id(rng) for _ in range(size)))
    index = started(people.values())
    listed = 0
    for _ in range(40):
        need = some_need(crowd, some_id(rng))
        expected = by_the_rules(need, people.values(), known)
        assert same(asked(index, need, known), expected), f"seed {seed}"
        most = rng.randrange(1, 8)
        assert same(asked(index, need, known, most), expected[:most]), f"seed {seed}"
        listed += len(expected)
    assert listed or size < 40


def test_the_card_alone_is_that_of_the_whole_verdict() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    crowd, members = Crowd(rng), in_force(rng).on(NOW)
    for _ in range(25):
        need = some_need(crowd, some_id(rng))
        rules = RULES[need.covenant_hash]
        for person in some_people(crowd, (some_id(rng) for _ in range(20))).values():
            whole = judge(need, person, rules, members, NOW)
            assert card_alone(need, person, rules, members, NOW) == whole.card, f"seed {seed}"


def test_who_changes_comes_or_goes_is_found_as_they_are_now() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    crowd, known = Crowd(rng), in_force(rng)
    ids = [some_id(rng) for _ in range(120)]
    people = some_people(crowd, ids[:60])
    index = started(people.values())
    for version in range(2, 32):
        changed = some_people(crowd, rng.sample(ids, rng.choice((1, 2, 30))), version)
        people |= changed
        index.put(changed.values())
        gone = rng.choice(ids)
        people.pop(gone, None)
        index.drop(gone)
        assert len(index) == sum(person.is_active for person in people.values())
        for _ in range(3):
            need = some_need(crowd, some_id(rng))
            assert same(asked(index, need, known), by_the_rules(need, people.values(), known)), f"seed {seed}"


def needs_by_the_rules(person: Candidate, needs: Iterable[Need], known: Covenants) -> list[Verdict]:
    members = known.on(NOW)
    verdicts = (judge(need, person, RULES[need.covenant_hash], members, NOW) for need in needs)
    return sorted((verdict for verdict in verdicts if verdict.passes), key=lambda verdict: verdict.place)


def test_the_best_needs_for_somebody_are_those_of_the_rules_whatever_opens_changes_and_closes() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    crowd, known, index = Crowd(rng), in_force(rng), Needs()
    ids = [some_id(rng) for _ in range(100)]
    needs: dict[UUID, Need] = {}
    listed = 0
    for _ in range(40):
        changed = {one: some_need(crowd, one) for one in rng.sample(ids, rng.choice((1, 2, 30)))}
        index.put(changed.values())
        needs |= changed
        gone = rng.choice(ids)
        index.drop(gone)
        needs.pop(gone, None)
        assert len(index) == sum(need.is_open for need in needs.values())
        for person in some_people(crowd, (some_id(rng) for _ in range(3))).values():
            expected = needs_by_the_rules(person, needs.values(), known)
            most = rng.choice((None, 1, 5))
            found = index.best(person, RULES.__getitem__, known.on(NOW), NOW, most)
            assert [(one.id, one.place) for one in found] == [
                (verdict.need.id, verdict.place) for verdict in expected[:most]
            ], f"seed {seed}"
            listed += len(found)
    assert listed
