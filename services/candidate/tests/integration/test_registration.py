"""Registering, confirming, withdrawing: what becomes of it in the database and on the bus."""

import asyncio

from services.candidate.tests.conftest import CandidateService, short
from services.candidate.tests.story import AT_WATERRIJK, SANNE, WILLEM, WILLEM_EMAIL


async def test_who_registers_themselves_is_published_at_once_and_hidden_from_their_employer(
    service: CandidateService,
) -> None:
    candidate_id = await service.sanne_registers()
    (event,) = await service.events()
    assert (short(event["type"]), event["subject"], event["sequence"]) == ("registered", candidate_id, "1")
    assert event["data"]["hiddenFromEmployer"] is True
    assert event["data"]["registeredBy"] == "person"
    assert event["data"]["employment"]["standing"] == "declared"
    assert "goesFirst" not in event["data"]


async def test_nothing_is_published_of_whom_an_employer_registers_until_they_confirm_it(
    service: CandidateService,
) -> None:
    candidate_id = await service.waterrijk_registers_willem()
    await service.patch(f"/candidates/{candidate_id}", service.hr(), {"goesFirst": None})
    await service.post(f"/candidates/{candidate_id}/employment-confirmation", service.hr())
    assert await service.events() == []
    confirmed = await service.post(f"/candidates/{candidate_id}/confirmation", service.willem)
    assert confirmed.status_code == 200
    (event,) = await service.events()
    assert short(event["type"]) == "registered"
    assert event["sequence"] == "1"
    assert event["data"]["registeredBy"] == "employer"
    assert event["data"]["hiddenFromEmployer"] is False
    assert event["data"]["employment"]["standing"] == "confirmed"


async def test_who_confirms_is_told_that_the_employer_knows(service: CandidateService) -> None:
    candidate_id = await service.waterrijk_registers_willem()
    answer = await service.post(f"/candidates/{candidate_id}/confirmation", service.willem, Accept_Language="nl")
    told = {warning["code"]: warning["message"] for warning in answer.json()["warnings"]}
    assert "werkgever heeft je aangemeld" in told["employer-knows"]


async def test_confirming_twice_publishes_once(service: CandidateService) -> None:
    candidate_id = await service.waterrijk_registers_willem()
    path = f"/candidates/{candidate_id}/confirmation"
    answers = await asyncio.gather(*(service.post(path, service.willem) for _ in range(4)))
    assert {answer.status_code for answer in answers} <= {200, 404}
    assert (await service.post(path, service.willem)).status_code == 200
    assert [short(event["type"]) for event in await service.events(candidate_id)] == ["registered"]


async def test_a_person_has_one_active_profile_and_only_they_are_told(service: CandidateService) -> None:
    await service.sanne_registers()
    again = await service.post("/candidates", service.sanne, SANNE)
    assert (again.status_code, again.json()["type"].rsplit("/", 1)[-1]) == (409, "already-a-candidate")
    assert len(await service.events()) == 1


async def test_an_employer_s_registration_cannot_become_a_second_profile(service: CandidateService) -> None:
    willem = service.person("willem", email=WILLEM_EMAIL)
    own = await service.post("/candidates", willem, {**SANNE, "identity": WILLEM["identity"]})
    assert own.status_code == 201
    asleep = await service.waterrijk_registers_willem()
    refused = await service.post(f"/candidates/{asleep}/confirmation", willem)
    assert refused.status_code == 409
    given = await service.get(f"/candidates/{asleep}", service.hr())
    assert given.json()["status"] == "asleep"
    assert len(await service.events()) == 1


async def test_withdrawing_publishes_the_whole_profile_once(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    for _ in range(2):
        answer = await service.post(f"/candidates/{candidate_id}/withdrawal", service.sanne)
        assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    registered, withdrawn = await service.events(candidate_id)
    assert short(withdrawn["type"]) == "withdrawn"
    assert withdrawn["data"] == {**registered["data"], "version": 2, "status": "withdrawn"}


async def test_after_withdrawing_a_person_may_register_anew(service: CandidateService) -> None:
    first = await service.sanne_registers()
    await service.post(f"/candidates/{first}/withdrawal", service.sanne)
    second = await service.sanne_registers()
    assert await service.ids(service.sanne) == sorted((first, second), reverse=True)


async def test_what_the_employer_changes_reaches_the_candidate_and_what_the_person_changed_stays(
    service: CandidateService,
) -> None:
    candidate_id = await service.willem_takes_part()
    await service.patch(f"/candidates/{candidate_id}", service.willem, {"employment": {**AT_WATERRIJK, "hours": 30}})
    later = {"from": "2026-03-01", "until": "2026-12-31"}
    answer = await service.patch(
        f"/candidates/{candidate_id}", service.hr(), {"goesFirst": later, "employment": {**AT_WATERRIJK, "scale": "11"}}
    )
    assert answer.status_code == 200
    *_, last = await service.events(candidate_id)
    assert last["data"]["goesFirst"] == later
    assert (last["data"]["employment"]["hours"], last["data"]["employment"]["scale"]) == (30, "10A")


async def test_the_employer_confirms_the_employment_it_gave_and_not_what_the_person_made_of_it(
    service: CandidateService,
) -> None:
    candidate_id = await service.willem_takes_part()
    path = f"/candidates/{candidate_id}/employment-confirmation"
    assert (await service.post(path, service.hr())).json()["employment"]["standing"] == "confirmed"
    *_, confirmed = await service.events(candidate_id)
    assert confirmed["data"]["employment"]["standing"] == "confirmed"
    changed = {**AT_WATERRIJK, "hours": 24}
    await service.patch(f"/candidates/{candidate_id}", service.willem, {"employment": changed})
    again = await service.post(path, service.hr())
    assert (again.status_code, again.json()["employment"]["hours"]) == (200, 36)
    *_, last = await service.events(candidate_id)
    assert last["data"]["employment"]["standing"] == "declared"
    back = await service.patch(f"/candidates/{candidate_id}", service.willem, {"employment": AT_WATERRIJK})
    assert back.json()["employment"]["standing"] == "declared"


async def test_changes_at_once_lose_nothing_and_stay_in_order(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    path = f"/candidates/{candidate_id}"
    answers = await asyncio.gather(
        *(service.patch(path, service.sanne, {"lowestScale": str(scale)}) for scale in range(5, 9)),
        service.patch(path, service.sanne, {"employment": None}),
        service.patch(path, service.sanne, {"identity": {"name": "S. K."}}),
    )
    assert [answer.status_code for answer in answers] == [200] * 6
    final = (await service.get(path, service.sanne)).json()
    assert (final["version"], final["employment"], final["identity"]["name"]) == (7, None, "S. K.")
    sequences = [int(event["sequence"]) for event in await service.running.events("candidates")]
    assert sequences == sorted(sequences)
    assert len(sequences) == 6
