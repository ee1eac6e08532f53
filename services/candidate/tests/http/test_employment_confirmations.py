"""An employer is asked to confirm an employment by the person alone, and sees nothing before."""

from typing import Any

import pytest

from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.story import AT_DUINMEER, SANNE

pytestmark = pytest.mark.asyncio(loop_scope="module")

MAY_KNOW = {"employerMayKnow": True}


class Employee:
    """Somebody new who works at an employer."""

    def __init__(self, service: CandidateService, person: Caller, candidate_id: str, employer: str) -> None:
        self.service, self.person, self.employer = service, person, employer
        self.path = f"/candidates/{candidate_id}"
        self.candidate_id = candidate_id

    async def asks(self, body: Any = MAY_KNOW) -> Any:
        return await self.service.post(f"{self.path}/employment-confirmation-request", self.person, body)

    async def asked(self) -> str:
        """The id by which the employer answers."""
        assert (await self.asks()).status_code == 200
        (waiting,) = await self.waiting()
        confirmation_id: str = waiting["confirmationId"]
        return confirmation_id

    async def waiting(self, caller: Caller | None = None) -> list[dict[str, Any]]:
        answer = await self.service.get("/employment-confirmations", caller or self.service.hr(self.employer))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def answered(self, confirmation_id: str, how: str, caller: Caller | None = None) -> Any:
        path = f"/employment-confirmations/{confirmation_id}/{how}"
        return await self.service.post(path, caller or self.service.hr(self.employer))

    async def own(self) -> Any:
        return (await self.service.get(self.path, self.person)).json()


async def employee(service: CandidateService, employer: str) -> Employee:
    person, address = service.somebody()
    employment = {**AT_DUINMEER, "employer": employer}
    body = {**SANNE, "identity": {"name": "Kanariegeel", "email": address}, "employment": employment}
    return Employee(service, person, await service.registered(person, body), employer)


async def test_before_the_person_asks_the_employer_sees_nothing_and_after_it_the_name_and_the_employment(
    shared: CandidateService,
) -> None:
    sanne = await employee(shared, "duinmeer")
    assert await sanne.waiting() == []
    answer = (await sanne.asks()).json()
    assert answer["employmentConfirmation"]["status"] == "asked"
    assert "employer-will-know" in {warning["code"] for warning in answer["warnings"]}
    (waiting,) = await sanne.waiting()
    assert (waiting["name"], waiting["employment"]["scale"]) == ("Kanariegeel", "9")
    assert set(waiting) == {"confirmationId", "name", "employment", "askedAt"}
    assert await sanne.waiting(shared.hr("lindegouw")) == []
    assert await sanne.waiting(shared.recruiter("duinmeer")) == [waiting]
    looks = (await shared.get(f"{sanne.path}/access-log", sanne.person)).json()["items"]
    assert {(look["organisation"], look["role"], look["purpose"]) for look in looks} == {
        ("duinmeer", "recruiter", "employment-confirmation"),
        ("duinmeer", None, "employment-confirmation"),
    }
    assert len(looks) == 2
    await shared.delete(sanne.path, sanne.person)


@pytest.mark.parametrize("body", [{"employerMayKnow": False}, {"employerMayKnow": "yes"}, {}])
async def test_it_takes_the_person_s_word_that_the_employer_may_know(shared: CandidateService, body: Any) -> None:
    sanne = await employee(shared, "zilverveen")
    refused = await sanne.asks(body)
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/employerMayKnow"]
    assert await sanne.waiting() == []
    if body == {"employerMayKnow": False}:
        assert "your employer will see your name" in refused.text


async def test_a_confirmed_employment_is_published_and_the_answer_stays_whatever_the_person_does(
    shared: CandidateService,
) -> None:
    sanne = await employee(shared, "lindegouw")
    confirmation_id = await sanne.asked()
    first = await sanne.answered(confirmation_id, "confirmation")
    assert (first.status_code, first.json()["status"]) == (200, "confirmed")
    *_, last = await shared.events(sanne.candidate_id)
    assert last["data"]["employment"]["standing"] == "confirmed"
    own = await sanne.own()
    assert (own["employment"]["standing"], own["employmentConfirmation"]["status"]) == ("confirmed", "confirmed")
    assert await sanne.waiting() == []
    again = await sanne.answered(confirmation_id, "confirmation")
    await shared.delete(sanne.path, sanne.person)
    after = await sanne.answered(confirmation_id, "confirmation")
    assert first.json() == again.json() == after.json()
    assert (await sanne.answered(confirmation_id, "refusal")).status_code == 409


