"""Every look, for the person it was at; those of an organisation, for its privacy officer, without a person."""

from typing import Any

import pytest

from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import SANNE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def looked_at(service: CandidateService, organisation: str) -> tuple[Caller, str, Story]:
    """Somebody at whom the HR system and then a recruiter of an organisation looked: they, their id, the match."""
    person, address = service.somebody()
    candidate_id = await service.registered(person, {**SANNE, "identity": {"name": "S", "email": address}})
    match = Story(candidate_id, organisation)
    await service.hears(match.step("contact-granted", service.running.clock.now()))
    (listed,) = await service.disclosed(organisation, matchId=str(match.id))
    for caller in (service.hr(organisation), service.recruiter(organisation)):
        assert (await service.get(f"/disclosures/{listed['disclosureId']}", caller)).status_code == 200
        await service.advance(seconds=1)
    return person, candidate_id, match


async def looks(service: CandidateService, path: str, caller: Caller) -> list[dict[str, Any]]:
    answer = await service.get(path, caller)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_a_person_reads_who_looked_when_in_which_role_at_what_and_for_what(shared: CandidateService) -> None:
    person, candidate_id, match = await looked_at(shared, "waterrijk")
    last, first = await looks(shared, f"/candidates/{candidate_id}/access-log", person)
    assert first["lookedAt"] < last["lookedAt"]
    assert (first["organisation"], first["role"], first["system"]) == ("waterrijk", None, "hr-suite")
    assert (last["organisation"], last["role"], last["system"]) == ("waterrijk", "recruiter", None)
    for look in (first, last):
        assert (look["purpose"], look["seen"]) == ("contact", ["name", "email", "phone"])
        assert (look["matchId"], look["needId"]) == (str(match.id), str(match.need_id))
        assert "lookedBy" not in look


async def test_nobody_else_reads_it_and_it_has_pages(shared: CandidateService) -> None:
    person, candidate_id, _ = await looked_at(shared, "waterrijk")
    path = f"/candidates/{candidate_id}/access-log"
    stranger, _ = shared.somebody()
    for caller in (stranger, shared.recruiter(), shared.recruiter(role="privacy-officer")):
        assert (await shared.get(path, caller)).status_code == 404
    first = await shared.get(f"{path}?limit=1", person)
    second = await shared.get(first.links["next"]["url"].split("/candidate/v1")[1], person)
    assert [page.json()["items"][0]["role"] for page in (first, second)] == ["recruiter", None]
    assert "next" not in second.links


async def test_a_privacy_officer_reads_the_looks_of_their_own_organisation_and_no_candidate(
    shared: CandidateService,
) -> None:
    _, candidate_id, match = await looked_at(shared, "zilverveen")
    await looked_at(shared, "oeverhout")
    answer = await shared.get("/access-log", shared.recruiter("zilverveen", "privacy-officer"))
    last, first = answer.json()["items"]
    assert [first["system"], last["role"]] == ["hr-suite", "recruiter"]
    assert first["lookedBy"] is None
    assert last["lookedBy"] is not None
    assert {look["matchId"] for look in (first, last)} == {str(match.id)}
    (row,) = await shared.rows("SELECT person_ref::text FROM candidate WHERE candidate_id = $1", candidate_id)
    assert candidate_id not in answer.text
    assert row["person_ref"] not in answer.text
    assert await looks(shared, "/access-log", shared.recruiter("lindegouw", "privacy-officer")) == []


async def test_a_line_cannot_be_changed_or_deleted_by_any_part_of_the_service(shared: CandidateService) -> None:
    rows = await shared.rows(
        "SELECT grantee, privilege_type FROM information_schema.role_table_grants WHERE table_name = 'access_log'"
        " AND grantee IN ('doorstroom_app', 'doorstroom_worker')"
    )
    assert {tuple(row) for row in rows} == {("doorstroom_app", "SELECT"), ("doorstroom_app", "INSERT")}
