from typing import Any
from uuid import uuid4

import pytest

from doorstroom_common.testing.contracts import examples
from services.vacancy.tests.moves import PERMANENT, match_event, placed, placements, told_of
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PLANNER_ON_LOAN

pytestmark = pytest.mark.asyncio(loop_scope="module")

RECORDED, DEVIATED = "nl.placements.placement-recorded.v1", "nl.placements.deviation-recorded.v1"
OUTSIDER = {"through": "outside", "contract": "temporary", "startDate": "2026-05-01"}


async def close(region: VacancyService, vacancy: dict[str, Any], *who: dict[str, Any], by: str = "waterrijk") -> Any:
    body = {"outcome": "filled", "placements": list(who)}
    return await region.post(f"/vacancies/{vacancy['vacancyId']}/closure", region.hr(by), body)


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_filled_needs_a_placement_and_the_refusal_changes_nothing(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    refused = await close(standing, vacancy)
    assert kind(refused) == (409, "no-placement")
    assert (await standing.get(f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk"))).json()[
        "status"
    ] == "open"
    assert (await close(standing, vacancy, OUTSIDER)).json()["outcome"] == "filled"


async def test_a_placement_says_from_where_in_which_tier_and_by_which_way(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    reaction = (await standing.react(vacancy["vacancyId"], "waterrijk", "a-17")).json()["reactionId"]
    clauses = [
        {"clause": "permanent-stays-permanent", "kept": True},
        {"clause": "pay", "kept": False, "reason": "scale-not-used"},
    ]
    who = {"through": "reaction", "reactionId": reaction, "from": "duinmeer", "contract": "permanent",
           "startDate": "2026-05-01", "hours": 32, "clauses": clauses}  # fmt: skip
    assert (await close(standing, vacancy, who)).status_code == 200
    [placement] = await placements(standing, "waterrijk", vacancy)
    names = ("from", "tier", "relation", "through", "contractKept", "reactionId")
    assert [placement[name] for name in names] == ["duinmeer", "partner", "partner", "reaction", "no", reaction]
    events = await told_of(standing, vacancy)
    assert sorted(event["type"] for event in events) == [DEVIATED, RECORDED]
    [deviation] = [event["data"] for event in events if event["type"] == DEVIATED]
    assert (deviation["clause"], deviation["reason"]) == ("pay", "scale-not-used")
    assert deviation["placementId"] == placement["placementId"]


async def test_a_clause_that_the_covenant_does_not_promise_makes_no_deviation(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    clauses = [{"clause": "chain", "kept": False, "reason": "budget"}]
    await close(standing, vacancy, {**OUTSIDER, "from": "duinmeer", "clauses": clauses})
    assert [event["type"] for event in await told_of(standing, vacancy)] == [RECORDED]


async def test_an_organisation_outside_every_covenant_is_not_named(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    await close(standing, vacancy, {**OUTSIDER, "from": "elders"})
    [placement] = await placements(standing, "waterrijk", vacancy)
    assert (placement["from"], placement["relation"], placement["tier"]) == (None, "external", "external")


@pytest.mark.parametrize(
    "who",
    [
        {**OUTSIDER, "through": "match"},
        {**OUTSIDER, "through": "match", "reactionId": str(uuid4())},
        {**OUTSIDER, "matchId": str(uuid4())},
        {**OUTSIDER, "contract": "secondment"},
        {**OUTSIDER, "endDate": "2026-06-01"},
        {**OUTSIDER, "clauses": [{"clause": "pay", "kept": False}]},
        {**OUTSIDER, "clauses": [{"clause": "pay", "kept": True, "reason": "budget"}]},
        {**OUTSIDER, "clauses": [{"clause": "pay", "kept": True}] * 2},
        {**OUTSIDER, "clauses": [{"clause": "pay", "kept": False, "reason": "because of her mother"}]},
    ],
)
async def test_what_contradicts_itself_is_refused(standing: VacancyService, who: dict[str, Any]) -> None:
    assert (await close(standing, await standing.opened(), who)).status_code == 400


async def test_only_what_is_filled_has_placements(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    body = {"outcome": "hired-in", "placements": [OUTSIDER]}
    assert (
        await standing.post(f"/vacancies/{vacancy['vacancyId']}/closure", standing.hr("waterrijk"), body)
    ).status_code == 400


async def test_a_reaction_that_is_not_of_this_vacancy_or_does_not_stand_is_refused(standing: VacancyService) -> None:
    one, other = await standing.opened(), await standing.opened()
    stranger = (await standing.react(other["vacancyId"], "waterrijk", "a-17")).json()["reactionId"]
    turned_down = (await standing.react(one["vacancyId"], "waterrijk", "a-17")).json()["reactionId"]
    path = f"/vacancies/{one['vacancyId']}/reactions/{turned_down}/assessment"
    await standing.post(path, standing.hr("waterrijk"), {"suitable": False, "reason": "terms"})
    for reaction in (stranger, turned_down):
        refused = await close(standing, one, {**OUTSIDER, "through": "reaction", "reactionId": reaction})
        assert kind(refused) == (409, "reaction-not-standing")
    assert await placements(standing, "waterrijk", one) == []


async def test_a_match_that_is_named_before_it_is_known_as_placed_is_refused_and_counts_once_it_is(
    standing: VacancyService,
) -> None:
    vacancy, match_id = await standing.opened(), uuid4()
    named = {"through": "match", "matchId": str(match_id), "contract": "permanent", "startDate": "2026-05-01"}
    assert kind(await close(standing, vacancy, named)) == (409, "match-not-placed")
    await placed(standing, vacancy, PERMANENT, match_id=match_id)
    elsewhere = await standing.opened()
    assert kind(await close(standing, elsewhere, named)) == (409, "match-not-placed")
    assert (await close(standing, vacancy, named)).status_code == 200
    assert len(await placements(standing, "waterrijk", vacancy)) == 1


async def test_a_match_that_was_placed_fills_the_vacancy_without_being_named(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    await placed(standing, vacancy, PERMANENT)
    assert (await close(standing, vacancy)).json()["outcome"] == "filled"


async def test_a_match_that_is_placed_after_the_vacancy_closed_is_a_placement_too(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    await standing.post(
        f"/vacancies/{vacancy['vacancyId']}/closure", standing.hr("waterrijk"), {"outcome": "not-filled"}
    )
    await placed(standing, vacancy, PERMANENT)
    assert len(await placements(standing, "waterrijk", vacancy)) == 1


async def test_a_request_is_filled_by_a_secondment_from_a_named_organisation(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    request = (await standing.post("/secondment-requests", hr, PLANNER_ON_LOAN)).json()
    path = f"/secondment-requests/{request['secondmentRequestId']}/closure"
    lent = {**OUTSIDER, "contract": "secondment", "endDate": "2026-10-31", "from": "duinmeer", "rightToReturn": True}
    for wrong in (OUTSIDER, {**lent, "from": None}):
        assert (await standing.post(path, hr, {"outcome": "filled", "placements": [wrong]})).status_code == 400
    assert (await standing.post(path, hr, {"outcome": "filled", "placements": [lent]})).status_code == 200
    [placement] = await placements(standing, "duinmeer", request)
    assert (placement["gap"], placement["rightToReturn"], placement["contractKept"]) == (
        "unanswered",
        True,
        "not-applicable",
    )


async def test_placements_come_page_by_page_and_of_one_need(standing: VacancyService) -> None:
    vacancies = [await standing.opened("klaverhove") for _ in range(3)]
    for vacancy in vacancies:
        await placed(standing, vacancy, PERMANENT)
    hr, seen, path = standing.hr("klaverhove"), [], "/placements?limit=2"
    while path:
        answer = await standing.get(path, hr)
        seen += [placement["needId"] for placement in answer.json()["items"]]
        path = answer.links["next"]["url"].removeprefix("/vacancy/v1") if "next" in answer.links else ""
    assert sorted(seen) == sorted(vacancy["vacancyId"] for vacancy in vacancies)
    of_one = await standing.get(f"/placements?needId={vacancies[0]['vacancyId']}", hr)
    assert [placement["needId"] for placement in of_one.json()["items"]] == [vacancies[0]["vacancyId"]]


async def test_a_match_that_cannot_be_read_is_set_aside_and_erased_with_its_candidate(standing: VacancyService) -> None:
    vacancy, candidate = await standing.opened(), examples("nl.candidates.candidate-erased.v1")["rich"]["subject"]
    event = match_event(standing, vacancy, match_id=uuid4(), candidate_id=candidate, placement={"contract": "nonsense"})
    await standing.running.publish(event)
    await standing.running.settle()
    assert len(await standing.rows("SELECT FROM dead_letter")) == 1
    await standing.running.publish_example("nl.candidates.candidate-erased.v1")
    await standing.running.settle()
    assert await standing.rows("SELECT FROM dead_letter") == []
