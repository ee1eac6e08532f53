"""Bad input: every fault at once, where it stands, and nothing of what was sent."""

from typing import Any

import pytest

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import AT_WATERRIJK, LAW, SANNE, TEMPORARY, WILLEM, found_personal

pytestmark = pytest.mark.asyncio(loop_scope="module")

MALFORMED = {
    "identity": {"name": "", "email": "sanne.kanariegeel at thuis.example", "phone": "00041701 kanariegeel"},
    "employment": {**TEMPORARY, "legalForm": "kanariegeel", "scale": "schaal 9", "hours": 41, "step": -1},
    "goesFirst": {"from": "2026-02-30"},
    "skills": [LAW, {"scheme": "esco-skill", "uri": "http://kanariegeel.example/"}],
    "hours": {"min": 36, "max": 32},
    "lowestScale": 9,
    "availableFromDate": "01-05-2026",
    "moves": [],
    "blockedOrganisations": ["rietdam", "rietdam"],
    "acceptsLoss": ["kanariegeel"],
    "motivation": "kanariegeel wants to leave",
}


async def faults(service: CandidateService, caller: dict[str, str], body: Any) -> dict[str, str]:
    """Where each fault stands, and its words."""
    answer = await service.post("/candidates", caller, body)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert found_personal(answer.text) == []
    return {fault["pointer"]: fault["message"] for fault in answer.json()["errors"]}


async def test_every_fault_of_form_is_named_at_once_and_no_value_comes_back(shared: CandidateService) -> None:
    assert set(await faults(shared, shared.sanne, MALFORMED)) == {
        "/identity/name",
        "/identity/email",
        "/identity/phone",
        "/employment/legalForm",
        "/employment/scale",
        "/employment/hours",
        "/employment/step",
        "/goesFirst/from",
        "/goesFirst/until",
        "/skills/1",
        "/hours",
        "/lowestScale",
        "/availableFromDate",
        "/moves",
        "/blockedOrganisations",
        "/acceptsLoss/0",
        "/motivation",
    }


async def test_a_person_cannot_let_themselves_go_first(shared: CandidateService) -> None:
    body = {**SANNE, "goesFirst": WILLEM["goesFirst"], "employment": {**TEMPORARY, "contractEndDate": "2026-03-02"}}
    found = await faults(shared, shared.sanne, body)
    assert set(found) == {"/goesFirst", "/employment/contractEndDate"}
    assert "your employer" in found["/goesFirst"]
    candidate_id = await shared.registered(shared.sanne, SANNE)
    changed = await shared.patch(
        f"/candidates/{candidate_id}",
        shared.sanne,
        {"goesFirst": WILLEM["goesFirst"], "employment": body["employment"]},
    )
    assert {fault["pointer"] for fault in changed.json()["errors"]} == set(found)
    await shared.delete(f"/candidates/{candidate_id}", shared.sanne)


async def test_an_employer_registers_its_own_employee_openly_and_with_an_address(shared: CandidateService) -> None:
    body = {
        **WILLEM,
        "identity": {"name": "Willem"},
        "employment": {**AT_WATERRIJK, "employer": "duinmeer", "contractEndDate": "2027-01-01"},
        "goesFirst": {"from": "2026-01-01", "until": "2026-03-01"},
        "hiddenFromEmployer": True,
    }
    assert set(await faults(shared, shared.hr(), body)) == {
        "/identity/email",
        "/employment/employer",
        "/employment/contractEndDate",
        "/goesFirst/until",
        "/hiddenFromEmployer",
    }
    without = {name: value for name, value in WILLEM.items() if name != "employment"}
    assert set(await faults(shared, shared.hr(), without)) == {"/employment"}


async def test_an_employer_cannot_unmake_the_employment_or_give_itself_another_s_employee(
    shared: CandidateService,
) -> None:
    candidate_id = await shared.waterrijk_registers_willem()
    for employment, pointer in (
        (None, "/employment"),
        ({**AT_WATERRIJK, "employer": "rietdam"}, "/employment/employer"),
    ):
        answer = await shared.patch(f"/candidates/{candidate_id}", shared.hr(), {"employment": employment})
        assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


async def test_what_cannot_be_empty_cannot_be_made_null(shared: CandidateService) -> None:
    person, address = shared.somebody()
    candidate_id = await shared.registered(person, {**SANNE, "identity": {"name": "S", "email": address}})
    body = {"hours": None, "moves": None, "identity": {"name": None}, "hiddenFromEmployer": None, "skills": None}
    answer = await shared.patch(f"/candidates/{candidate_id}", person, body)
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {
        "/hours",
        "/moves",
        "/identity/name",
        "/hiddenFromEmployer",
        "/skills",
    }


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"hours": {"min": 0, "max": 36}}, "/hours/min"),
        ({"hours": {"min": 36, "max": 41}}, "/hours/max"),
        ({"hours": {"min": "32", "max": 36}}, "/hours/min"),
        ({"moves": ["permanent", "permanent"]}, "/moves"),
        ({"moves": ["sabbatical"]}, "/moves/0"),
        ({"lowestScale": "negen"}, "/lowestScale"),
        ({"employment": {**AT_WATERRIJK, "contractEndDate": "2030-01-01"}}, "/employment/contractEndDate"),
        ({"skills": [{**LAW, "uri": "http://data.europa.eu/esco/skill/sanne@thuis.example"}]}, "/skills/0/uri"),
        ({"identity": {"name": "S", "email": "a@b.example, c@d.example"}}, "/identity/email"),
    ],
)
async def test_each_rule_of_form_and_content_is_held(
    shared: CandidateService, change: dict[str, Any], pointer: str
) -> None:
    assert set(await faults(shared, shared.sanne, {**SANNE, **change})) == {pointer}
