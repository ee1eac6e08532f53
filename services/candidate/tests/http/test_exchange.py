"""Headers, repeated requests, pages and warnings."""

import asyncio

import pytest

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.story import AT_DUINMEER, SANNE, WILLEM

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_change_from_an_old_version_is_refused(shared: CandidateService) -> None:
    person, _ = shared.somebody()
    created = await shared.post("/candidates", person, SANNE)
    path = created.headers["location"].removeprefix("/candidate/v1")
    assert created.headers["etag"] == '"v1"'
    changed = await shared.patch(path, person, {"lowestScale": None}, If_Match='"v1"')
    assert (changed.status_code, changed.headers["etag"], changed.json()["lowestScale"]) == (200, '"v2"', None)
    assert (await shared.patch(path, person, {"lowestScale": "8"}, If_Match='"v1"')).status_code == 412
    assert (await shared.post(f"{path}/withdrawal", person, If_Match='"v1"')).status_code == 412
    read = await shared.get(path, person)
    assert (read.headers["etag"], read.json()) == (changed.headers["etag"], changed.json())


async def test_an_employer_s_change_from_an_old_version_is_refused(shared: CandidateService) -> None:
    candidate_id = await shared.waterrijk_registers_willem()
    path = f"/candidates/{candidate_id}"
    assert (await shared.patch(path, shared.hr(), {"goesFirst": None}, If_Match='"v1"')).headers["etag"] == '"v2"'
    assert (await shared.patch(path, shared.hr(), {"goesFirst": None}, If_Match='"v1"')).status_code == 412
    assert (await shared.patch(path, shared.hr(), {"goesFirst": None})).headers["etag"] == '"v2"'
    assert (await shared.post(f"{path}/employment-confirmation", shared.hr(), If_Match='"v1"')).status_code == 412


@pytest.mark.parametrize("who", ["person", "employer"])
async def test_a_repeated_request_has_one_effect_and_the_same_answer(shared: CandidateService, who: str) -> None:
    caller, body = (shared.somebody()[0], SANNE) if who == "person" else (shared.hr("zilverveen"), dict(WILLEM))
    if who == "employer":
        body["employment"] = {**AT_DUINMEER, "employer": "zilverveen"}
    answers = await asyncio.gather(
        *(shared.post("/candidates", caller, body, Idempotency_Key="once") for _ in range(3))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({(answer.text, answer.headers["location"], answer.headers["etag"]) for answer in answers}) == 1
    assert len(await shared.ids(caller)) == 1
    other = await shared.post("/candidates", caller, {**body, "moves": ["temporary"]}, Idempotency_Key="once")
    assert other.status_code == 422


async def test_pages_show_each_one_once_newest_first(shared: CandidateService) -> None:
    caller = shared.hr("oeverhout")
    body = {**WILLEM, "employment": {**AT_DUINMEER, "employer": "oeverhout"}}
    made = {await shared.registered(caller, body) for _ in range(5)}
    seen: list[str] = []
    path = "/candidates?limit=2"
    while path:
        answer = await shared.get(path, caller)
        seen += [item["candidateId"] for item in answer.json()["items"]]
        following = answer.links.get("next", {}).get("url", "")
        path = following.removeprefix("http://doorstroom.test").removeprefix("/candidate/v1")
    assert len(seen) == 5
    assert set(seen) == made


async def test_a_person_s_page_has_their_own_and_what_waits_for_them(shared: CandidateService) -> None:
    person, address = shared.somebody()
    own = await shared.registered(person, {**SANNE, "identity": {"name": "S", "email": address}})
    waiting = await shared.registered(shared.hr(), {**WILLEM, "identity": {"name": "S", "email": address.upper()}})
    assert set(await shared.ids(person)) == {own, waiting}
    first = await shared.get("/candidates?limit=1", person)
    following = first.links["next"]["url"].split("/candidate/v1")[1]
    second = await shared.get(following, person)
    assert {page.json()["items"][0]["candidateId"] for page in (first, second)} == {own, waiting}
    assert "next" not in second.links


@pytest.mark.parametrize("address", ["s@waterrijk.example", "S@Mail.Duinmeer.Example"])
async def test_a_private_address_at_a_member_gets_a_warning(shared: CandidateService, address: str) -> None:
    person, _ = shared.somebody()
    own = await shared.post("/candidates", person, {**SANNE, "identity": {"name": "S", "email": address}})
    given = await shared.post("/candidates", shared.hr(), {**WILLEM, "identity": {"name": "S", "email": address}})
    for answer in (own, given):
        assert answer.status_code == 201
        assert [warning["code"] for warning in answer.json()["warnings"]] == ["address-of-an-employer"]


async def test_an_employer_outside_every_covenant_is_allowed_to_a_person_with_a_warning(
    shared: CandidateService,
) -> None:
    person, _ = shared.somebody()
    body = {**SANNE, "employment": {**AT_DUINMEER, "employer": "elders"}}
    answer = await shared.post("/candidates", person, body, Accept_Language="nl")
    assert [warning["code"] for warning in answer.json()["warnings"]] == ["employer-not-in-a-covenant"]
    assert "geen deelnemer" in answer.json()["warnings"][0]["message"]


async def test_an_organisation_in_no_covenant_is_told_so(shared: CandidateService) -> None:
    body = {**WILLEM, "employment": {**AT_DUINMEER, "employer": "elders"}}
    answer = await shared.post("/candidates", shared.hr("elders"), body)
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "not-in-a-covenant")
    assert "co-ordinator" in answer.json()["detail"]


async def test_the_verified_address_serves_where_none_is_given(shared: CandidateService) -> None:
    person, address = shared.somebody()
    answer = await shared.post("/candidates", person, {**SANNE, "identity": {"name": "S"}})
    assert answer.json()["identity"] == {"name": "S", "email": address, "phone": None}
    without = await shared.post("/candidates", shared.person("no-address"), {**SANNE, "identity": {"name": "S"}})
    assert [fault["pointer"] for fault in without.json()["errors"]] == ["/identity/email"]
