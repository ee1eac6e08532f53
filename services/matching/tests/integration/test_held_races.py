"""Whoever is held back is never forgotten, however an answer and a newcomer cross."""

import asyncio
from uuid import UUID, uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.taking import known, organisation, ref, step

NEEDS = 6
OUTSIDERS = 3
ROUNDS = "SELECT match_id FROM match WHERE candidate_id = $1 ORDER BY need_id"
LEFT = "SELECT match_id FROM match WHERE said ? 'heldBack' AND status = 'proposed'"
SHOWN = "SELECT match_id FROM match_view WHERE match_id = ANY($1::uuid[])"


async def test_answers_and_newcomers_that_cross_leave_nobody_held_back(matching: Running) -> None:
    for _ in range(NEEDS):
        await matching.publish(facts.vacancy(need_id=uuid4(), public=True, stage="public"))
    await known(matching)
    answered = [str(row["match_id"]) for row in await matching.rows("SELECT match_id FROM match")]
    assert len(answered) == NEEDS
    newcomers = [
        facts.candidate(candidate_id=uuid4(), employer=None, personRef=ref(matching, f"outside {number}"))
        for number in range(OUTSIDERS)
    ]
    for one in facts.alike(newcomers[0]):
        await matching.publish(one)
    waterrijk = organisation(matching, "waterrijk")
    asked = asyncio.gather(*(step(matching, match_id, "contact-request", waterrijk) for match_id in answered))
    await asyncio.gather(*(matching.publish(one) for one in newcomers))
    answers = await asked
    assert {answer.status_code for answer in answers} == {200}
    await matching.settle()
    assert await matching.rows(LEFT) == []
    for one in newcomers:
        theirs = [row["match_id"] for row in await matching.rows(ROUNDS, UUID(str(one.data["candidateId"])))]
        assert len(theirs) == NEEDS
        assert len(await matching.rows(SHOWN, theirs)) == NEEDS
