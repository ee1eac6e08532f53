"""What this service publishes fits the contracts; what it reads, it reads from their examples."""

from collections import Counter
from typing import get_args
from uuid import UUID, uuid4

import orjson
import pytest

from doorstroom_candidate.domain import values
from doorstroom_candidate.entrypoints.schemas import Clause
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.covenant import ClauseCode, LegalForm
from doorstroom_common.testing.contracts import examples, validate_event
from services.candidate.tests.conftest import CandidateService, short
from services.candidate.tests.facts import ANSWERED, MADE, STEP_TAKEN, WITHDRAWN, Story, examples_of
from services.candidate.tests.story import AT_WATERRIJK, NOW, TEMPORARY, WILLEM

NOBODY_S = {
    "identity": {"name": "P", "email": "p@thuis.example"},
    "hours": {"min": 8, "max": 24},
    "moves": ["temporary"],
}


async def test_every_event_of_every_kind_fits_its_contract(service: CandidateService) -> None:
    rich = await service.sanne_registers(employment=TEMPORARY)
    path = f"/candidates/{rich}"
    await service.patch(path, service.sanne, {"employment": None, "lowestScale": None, "hiddenFromEmployer": False})
    await service.post(f"{path}/withdrawal", service.sanne)
    await service.running.settle()  # an erasure takes back what still waits to be published
    await service.delete(path, service.sanne)
    minimal = await service.registered(service.person("minimal"), NOBODY_S)
    workplace = {**AT_WATERRIJK, "employer": "servicepunt-delta", "workplace": "polderkerk", "legalForm": "payroll"}
    given = await service.registered(service.hr("servicepunt-delta"), {**WILLEM, "employment": workplace})
    await service.post(f"/candidates/{given}/employment-confirmation", service.hr("servicepunt-delta"))
    await service.post(f"/candidates/{given}/confirmation", service.willem)
    events = [validate_event(event) for event in await service.events()]
    kinds = {candidate_id: [short(e["type"]) for e in events if e["subject"] == candidate_id]
             for candidate_id in (rich, minimal, given)}  # fmt: skip
    assert kinds == {
        rich: ["registered", "changed", "withdrawn", "erased"],
        minimal: ["registered"],
        given: ["registered"],
    }
    assert {event["source"] for event in events} == {"urn:nld:oin:00000009999999990000:systeem:candidate"}
    of_minimal = next(event for event in events if event["subject"] == minimal)
    assert of_minimal["data"]["employment"] is None


