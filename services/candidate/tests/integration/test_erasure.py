"""Erasure: what is left of a person, and how far the other services are."""

from uuid import UUID

import pytest

from doorstroom_candidate.application.erase_candidate import EraseCandidate, erase_candidate
from doorstroom_candidate.bootstrap import build
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.database import Behalf, sql
from doorstroom_common.observability import Telemetry
from services.candidate.tests.conftest import CandidateService, short
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW, WILLEM, found_personal

WAITING = sql("INSERT INTO outbox (topic, key, value) VALUES ('candidates', :key, 'not yet published')")


async def persons(service: CandidateService) -> list[str]:
    rows = await service.rows("SELECT person_ref::text FROM candidate")
    return [row["person_ref"] for row in rows]


async def places_of(service: CandidateService, *texts: str) -> list[str]:
    return [
        place
        for place, content in (await service.everything()).items()
        if any(text in content for text in texts) or found_personal(content)
    ]


async def known_to_many(service: CandidateService) -> str:
    """Sanne, known to an organisation that looked, with an adviser who looked, and asking her employer."""
    candidate_id = await service.sanne_registers()
    path = f"/candidates/{candidate_id}"
    adviser = service.person("adviser", email="zwaluwstaart@advies.example", roles=["adviser"])
    await service.hears(Story(candidate_id).step("contact-granted", NOW))
    (disclosure,) = await service.disclosed()
    await service.get(f"/disclosures/{disclosure['disclosureId']}", service.recruiter())
    await service.send("PUT", f"{path}/adviser", service.sanne, {"email": "zwaluwstaart@advies.example"})
    await service.post(f"{path}/adviser-acceptance", adviser)
    await service.get(path, adviser)
    asked = await service.post(f"{path}/employment-confirmation-request", service.sanne, {"employerMayKnow": True})
    assert asked.status_code == 200, asked.text
    await service.get("/employment-confirmations", service.hr("duinmeer"))
    assert len(await service.rows("SELECT * FROM access_log")) == 3
    return candidate_id


async def test_whoever_knew_an_erased_person_does_no_longer_and_no_table_says_that_they_did(
    service: CandidateService,
) -> None:
    candidate_id = await known_to_many(service)
    (person,) = await persons(service)
    await service.running.settle()
    assert (await service.delete(f"/candidates/{candidate_id}", service.sanne)).status_code == 202
    await service.running.settle()
    assert await places_of(service, person) == []
    left = {place for place, content in (await service.everything()).items() if candidate_id in content}
    assert left == {"erasure.candidate_id", "erasure_confirmation.candidate_id"}
    for table in ("disclosure", "access_log", "adviser", "employment_confirmation", "procedure_copy", "timer"):
        assert await service.rows(f"SELECT * FROM {table}") == [], table
    assert await service.disclosed() == []


async def test_the_scan_finds_a_person_where_they_are(service: CandidateService) -> None:
    await known_to_many(service)
    await service.post("/candidates", service.hr(), WILLEM, Idempotency_Key="willem-1")
    assert set(await places_of(service)) == {
        "identity.name",
        "identity.email",
        "identity.phone",
        "adviser.email",
        "adviser.address_key",
        "addressee.name",
        "addressee.email",
        "addressee.address_key",
        "addressee.phone",
        "idempotency.body",
    }


async def test_an_erased_person_is_in_no_column_of_any_table(service: CandidateService) -> None:
    answer = await service.post("/candidates", service.hr(), WILLEM, Idempotency_Key="willem-1")
    candidate_id = answer.json()["candidateId"]
    await service.post(f"/candidates/{candidate_id}/confirmation", service.willem)
    await service.patch(f"/candidates/{candidate_id}", service.willem, {"hours": {"min": 8, "max": 16}})
    (person,) = await persons(service)
    await service.running.settle()
    erased = await service.delete(f"/candidates/{candidate_id}", service.willem)
    assert erased.status_code == 202, erased.text
    await service.running.settle()
    assert await places_of(service, person) == []
    left = [place for place, content in (await service.everything()).items() if candidate_id in content]
    assert set(left) == {"erasure.candidate_id", "erasure_confirmation.candidate_id"}


