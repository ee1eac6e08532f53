"""Every organisation can switch matching off, for itself and for a vacancy, with effect at once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from doorstroom_matching.bootstrap import recompute
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID
from services.matching.tests.taking import known, organisation, person, ref, step, walk

SWITCHES = "/matching/v1/switches"
WHOLE = f"{SWITCHES}/organisation"
OF_NEED = f"{SWITCHES}/needs/{NEED_ID}"
OTHER = UUID("6c1a8d2f-4a1b-4e64-8b54-7c2a1f3e8d21")


async def turn(matching: Running, on: bool, path: str = WHOLE, headers: dict[str, str] | None = None) -> Response:
    headers = headers or organisation(matching, "waterrijk")
    answer: Response = await matching.http.put(path, json={"on": on}, headers=headers)
    await matching.settle()
    return answer


async def two_needs(matching: Running) -> None:
    """Two vacancies of Waterrijk and one of Heidestad, each proposed with the permit officer."""
    for need_id, name in ((NEED_ID, "waterrijk"), (OTHER, "waterrijk"), (uuid4(), "heidestad")):
        partners = [member for member in ("duinmeer", "waterrijk", "heidestad") if member != name]
        await matching.publish(
            facts.vacancy(need_id=need_id, organisation=name, audience=facts.audience(*partners, own=name))
        )
    await known(matching)


async def proposed(matching: Running) -> list[tuple[str, UUID]]:
    rows = await matching.rows("SELECT organisation, need_id FROM match WHERE status = 'proposed' ORDER BY 1, 2")
    return [(row["organisation"], UUID(str(row["need_id"]))) for row in rows]


async def test_off_for_itself_withdraws_what_is_proposed_and_proposes_nothing_new(matching: Running) -> None:
    await two_needs(matching)
    assert [name for name, _ in await proposed(matching)] == ["heidestad", "waterrijk", "waterrijk"]
    answer = await turn(matching, on=False)
    assert (answer.status_code, answer.json()["on"]) == (200, False)
    assert [name for name, _ in await proposed(matching)] == ["heidestad"]
    ended = [validate_event(event)["data"] for event in (await matching.events("matches"))]
    assert [one.get("withdrawnBecause") for one in ended].count("matching-off") == 2
    await matching.publish(facts.vacancy(need_id=uuid4()))
    await matching.publish(facts.candidate(candidate_id=uuid4()))
    await matching.settle()
    assert {name for name, _ in await proposed(matching)} == {"heidestad"}


async def test_on_again_it_proposes_the_same_matches_afresh(matching: Running) -> None:
    await two_needs(matching)
    before = await proposed(matching)
    await turn(matching, on=False)
    assert (await turn(matching, on=True)).json()["on"]
    assert await proposed(matching) == before
    assert {
        row["version"] for row in await matching.rows("SELECT version FROM match WHERE organisation = 'waterrijk'")
    } == {3}


async def test_off_for_one_vacancy_leaves_the_others(matching: Running) -> None:
    await two_needs(matching)
    answer = await turn(matching, False, OF_NEED)
    assert answer.json()["on"]
    assert [off["needId"] for off in answer.json()["needsOff"]] == [str(NEED_ID)]
    assert ("waterrijk", NEED_ID) not in await proposed(matching)
    assert ("waterrijk", OTHER) in await proposed(matching)
    shown = await matching.http.get(SWITCHES, headers=organisation(matching, "waterrijk"))
    assert shown.json() == answer.json()
    await turn(matching, True, OF_NEED)
    assert ("waterrijk", NEED_ID) in await proposed(matching)


async def test_where_the_candidate_said_yes_people_go_on(matching: Running) -> None:
    await two_needs(matching)
    (row,) = await matching.rows("SELECT match_id FROM match WHERE need_id = $1", NEED_ID)
    await walk(matching, str(row["match_id"]), "contact-request", "contact-grant")
    await turn(matching, on=False)
    assert (await step(matching, str(row["match_id"]), "invitation", organisation(matching, "waterrijk"))).is_success


async def test_its_employees_go_on_being_proposed_to_others(matching: Running) -> None:
    await two_needs(matching)
    await turn(matching, False, headers=organisation(matching, "duinmeer"))
    assert len(await proposed(matching)) == 3


async def test_nobody_switches_for_another_organisation(matching: Running) -> None:
    await two_needs(matching)
    assert (await turn(matching, False, OF_NEED, organisation(matching, "heidestad"))).status_code == 404
    assert (await turn(matching, False, f"{SWITCHES}/needs/{uuid4()}")).status_code == 404
    assert (await turn(matching, False, headers=person(matching))).status_code == 403
    holder = person(matching, "holder", organisation="waterrijk", roles=["vacancy-holder"])
    assert (await turn(matching, False, headers=holder)).status_code == 403
    assert len(await proposed(matching)) == 3
    assert (await turn(matching, False, OF_NEED, holder)).status_code == 200
    others = await matching.http.get(SWITCHES, headers=organisation(matching, "heidestad"))
    assert others.json()["needsOff"] == []


async def test_why_not_says_that_matching_is_off(matching: Running) -> None:
    await two_needs(matching)
    await turn(matching, False, OF_NEED)
    query = {"needId": str(NEED_ID), "candidateId": str(CANDIDATE_ID)}
    answer = await matching.http.get("/matching/v1/explanations", params=query, headers=person(matching))
    assert ref(matching)
    assert (answer.json()["proposed"], answer.json()["because"]) == (False, "matching-off")


@pytest.mark.parametrize("path", [WHOLE, OF_NEED])
async def test_the_decisions_are_had_again_as_the_switch_stood_then(matching: Running, path: str) -> None:
    await two_needs(matching)
    await turn(matching, False, path)
    await turn(matching, True, path)
    await turn(matching, False, path)
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    results: list[Any] = await recompute(settings, None, lambda _: None)
    assert {result.found.value for result in results} == {"equal"}
    rows = await matching.rows("SELECT matching_off, because FROM decision")
    assert {row["because"] for row in rows if row["matching_off"]} == {"matching-off"}
