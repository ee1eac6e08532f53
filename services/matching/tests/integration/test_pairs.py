"""The SQL that finds pairs says exactly what `domain.fit` says, from both sides."""

import random
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.pairs import FITTING
from doorstroom_matching.application.reading import candidate_from, need_from_secondment, need_from_vacancy
from doorstroom_matching.domain.fit import fit
from doorstroom_matching.domain.verdict import equivalence_of
from services.matching.tests import facts
from services.matching.tests.story import MEMBERS, covenant

AGREEMENTS = ("cao-gemeenten", "cao-waterschappen")
CODES = ("7", "8", "9", "10", "10A", "11", "H1")
SIDE = 60


def day(rng: random.Random) -> str:
    return (date(2026, 3, 1) + timedelta(days=rng.randrange(120))).isoformat()


def hours(rng: random.Random) -> dict[str, float]:
    least, most = sorted((rng.randrange(8, 37), rng.randrange(8, 37)))
    return {"min": least + rng.choice((0, 0.5)) if least < most else least, "max": most}


def some_need(rng: random.Random) -> Any:
    required = rng.sample(facts.SKILLS, rng.randrange(4))
    common: dict[str, Any] = {
        "organisation": rng.choice(MEMBERS), "hours": hours(rng), "requiredSkills": required,
        "requiredShare": rng.choice((0, 34, 50, 67, 100)),
        "scales": {"agreement": rng.choice(AGREEMENTS), "min": "7", "max": rng.choice(CODES)},
    }  # fmt: skip
    if rng.random() < 0.3:
        return facts.secondment(uuid4(), startDate=day(rng), **common)
    need = rng.choice(({"kind": "structural"}, {"kind": "until", "until": day(rng)}))
    vacancy = facts.vacancy(need_id=uuid4(), need=need, **common)
    data = dict(vacancy.data)
    data.pop("latestStartDate") if rng.random() < 0.3 else data.update(latestStartDate=day(rng))
    return facts.fact("vacancy", "opened", vacancy.subject, data)


def some_candidate(rng: random.Random) -> Any:
    moves = rng.sample(("permanent", "temporary", "secondment"), rng.randrange(1, 4))
    candidate = facts.candidate(
        candidate_id=uuid4(), employer=rng.choice((*MEMBERS, None)), hiddenFromEmployer=rng.random() < 0.5,
        skills=rng.sample(facts.SKILLS, rng.randrange(4)), hours=hours(rng), moves=moves,
        lowestScale=rng.choice(CODES), availableFromDate=day(rng),
        blockedOrganisations=rng.sample(MEMBERS, rng.randrange(3)),
    )  # fmt: skip
    data = dict(candidate.data)
    for optional in ("lowestScale", "availableFromDate"):
        if rng.random() < 0.3:
            data.pop(optional)
    return facts.fact("candidate", "registered", candidate.subject, data)


async def test_sql_and_the_rules_find_the_same_pairs(matching: Running) -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    needs, people = [some_need(rng) for _ in range(SIDE)], [some_candidate(rng) for _ in range(SIDE)]
    for event in (*needs, *people):
        await matching.publish(event)
    await matching.settle(60)
    table = equivalence_of(covenant())
    expected = {
        (UUID(need.subject), UUID(person.subject))
        for need in needs
        for person in people
        if all(
            finding.passes
            for finding in fit(
                (need_from_vacancy if "vacancyId" in need.data else need_from_secondment)(need.data),
                candidate_from(person.data),
                table,
            )
        )
    }
    rows = await matching.rows(f"SELECT need.need_id, candidate.candidate_id {FITTING}")
    found = {(UUID(int=row["need_id"].int), UUID(int=row["candidate_id"].int)) for row in rows}
    assert found == expected, f"seed {seed}"
    assert 0 < len(expected) < SIDE * SIDE