async def test_a_dead_letter_about_an_erased_candidate_goes_with_them(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.rows(
        'INSERT INTO dead_letter (consumer, topic, partition, "offset", key, value, reason, error, attempts)'
        " VALUES ('candidate.erasures', 'erasures', 0, 0, $1, $2, 'failed', 'KeyError', 3)",
        candidate_id,
        b"kanariegeel",
    )
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    assert await service.rows("SELECT * FROM dead_letter") == []


async def test_an_erasure_is_published_without_anything_else_and_empties_the_key(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    *_, erased = await service.events(candidate_id)
    assert short(erased["type"]) == "erased"
    assert erased["data"] == {"candidateId": candidate_id, "version": 2, "status": "erased"}
    log = await service.running.rows(
        "SELECT value FROM bus_log WHERE topic = 'candidates' AND key = $1 ORDER BY position", candidate_id, bus=True
    )
    assert log[-1]["value"] is None


async def test_an_erasure_is_complete_when_every_service_has_confirmed(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    answer = await service.delete(f"/candidates/{candidate_id}", service.sanne)
    place = answer.headers["location"].removeprefix("/candidate/v1")
    assert answer.json()["completedAt"] is None
    for name in ("vacancy", "matching", "notification", "vacancy"):
        await service.running.publish_example(
            "nl.erasures.erasure-confirmed.v1",
            candidateId=candidate_id,
            service=name,
            confirmedAt="2026-03-02T09:00:00Z",
        )
    await service.running.settle()
    progress = (await service.get(place, service.sanne)).json()
    assert progress["completedAt"] == "2026-03-02T09:00:00Z"
    assert [each["service"] for each in progress["services"]] == ["candidate", "matching", "notification", "vacancy"]
    assert (await service.get(place, service.willem)).status_code == 404
    assert (await service.get(place, service.hr())).status_code == 404


async def test_a_confirmation_for_somebody_unknown_has_no_effect_and_an_unreadable_one_is_set_aside(
    service: CandidateService,
) -> None:
    await service.running.publish_example("nl.erasures.erasure-confirmed.v1")
    await service.running.publish_example("nl.erasures.erasure-confirmed.v1", candidateId="nobody", confirmedAt=7)
    await service.running.settle()
    assert await service.rows("SELECT * FROM erasure_confirmation") == []
    (letter,) = await service.rows("SELECT reason FROM dead_letter")
    assert letter["reason"] == "unreadable"


async def test_who_refuses_their_employer_s_registration_was_never_published(service: CandidateService) -> None:
    candidate_id = await service.waterrijk_registers_willem()
    answer = await service.delete(f"/candidates/{candidate_id}", service.willem)
    assert (answer.status_code, answer.json()["reason"]) == (202, "registration-refused")
    assert answer.json()["completedAt"] is not None
    assert await service.events() == []
    assert await places_of(service) == []
    assert (await service.get(f"/candidates/{candidate_id}", service.hr())).status_code == 404


async def test_an_employer_takes_back_what_sleeps_and_nothing_else(service: CandidateService) -> None:
    asleep = await service.waterrijk_registers_willem()
    assert (await service.delete(f"/candidates/{asleep}", service.hr())).status_code == 202
    taking_part = await service.willem_takes_part()
    assert (await service.delete(f"/candidates/{taking_part}", service.hr())).status_code == 409


async def test_what_waits_to_be_published_of_an_erased_person_is_not_published(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    await service.running.settle()
    (person,) = await persons(service)
    database, clock = service.running.service.database, service.running.clock
    settings = CandidateSettings.model_validate(service.running.service.settings, from_attributes=True)
    parts = build(settings, clock=clock, bus=service.running.bus, telemetry=Telemetry()).desk.parts
    command = EraseCandidate(UUID(person), None, UUID(candidate_id), f"person:{person}")
    async with database.unit_of_work(Behalf.of(person=UUID(person))) as uow:
        await uow.execute(WAITING, key=candidate_id)
        await erase_candidate(command, uow, parts)
        await uow.commit()
    assert [short(event["type"]) for event in await service.events(candidate_id)] == ["registered", "erased"]


@pytest.mark.parametrize("role", ["app", "worker"])
async def test_no_background_part_can_read_who_somebody_is(service: CandidateService, role: str) -> None:
    rows = await service.rows(
        "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = $1"
        " AND table_name IN ('identity', 'addressee', 'adviser', 'access_log')",
        f"doorstroom_{role}",
    )
    assert bool(rows) is (role == "app")
