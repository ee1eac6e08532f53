"""Who may look at whom: only an organisation with the person's yes, only while it holds, and never unseen."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import SANNE, found_personal

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "00000000-0000-4000-8000-000000000000"


async def known_to(service: CandidateService, organisation: str, **step: Any) -> tuple[Caller, str, Story]:
    """Somebody new who said yes to an organisation: they, the disclosure, the match."""
    person, address = service.somebody()
    candidate_id = await service.registered(person, {**SANNE, "identity": {"name": "Kanariegeel", "email": address}})
    match = Story(candidate_id, organisation)
    await service.hears(match.step("contact-granted", service.running.clock.now(), **step))
    (listed,) = await service.disclosed(organisation, matchId=str(match.id))
    return person, listed["disclosureId"], match


def slug(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]


async def test_another_organisation_finds_nothing_and_cannot_tell_it_from_what_does_not_exist(
    shared: CandidateService,
) -> None:
    _, disclosure_id, match = await known_to(shared, "waterrijk")
    assert await shared.disclosed("lindegouw", matchId=str(match.id)) == []
    for caller in (shared.hr("lindegouw"), shared.recruiter("lindegouw"), shared.hr("duinmeer")):
        foreign = await shared.get(f"/disclosures/{disclosure_id}", caller)
        nothing = await shared.get(f"/disclosures/{UNKNOWN}", caller)
        assert slug(foreign) == slug(nothing) == (404, "not-found")
        assert found_personal(foreign.text) == []
    assert await shared.rows("SELECT * FROM access_log WHERE disclosure_id = $1", disclosure_id) == []


async def test_who_acts_for_the_organisation_may_look_and_nobody_else_of_it(shared: CandidateService) -> None:
    _, disclosure_id, _ = await known_to(shared, "waterrijk")
    path = f"/disclosures/{disclosure_id}"
    for caller in (shared.hr(), shared.recruiter(), shared.recruiter(role="vacancy-holder")):
        assert (await shared.get(path, caller)).json()["identity"]["name"] == "Kanariegeel"
    for role in ("adviser", "co-ordinator", "privacy-officer"):
        caller = shared.recruiter(role=role)
        assert (await shared.get(path, caller)).status_code == 404
        assert (await shared.get(f"{path}?seenAs=organisation", caller)).status_code == 403
    roleless = shared.person("roleless", roles=["recruiter"])
    assert (await shared.get(f"{path}?seenAs=organisation", roleless)).status_code == 403
    assert (await shared.get(f"{path}?seenAs=candidate", shared.hr())).status_code == 403


async def test_a_person_sees_to_whom_for_what_and_until_when_and_never_somebody_else_s(
    shared: CandidateService,
) -> None:
    person, disclosure_id, match = await known_to(shared, "waterrijk")
    own = (await shared.get(f"/disclosures/{disclosure_id}", person)).json()
    (listed,) = (await shared.get("/disclosures", person)).json()["items"]
    assert own == listed
    assert (own["organisation"], own["purpose"], own["matchId"]) == ("waterrijk", "contact", str(match.id))
    assert own["endedAt"] is None
    stranger, _ = shared.somebody()
    assert (await shared.get(f"/disclosures/{disclosure_id}", stranger)).status_code == 404
    assert (await shared.get("/disclosures", stranger)).json()["items"] == []
    assert (await shared.post(f"/disclosures/{disclosure_id}/withdrawal", stranger)).status_code == 404


async def test_a_withdrawn_consent_shuts_it_at_once_and_again_changes_nothing(shared: CandidateService) -> None:
    person, disclosure_id, match = await known_to(shared, "waterrijk")
    path = f"/disclosures/{disclosure_id}"
    assert (await shared.post(f"{path}/withdrawal", shared.hr())).status_code == 403
    first = await shared.post(f"{path}/withdrawal", person)
    assert (first.status_code, first.json()["endedBecause"]) == (200, "consent-withdrawn")
    assert (await shared.get(path, shared.hr())).status_code == 404
    assert await shared.disclosed(matchId=str(match.id)) == []
    again = await shared.post(f"{path}/withdrawal", person)
    assert (again.json(), again.headers["etag"]) == (first.json(), '"v2"')
    now = shared.running.clock.now()
    await shared.hears(match.step("invited", now), match.step("offered", now))
    assert await shared.disclosed(matchId=str(match.id)) == []


async def test_what_is_over_is_over_also_while_the_timer_that_ends_it_is_late(shared: CandidateService) -> None:
    _, disclosure_id, match = await known_to(shared, "waterrijk")
    later = shared.running.clock.now() + timedelta(days=1)
    await shared.rows("UPDATE disclosure SET until_at = $2 WHERE disclosure_id = $1", disclosure_id, later)
    await shared.rows("DELETE FROM timer WHERE key = $1", disclosure_id)
    assert (await shared.get(f"/disclosures/{disclosure_id}", shared.hr())).status_code == 200
    await shared.advance(days=1)
    (row,) = await shared.rows("SELECT ended_at FROM disclosure WHERE disclosure_id = $1", disclosure_id)
    assert row["ended_at"] is None
    assert (await shared.get(f"/disclosures/{disclosure_id}", shared.hr())).status_code == 404
    assert await shared.disclosed(matchId=str(match.id)) == []


async def test_where_the_look_cannot_be_logged_nothing_is_shown(shared: CandidateService) -> None:
    _, disclosure_id, _ = await known_to(shared, "waterrijk")
    await shared.rows("REVOKE INSERT ON access_log FROM doorstroom_app")
    try:
        refused = await shared.get(f"/disclosures/{disclosure_id}", shared.hr())
    finally:
        await shared.rows("GRANT INSERT ON access_log TO doorstroom_app")
    assert refused.status_code >= 500
    assert found_personal(refused.text) == []
    assert (await shared.get(f"/disclosures/{disclosure_id}", shared.hr())).status_code == 200


async def test_looks_and_withdrawals_at_once_leave_a_log_of_exactly_what_was_shown(shared: CandidateService) -> None:
    person, disclosure_id, _ = await known_to(shared, "waterrijk")
    path = f"/disclosures/{disclosure_id}"
    looks = [shared.get(path, shared.hr()) for _ in range(6)]
    answers = await asyncio.gather(*looks[:3], shared.post(f"{path}/withdrawal", person), *looks[3:])
    shown = sum(answer.status_code == 200 and "identity" in answer.json() for answer in answers)
    assert {answer.status_code for answer in answers} <= {200, 404}
    logged = await shared.rows("SELECT count(*) AS n FROM access_log WHERE disclosure_id = $1", disclosure_id)
    assert logged[0]["n"] == shown


async def test_an_erasure_in_the_middle_of_looks_leaves_neither_person_nor_log(shared: CandidateService) -> None:
    person, disclosure_id, _ = await known_to(shared, "waterrijk")
    (candidate_id,) = await shared.ids(person)
    path = f"/disclosures/{disclosure_id}"
    looks = [shared.get(path, shared.hr()) for _ in range(6)]
    answers = await asyncio.gather(*looks[:3], shared.delete(f"/candidates/{candidate_id}", person), *looks[3:])
    assert {answer.status_code for answer in answers} <= {200, 202, 404}
    assert await shared.rows("SELECT * FROM access_log WHERE disclosure_id = $1", disclosure_id) == []
    assert (await shared.get(path, shared.hr())).status_code == 404


async def test_pages_of_disclosures_show_each_one_once(shared: CandidateService) -> None:
    for _ in range(3):
        await known_to(shared, "oeverhout")
    seen: list[str] = []
    path = "/disclosures?limit=2"
    while path:
        answer = await shared.get(path, shared.recruiter("oeverhout"))
        seen += [item["disclosureId"] for item in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "").rpartition("/candidate/v1")[2]
    assert (len(seen), len(set(seen))) == (3, 3)


async def test_who_may_call_the_routes_of_contact_at_all(shared: CandidateService) -> None:
    reads = ["/disclosures", f"/disclosures/{UNKNOWN}", "/access-log", f"/candidates/{UNKNOWN}/access-log"]
    reads.append("/employment-confirmations")
    writes = [
        ("POST", f"/disclosures/{UNKNOWN}/withdrawal", None),
        ("PUT", f"/candidates/{UNKNOWN}/adviser", {"email": "a@thuis.example"}),
        ("DELETE", f"/candidates/{UNKNOWN}/adviser", None),
        ("POST", f"/candidates/{UNKNOWN}/adviser-acceptance", None),
        ("POST", f"/candidates/{UNKNOWN}/employment-confirmation-request", {"employerMayKnow": True}),
        ("POST", f"/employment-confirmations/{UNKNOWN}/confirmation", None),
        ("POST", f"/employment-confirmations/{UNKNOWN}/refusal", None),
    ]
    roles = ["recruiter", "adviser", "privacy-officer"]
    for method, path, body in [("GET", path, None) for path in reads] + writes:
        assert (await shared.send(method, path, {}, body)).status_code == 401
        needed = "candidates:write" if method == "GET" else "candidates:read"
        caller = shared.running.as_person("p", needed, organisation="waterrijk", roles=roles)
        assert (await shared.send(method, path, caller, body)).status_code == 403
    for method, path, body in writes[:5]:
        assert (await shared.send(method, path, shared.hr(), body)).status_code == 403
    for path in ("/access-log", f"/candidates/{UNKNOWN}/access-log"):
        assert (await shared.get(path, shared.hr())).status_code == 403
    for method, path, body in (("GET", "/access-log", None), ("GET", "/employment-confirmations", None), *writes[5:]):
        assert (await shared.send(method, path, shared.recruiter(role="vacancy-holder"), body)).status_code == 403
    outside = shared.person("p", roles=["recruiter", "privacy-officer"])
    for method, path, body in (("GET", "/access-log", None), ("GET", "/employment-confirmations", None), *writes[5:]):
        assert (await shared.send(method, path, outside, body)).status_code == 403
