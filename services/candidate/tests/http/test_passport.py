"""What a contract brings along in a move: given, shown to whom it is for, published, changed, refused where bad."""

from typing import Any

import pytest

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.http.test_employment_confirmations import employee
from services.candidate.tests.story import AT_DUINMEER, PASSPORT, SANNE, TEMPORARY

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNRECORDED = {"until": None, "successive": None}
NAMED: dict[str, Any] = {"organisation": "heidestad", "successive": True}
SHOWN = {**PASSPORT, "chain": [{**UNRECORDED, **contract} for contract in PASSPORT["chain"]]}


def with_passport(**changes: Any) -> dict[str, Any]:
    return {**SANNE, "employment": {**TEMPORARY, "passport": {**PASSPORT, **changes}}}


async def sanne(service: CandidateService, body: dict[str, Any]) -> tuple[dict[str, str], str]:
    person, address = service.somebody()
    return person, await service.registered(person, {**body, "identity": {"name": "S", "email": address}})


async def test_what_is_given_is_shown_to_the_person_and_published_as_codes(shared: CandidateService) -> None:
    person, candidate_id = await sanne(shared, with_passport())
    assert (await shared.get(f"/candidates/{candidate_id}", person)).json()["employment"]["passport"] == SHOWN
    (event,) = [event for event in await shared.events() if event["subject"] == candidate_id]
    assert event["data"]["employment"]["passport"] == PASSPORT


async def test_what_is_left_out_is_unknown_and_an_empty_passport_is_none(shared: CandidateService) -> None:
    body = {**SANNE, "employment": {**AT_DUINMEER, "passport": {}}}
    person, candidate_id = await sanne(shared, body)
    assert (await shared.get(f"/candidates/{candidate_id}", person)).json()["employment"]["passport"] is None
    some = {"employment": {**AT_DUINMEER, "passport": {"pensionFund": "abp"}}}
    shown = (await shared.patch(f"/candidates/{candidate_id}", person, some)).json()["employment"]["passport"]
    assert {name for name, value in shown.items() if value is not None} == {"pensionFund"}


async def test_a_corrected_passport_is_published_and_declared_anew(shared: CandidateService) -> None:
    person, candidate_id = await sanne(shared, with_passport())
    corrected = {**TEMPORARY, "passport": {**PASSPORT, "travelYearlyCents": 0}}
    changed = await shared.patch(f"/candidates/{candidate_id}", person, {"employment": corrected})
    assert changed.json()["employment"]["passport"]["travelYearlyCents"] == 0
    *_, last = [event for event in await shared.events() if event["subject"] == candidate_id]
    assert last["data"]["employment"]["passport"] == corrected["passport"]


async def test_every_fault_of_content_is_named_at_once(shared: CandidateService) -> None:
    chain = [
        {"from": "2024-02-01", "until": "2024-01-31", "temporary": True},
        {"from": "2025-02-01", "temporary": True},
        {"from": "2025-02-01", "until": "2026-01-31", "temporary": True},
        {"from": "2026-03-03", "temporary": False},
    ]
    twice = [{"organisation": one, "successive": True} for one in ("rietdam", "heidestad", "rietdam")]
    days = dict.fromkeys(
        ("contractSinceDate", "governmentServiceSinceDate", "noticeServiceSinceDate", "waitingServiceSinceDate"),
        "2026-03-03",
    )
    refused = await shared.post("/candidates", shared.sanne, with_passport(chain=chain, successors=twice, **days))
    assert refused.status_code == 400
    assert {fault["pointer"].removeprefix("/employment/passport/") for fault in refused.json()["errors"]} == {
        *days, "chain/0/until", "chain/1/until", "chain/2/from", "chain/3/from", "successors/2/organisation",
    }  # fmt: skip


async def test_every_fault_of_form_is_named_at_once(shared: CandidateService) -> None:
    bad = {
        "allowancesMonthlyCents": -1, "travelYearlyCents": 960.5, "leaveYearlyHours": -8, "pensionFund": "A B P",
        "nextStepDate": "2026-02-30", "successive": "yes", "chain": [{"from": "2024-02-01"}],
        "successors": [{"organisation": "Riet Dam", "successive": "yes"}],
    }  # fmt: skip
    refused = await shared.post("/candidates", shared.sanne, with_passport(**bad))
    found = {fault["pointer"].removeprefix("/employment/passport/") for fault in refused.json()["errors"]}
    within = {"chain/0/temporary", "successors/0/organisation", "successors/0/successive"}
    assert found == {*bad} - {"chain", "successors"} | within


async def test_no_more_than_a_hundred_organisations_are_taken(shared: CandidateService) -> None:
    many = [{"organisation": f"organisation-{number}", "successive": True} for number in range(101)]
    refused = await shared.post("/candidates", shared.sanne, with_passport(successors=many))
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/employment/passport/successors"]
    person, candidate_id = await sanne(shared, with_passport(successors=many[1:]))
    shown = (await shared.get(f"/candidates/{candidate_id}", person)).json()["employment"]["passport"]
    assert shown["successors"] == many[1:]


async def test_the_employer_who_confirms_it_learns_nothing_of_the_work_that_is_wanted(shared: CandidateService) -> None:
    someone = await employee(shared, "rietdam")
    given = {**AT_DUINMEER, "employer": "rietdam", "passport": PASSPORT}
    await shared.patch(someone.path, someone.person, {"employment": given})
    await someone.asks()
    (asked,) = await someone.waiting()
    assert asked["employment"]["passport"] == {**SHOWN, "successive": None, "successors": None}


async def test_an_organisation_that_is_named_is_known_to_the_person_alone(shared: CandidateService) -> None:
    """It is where they want to go: no answer to their employer, to whom they are known, names it."""
    someone = await employee(shared, "rietdam")
    given = {**AT_DUINMEER, "employer": "rietdam", "passport": {"successors": [NAMED]}}
    await shared.patch(someone.path, someone.person, {"employment": given})
    assert NAMED["organisation"] in (await shared.get(someone.path, someone.person)).text
    await someone.asks()
    for path in ("/candidates", "/employment-confirmations", "/disclosures", "/exports/candidates"):
        answer = await shared.get(path, shared.hr("rietdam"))
        assert (answer.status_code, NAMED["organisation"] in answer.text) == (200, False), path
