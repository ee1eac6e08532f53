"""How many compete for a vacancy, and where one stands among them: for those who compete, and never under five."""

from typing import Any
from uuid import uuid4

from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID
from services.matching.tests.taking import for_secondment, known, only_match, organisation, person, ref, seen, step

TOO_FEW = {"count": None, "fewerThanFive": True}


async def standing(matching: Running, match_id: str, **claims: Any) -> Any:
    answer = await seen(matching, match_id, person(matching, **claims))
    assert answer.status_code == 200, answer.text
    return answer.json()["competition"]


async def partners(matching: Running, many: int) -> None:
    for _ in range(many):
        await matching.publish(facts.candidate(candidate_id=uuid4(), personRef=str(uuid4()), employer="rietdam"))
    await matching.settle()


async def test_somebody_sees_their_tier_the_clause_and_how_many_are_in_each(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching)
    match_id = await only_match(matching)
    found = await standing(matching, match_id)
    assert found["clause"].startswith("delta-demo version 1: ")
    assert [each["tiers"] for each in found["tiers"] if each["yours"]] == [["partner"]]
    assert all(each["proposed"] == TOO_FEW for each in found["tiers"])
    assert "total" not in str(found).lower()
    await partners(matching, 4)
    counts = {each["tiers"][0]: each["proposed"] for each in (await standing(matching, match_id))["tiers"]}
    assert counts.pop("partner") == {"count": 5, "fewerThanFive": False}
    assert set(map(str, counts.values())) == {str(TOO_FEW)}


async def test_four_are_fewer_than_five_and_who_ended_counts_no_more(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching)
    match_id = await only_match(matching)
    await partners(matching, 4)
    other = await matching.rows("SELECT match_id FROM match WHERE candidate_id <> $1 LIMIT 1", CANDIDATE_ID)
    waterrijk = organisation(matching, "waterrijk")
    assert (await step(matching, str(other[0]["match_id"]), "contact-request", waterrijk)).status_code == 200
    assert {"count": 5, "fewerThanFive": False} in [
        each["proposed"] for each in (await standing(matching, match_id))["tiers"]
    ]
    assert (await step(matching, str(other[0]["match_id"]), "rejection", waterrijk, reason="skills")).status_code == 200
    assert all(each["proposed"] == TOO_FEW for each in (await standing(matching, match_id))["tiers"])


async def test_reactions_are_counted_together_as_long_as_they_stand(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching)
    match_id = await only_match(matching)
    for number in range(1, 5):
        await matching.publish(facts.reaction(number))
    await matching.settle()
    assert (await standing(matching, match_id))["reactions"] == TOO_FEW
    await matching.publish(facts.reaction(5))
    await matching.publish(facts.reaction(6))
    await matching.publish(facts.reaction(6, "unsuitable", 2, reason="skills"))
    await matching.publish(facts.reaction(5, "suitable", 2))
    await matching.settle()
    assert (await standing(matching, match_id))["reactions"] == {"count": 5, "fewerThanFive": False}
    await matching.publish(facts.reaction(5, "withdrawn", 4))
    await matching.publish(facts.reaction(5, "received", 3))
    await matching.settle()
    assert (await standing(matching, match_id))["reactions"] == TOO_FEW


async def test_nobody_but_the_candidate_and_their_adviser_reads_it(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching, adviserRef=ref(matching, "adviser"))
    match_id = await only_match(matching)
    assert await standing(matching, match_id, subject="adviser", roles=["adviser"])
    assert "competition" not in (await seen(matching, match_id, organisation(matching, "waterrijk"))).json()


async def test_of_a_loan_nobody_hears_how_many_were_asked(matching: Running) -> None:
    assert await standing(matching, await for_secondment(matching)) is None


async def test_of_what_has_ended_nothing_is_told(matching: Running) -> None:
    await matching.publish(facts.vacancy())
    await known(matching)
    match_id = await only_match(matching)
    await step(matching, match_id, "withdrawal", person(matching))
    assert await standing(matching, match_id) is None
