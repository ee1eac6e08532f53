"""Who may see and do what: everything else is not there."""

import pytest

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import SANNE, WILLEM, WILLEM_EMAIL

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "00000000-0000-4000-8000-000000000000"
OF_ONE = [
    ("GET", ""),
    ("PATCH", ""),
    ("DELETE", ""),
    ("POST", "/confirmation"),
    ("POST", "/withdrawal"),
    ("POST", "/employment-confirmation"),
]
PERSONS_ONLY = ("/confirmation", "/withdrawal")


@pytest.mark.parametrize(("method", "step"), OF_ONE)
async def test_what_is_somebody_else_s_is_answered_as_what_does_not_exist(
    shared: CandidateService, method: str, step: str
) -> None:
    person, address = shared.somebody()
    own = await shared.registered(person, {**SANNE, "identity": {"name": "S", "email": address}})
    asleep = await shared.waterrijk_registers_willem()
    body: dict[str, str] | None = {} if method == "PATCH" else None
    other_employer, employer, other_person = shared.hr("rietdam"), shared.hr("duinmeer"), shared.somebody()[0]
    foreign = [(own, other_person), (own, employer), (own, other_employer), (asleep, other_employer), (asleep, person)]
    for candidate_id, caller in foreign:
        answer = await shared.send(method, f"/candidates/{candidate_id}{step}", caller, body)
        nothing = await shared.send(method, f"/candidates/{UNKNOWN}{step}", caller, body)
        assert answer.status_code == nothing.status_code
        assert answer.status_code in (404, 403 if step else 404)
        assert _words(answer.json()) == _words(nothing.json())


def _words(problem: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in problem.items() if name != "instance"}


async def test_an_employer_sees_what_it_gave_and_nobody_who_registered_themselves(shared: CandidateService) -> None:
    person, address = shared.somebody()
    at_lindegouw = {**SANNE["employment"], "employer": "lindegouw"}
    await shared.registered(person, {**SANNE, "identity": {"name": "S", "email": address}, "employment": at_lindegouw})
    assert await shared.ids(shared.hr("lindegouw")) == []
    given = await shared.registered(
        shared.hr("lindegouw"),
        {**WILLEM, "identity": {"name": "W", "email": address}, "employment": at_lindegouw},
    )
    assert await shared.ids(shared.hr("lindegouw")) == [given]
    assert await shared.ids(shared.hr("rietdam")) == []


async def test_an_employer_learns_nothing_of_what_the_person_does_with_it(shared: CandidateService) -> None:
    person, address = shared.somebody()
    body = {**WILLEM, "identity": {"name": "W", "email": address}}
    candidate_id = await shared.registered(shared.hr(), body)
    await shared.post(f"/candidates/{candidate_id}/confirmation", person)
    before = await shared.get(f"/candidates/{candidate_id}", shared.hr())
    changes = {
        "employment": None,
        "hours": {"min": 8, "max": 8},
        "identity": {"name": "Another"},
        "moves": ["secondment"],
    }
    assert (await shared.patch(f"/candidates/{candidate_id}", person, changes)).status_code == 200
    assert (await shared.post(f"/candidates/{candidate_id}/withdrawal", person)).status_code == 200
    after = await shared.get(f"/candidates/{candidate_id}", shared.hr())
    assert (after.text, after.headers["etag"]) == (before.text, before.headers["etag"])
    assert after.json()["identity"]["name"] == "W"
    assert "registeredBy" not in after.json()


async def test_the_address_that_a_token_has_verified_decides_whose_a_registration_is(shared: CandidateService) -> None:
    candidate_id = await shared.waterrijk_registers_willem()
    path = f"/candidates/{candidate_id}/confirmation"
    nobody = shared.person("willem-unverified")
    other = shared.person("willem-other", email="other@thuis.example")
    for caller in (nobody, other):
        assert (await shared.post(path, caller)).status_code == 404
        assert candidate_id not in await shared.ids(caller)
    verified = shared.person("willem-verified", email=WILLEM_EMAIL.upper())
    assert candidate_id in await shared.ids(verified)
    asleep = (await shared.get(f"/candidates/{candidate_id}", verified)).json()
    assert (asleep["status"], asleep["registeredBy"], asleep["employment"]["employer"]) == (
        "asleep",
        "employer",
        "waterrijk",
    )
    for step in ("", "/withdrawal"):
        method = "POST" if step else "PATCH"
        answer = await shared.send(method, f"/candidates/{candidate_id}{step}", verified, None if step else {})
        assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "not-confirmed")
    await shared.delete(f"/candidates/{candidate_id}", verified)


async def test_after_the_confirmation_the_profile_is_the_person_s(shared: CandidateService) -> None:
    person, address = shared.somebody()
    candidate_id = await shared.registered(shared.hr(), {**WILLEM, "identity": {"name": "W", "email": address}})
    path = f"/candidates/{candidate_id}"
    asleep = await shared.patch(path, shared.hr(), {"hours": {"min": 30, "max": 36}, "identity": {"phone": None}})
    assert (asleep.status_code, asleep.json()["hours"]["min"]) == (200, 30)
    await shared.post(f"{path}/confirmation", person)
    for change in ({"hours": {"min": 20, "max": 36}}, {"identity": {"name": "V"}}):
        assert (await shared.patch(path, shared.hr(), change)).status_code == 409
    mine = (await shared.get(path, person)).json()
    assert (mine["hours"]["min"], mine["identity"]["name"]) == (30, "W")


async def test_who_may_call_at_all(shared: CandidateService) -> None:
    routes = [("GET", "/candidates"), ("POST", "/candidates"), ("GET", f"/erasures/{UNKNOWN}")]
    routes += [(method, f"/candidates/{UNKNOWN}{step}") for method, step in OF_ONE]
    for method, path in routes:
        assert (await shared.send(method, path, {})).status_code == 401
        needed = "candidates:write" if method == "GET" else "candidates:read"
        for caller in (shared.running.as_organisation("waterrijk", needed), shared.running.as_person("p", needed)):
            assert (await shared.send(method, path, caller)).status_code == 403
    for method, step in OF_ONE:
        wrong = shared.hr() if step in PERSONS_ONLY else shared.person("p")
        if step:
            assert (await shared.send(method, f"/candidates/{UNKNOWN}{step}", wrong)).status_code == 403


async def test_a_recruiter_is_a_person_here_and_sees_only_their_own(shared: CandidateService) -> None:
    candidate_id = await shared.waterrijk_registers_willem()
    recruiter = shared.person("recruiter", organisation="waterrijk", roles=["recruiter"], email="r@thuis.example")
    assert await shared.ids(recruiter) == []
    assert (await shared.get(f"/candidates/{candidate_id}", recruiter)).status_code == 404