async def test_after_a_refusal_the_person_can_correct_it_and_ask_again(shared: CandidateService) -> None:
    sanne = await employee(shared, "polderkerk")
    refused = await sanne.asked()
    assert (await sanne.answered(refused, "refusal")).status_code == 200
    own = await sanne.own()
    assert (own["employment"]["standing"], own["employmentConfirmation"]["status"]) == ("declared", "refused")
    changed = {**AT_DUINMEER, "employer": "polderkerk", "scale": "10"}
    corrected = await shared.patch(sanne.path, sanne.person, {"employment": changed})
    assert corrected.json()["employmentConfirmation"] is None
    second = await sanne.asked()
    assert second != refused
    assert (await sanne.answered(second, "confirmation", shared.recruiter("polderkerk"))).status_code == 200


async def test_another_organisation_cannot_answer_and_cannot_tell_whether_there_is_anything(
    shared: CandidateService,
) -> None:
    sanne = await employee(shared, "oeverhout")
    confirmation_id = await sanne.asked()
    for how in ("confirmation", "refusal"):
        foreign = await sanne.answered(confirmation_id, how, shared.hr("waterrijk"))
        nothing = await sanne.answered(sanne.candidate_id, how, shared.hr("waterrijk"))
        assert foreign.status_code == nothing.status_code == 404
        assert foreign.json()["detail"] == nothing.json()["detail"]
    assert (await sanne.own())["employment"]["standing"] == "declared"


@pytest.mark.parametrize("what", ["employment", "withdrawal", "erasure"])
async def test_it_is_taken_back_when_the_person_changes_the_employment_withdraws_or_goes(
    shared: CandidateService, what: str
) -> None:
    sanne = await employee(shared, "rietdam")
    confirmation_id = await sanne.asked()
    if what == "employment":
        await shared.patch(
            sanne.path, sanne.person, {"employment": {**AT_DUINMEER, "employer": "rietdam", "hours": 20}}
        )
    elif what == "withdrawal":
        await shared.post(f"{sanne.path}/withdrawal", sanne.person)
    else:
        await shared.delete(sanne.path, sanne.person)
    assert await sanne.waiting() == []
    assert (await sanne.answered(confirmation_id, "confirmation")).status_code == 404


async def test_what_cannot_be_confirmed_is_refused_with_what_would_be(shared: CandidateService) -> None:
    sanne = await employee(shared, "waterrijk")
    assert (await sanne.answered(await sanne.asked(), "confirmation")).status_code == 200
    assert (await sanne.asks()).json()["type"].endswith("nothing-to-confirm")
    await shared.patch(sanne.path, sanne.person, {"employment": None})
    assert (await sanne.asks()).json()["type"].endswith("nothing-to-confirm")
    await shared.patch(sanne.path, sanne.person, {"employment": {**AT_DUINMEER, "employer": "elders"}})
    assert (await sanne.asks()).json()["type"].endswith("employer-not-in-a-covenant")
    await shared.post(f"{sanne.path}/withdrawal", sanne.person)
    assert (await sanne.asks()).json()["type"].endswith("takes-no-part")
    stranger, _ = shared.somebody()
    assert (await shared.post(f"{sanne.path}/employment-confirmation-request", stranger, MAY_KNOW)).status_code == 404


async def test_asking_again_while_it_waits_changes_nothing(shared: CandidateService) -> None:
    sanne = await employee(shared, "servicepunt-delta")
    first = await sanne.asked()
    assert await sanne.asked() == first


async def test_where_the_looks_cannot_be_logged_no_name_is_shown(shared: CandidateService) -> None:
    sanne = await employee(shared, "waterrijk")
    assert (await sanne.asks()).status_code == 200
    await shared.rows("REVOKE INSERT ON access_log FROM doorstroom_app")
    try:
        refused = await shared.get("/employment-confirmations", shared.hr())
    finally:
        await shared.rows("GRANT INSERT ON access_log TO doorstroom_app")
    assert refused.status_code >= 500
    assert "Kanariegeel" not in refused.text
