"""Whether one of its people looks around makes no difference to what an employer sees, nor to the work it costs."""

from typing import Any

from doorstroom_common.testing.noticing import Request, Watched
from services.candidate.tests.conftest import BASE, Caller, CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW, SANNE, SANNE_EMAIL

ABSENT = "00000000-0000-4000-8000-000000000000"


def of_registering(candidate_id: str) -> list[Request]:
    """All that an HR system asks around a colleague, the same address included."""
    return [
        ("POST", f"{BASE}/candidates", {**SANNE, "hiddenFromEmployer": None}),
        ("GET", f"{BASE}/candidates", None),
        ("GET", f"{BASE}/candidates/{candidate_id}", None),
        ("PATCH", f"{BASE}/candidates/{candidate_id}", {"goesFirst": None}),
        ("POST", f"{BASE}/candidates/{candidate_id}/employment-confirmation", None),
        ("DELETE", f"{BASE}/candidates/{candidate_id}", None),
    ]


async def noticed(watched: Watched, employer: Caller, requests: list[Request]) -> list[Any]:
    return await watched.noticed(employer, *requests, apart_from=("candidateId", "registeredAt"))


async def test_registering_listing_and_asking_are_the_same_whether_a_colleague_is_there_or_not(
    service: CandidateService,
) -> None:
    watched, employer = Watched(service.running), service.hr("duinmeer")
    await service.get("/candidates", employer)
    await watched.begin()
    nobody = await noticed(watched, employer, of_registering(ABSENT))
    (given,) = await service.ids(employer)
    assert (await service.delete(f"/candidates/{given}", employer)).status_code == 202
    hidden = await service.sanne_registers()
    assert SANNE["identity"]["email"] == SANNE_EMAIL
    somebody = await noticed(watched, employer, of_registering(hidden))
    assert somebody == nobody
    assert [status for _, status, *_ in nobody] == [201, 200, 404, 404, 404, 404]
    assert [len(statements) for *_, statements in nobody][:3] == [1, 3, 3]


def of_contact(candidate_id: str, disclosure_id: str) -> list[Request]:
    """Everything around contact that somebody of an employer can ask."""
    return [
        ("GET", f"{BASE}/disclosures", None),
        ("GET", f"{BASE}/disclosures?seenAs=organisation", None),
        ("GET", f"{BASE}/disclosures/{disclosure_id}", None),
        ("POST", f"{BASE}/disclosures/{disclosure_id}/withdrawal", None),
        ("GET", f"{BASE}/employment-confirmations", None),
        ("POST", f"{BASE}/employment-confirmations/{candidate_id}/confirmation", None),
        ("POST", f"{BASE}/employment-confirmations/{candidate_id}/refusal", None),
        ("GET", f"{BASE}/access-log", None),
        ("GET", f"{BASE}/candidates/{candidate_id}/access-log", None),
        ("GET", f"{BASE}/candidates?seenAs=adviser", None),
        ("GET", f"{BASE}/candidates/{candidate_id}", None),
        ("POST", f"{BASE}/candidates/{candidate_id}/adviser-acceptance", None),
        ("POST", f"{BASE}/candidates/{candidate_id}/employment-confirmation-request", {"employerMayKnow": True}),
    ]


async def test_what_a_colleague_agreed_with_others_makes_no_difference_to_their_employer(
    service: CandidateService,
) -> None:
    """She is known to another organisation, which looked, and to an adviser who works at her own employer."""
    watched = Watched(service.running)
    roles = ("recruiter", "vacancy-holder", "privacy-officer", "adviser")
    callers = [service.hr("duinmeer"), *(service.recruiter("duinmeer", role) for role in roles)]
    await service.get("/disclosures", callers[0])
    await watched.begin()
    nobody: list[Any] = []
    for _ in range(2):  # at its first time the driver asks the database what types there are
        nobody = [await noticed(watched, caller, of_contact(ABSENT, ABSENT)) for caller in callers]

    hidden = await service.sanne_registers()
    await service.hears(Story(hidden).step("contact-granted", NOW))
    (disclosure,) = await service.disclosed("waterrijk")
    assert (await service.get(f"/disclosures/{disclosure['disclosureId']}", service.hr())).status_code == 200
    adviser = service.person("adviser", email="a@advies.example", organisation="duinmeer", roles=["adviser"])
    await service.send("PUT", f"/candidates/{hidden}/adviser", service.sanne, {"email": "a@advies.example"})
    await service.post(f"/candidates/{hidden}/adviser-acceptance", adviser)
    assert (await service.get(f"/candidates/{hidden}", adviser)).status_code == 200
    assert len(await service.rows("SELECT * FROM access_log")) == 2

    asked = of_contact(hidden, disclosure["disclosureId"])
    somebody = [await noticed(watched, caller, asked) for caller in callers]
    assert somebody == nobody
    assert all(status < 500 for answers in nobody for _, status, *_ in answers)
    assert any(statements for answers in nobody for *_, statements in answers)