async def test_every_event_of_a_disclosure_fits_its_contract(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    match, referral = Story(candidate_id, kind="secondment-request"), Story(candidate_id, "lindegouw")
    await service.hears(
        match.step("employer-agreed", NOW, lender="duinmeer"),
        referral.referral("accepted", NOW),
        match.withdrawn("need-closed", NOW),
    )
    await service.delete(f"/candidates/{candidate_id}", service.sanne)
    await service.running.settle()
    events = [validate_event(event) for event in await service.running.events("disclosures")]
    said = Counter((event["data"]["purpose"], event["type"].split(".")[2]) for event in events)
    assert said == {
        ("employer-consent", "disclosure-granted"): 2,
        ("employer-consent", "disclosure-ended"): 1,
        ("secondment", "disclosure-granted"): 2,
        ("secondment", "disclosure-ended"): 1,
        ("referral", "disclosure-granted"): 1,
        ("referral", "disclosure-ended"): 1,
    }


async def test_events_name_the_adviser_as_the_contract_has_it(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    adviser = service.person("adviser", email="a@advies.example", roles=["adviser"])
    await service.send("PUT", f"/candidates/{candidate_id}/adviser", service.sanne, {"email": "a@advies.example"})
    await service.post(f"/candidates/{candidate_id}/adviser-acceptance", adviser)
    *_, changed = [validate_event(event) for event in await service.events(candidate_id)]
    assert "adviserRef" in changed["data"]


@pytest.mark.parametrize("kind", [STEP_TAKEN, MADE, ANSWERED])
async def test_matches_and_referrals_are_read_from_the_producer_s_examples(
    service: CandidateService, kind: str
) -> None:
    """Where the producer's contract is not at hand yet, from an example of the agreed shape."""
    for told in examples_of(kind):
        person, _ = service.somebody()
        candidate_id = await service.registered(person, NOBODY_S)
        data = told["data"] | ({"candidateId": candidate_id} if "candidateId" in told["data"] else {})
        await service.hears(CloudEvent.from_bytes(orjson.dumps(told | {"id": str(uuid4()), "data": data})))
        known = await service.rows("SELECT kind, version FROM procedure_copy WHERE candidate_id = $1", candidate_id)
        read = [("match" if "matches" in kind else "referral", told["data"]["version"])]
        assert [tuple(row) for row in known] == (read if "candidateId" in told["data"] else [])
        await service.delete(f"/candidates/{candidate_id}", person)
    assert await service.rows("SELECT * FROM dead_letter") == []


async def test_a_withdrawn_match_is_known_by_its_id_as_in_the_producer_s_examples(service: CandidateService) -> None:
    candidate_id = await service.sanne_registers()
    for told in examples_of(WITHDRAWN):
        match = Story(candidate_id)
        match.id, match.version = UUID(told["subject"]), 0
        await service.hears(match.step("contact-granted", NOW), CloudEvent.from_bytes(orjson.dumps(told)))
        known = await service.rows("SELECT version, shown_to FROM procedure_copy WHERE procedure_id = $1", match.id)
        assert [tuple(row) for row in known] == [(told["data"]["version"], "[]")]
    assert await service.rows("SELECT * FROM dead_letter") == []


async def test_the_largest_profile_fits_in_an_event(service: CandidateService) -> None:
    def terms(scheme: str, count: int) -> list[dict[str, str]]:
        start = f"http://data.europa.eu/esco/{scheme}/"
        return [{"scheme": "esco-skill", "uri": f"{start}{number:0{300 - len(start)}}"} for number in range(count)]

    await service.sanne_registers(
        occupations=terms("occupation", 20),
        skills=terms("skill", 100),
        blockedOrganisations=[f"organisatie-{number:028}" for number in range(100)],
        acceptsLoss=list(get_args(Clause)),
    )
    (event,) = await service.events()
    assert len(validate_event(event)["data"]["skills"]) == 100


@pytest.mark.parametrize("name", sorted(examples("nl.erasures.erasure-confirmed.v1")))
async def test_an_erasure_s_confirmation_is_read_from_the_producer_s_examples(
    service: CandidateService, name: str
) -> None:
    example = examples("nl.erasures.erasure-confirmed.v1")[name]["data"]
    await service.rows(
        "INSERT INTO erasure VALUES (gen_random_uuid(), $1, 'requested', NULL, $2)",
        example["candidateId"],
        service.running.clock.now(),
    )
    await service.rows("INSERT INTO erasure_confirmation VALUES ($1, $2)", example["candidateId"], example["service"])
    await service.running.publish_example("nl.erasures.erasure-confirmed.v1", name)
    await service.running.settle()
    (row,) = await service.rows("SELECT confirmed_at FROM erasure_confirmation")
    assert row["confirmed_at"] is not None


async def test_covenants_are_read_from_the_producer_s_examples(without_covenant: CandidateService) -> None:
    await without_covenant.running.publish_example("nl.covenants.covenant-adopted.v1")
    await without_covenant.running.settle()
    reasons = await without_covenant.running.service.readiness()
    assert [reason for reason in reasons if "adopted" in reason] == []


def test_the_codes_are_those_of_the_covenants() -> None:
    assert list(get_args(Clause)) == [code.value for code in ClauseCode]
    assert {form.value for form in values.LegalForm} == {form.value for form in LegalForm}
