"""An adviser acts only for persons who chose them, from their own acceptance until they are dismissed."""

from typing import Any

import pytest
import pytest_asyncio

from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.story import SANNE, found_personal

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "00000000-0000-4000-8000-000000000000"


class Advised:
    """Somebody new, and an adviser whom they may choose."""

    def __init__(self, service: CandidateService, person: Caller, candidate_id: str) -> None:
        self.service, self.person, self.candidate_id = service, person, candidate_id
        self.address = f"adviser-{candidate_id}@advies.example"
        self.path = f"/candidates/{candidate_id}"

    def adviser(self, subject: str = "adviser", **claims: Any) -> Caller:
        given = {"email": self.address.upper(), "roles": ["adviser"], **claims}
        return self.service.person(f"{subject}-{self.candidate_id}", **given)

    async def chooses(self, address: str | None = None) -> Any:
        answer = await self.service.send("PUT", f"{self.path}/adviser", self.person, {"email": address or self.address})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def is_advised(self, **claims: Any) -> Caller:
        await self.chooses()
        adviser = self.adviser(**claims)
        assert (await self.service.post(f"{self.path}/adviser-acceptance", adviser)).status_code == 200
        return adviser

    async def own(self) -> Any:
        return (await self.service.get(self.path, self.person)).json()

    async def last_event(self) -> dict[str, Any]:
        *_, last = await self.service.events(self.candidate_id)
        return last


@pytest_asyncio.fixture(loop_scope="module")
async def advised(shared: CandidateService) -> Advised:
    person, address = shared.somebody()
    body = {**SANNE, "identity": {"name": "Kanariegeel", "email": address}}
    return Advised(shared, person, await shared.registered(person, body))


async def test_who_was_chosen_and_accepted_sees_the_person_and_each_look_is_logged(
    shared: CandidateService, advised: Advised
) -> None:
    assert (await advised.chooses())["adviser"]["acceptedAt"] is None
    adviser = advised.adviser()
    assert (await shared.get(advised.path, adviser)).status_code == 404
    (asked,) = (await shared.get("/candidates?seenAs=adviser", adviser)).json()["items"]
    assert (asked["candidateId"], asked["acceptedAt"]) == (advised.candidate_id, None)
    assert (await shared.post(f"{advised.path}/adviser-acceptance", adviser)).status_code == 200
    seen = (await shared.get(advised.path, adviser)).json()
    assert (seen["identity"]["name"], seen["employment"]["scale"]) == ("Kanariegeel", "9")
    listed = await shared.get("/candidates?seenAs=adviser", adviser)
    assert [each["candidateId"] for each in listed.json()["items"]] == [advised.candidate_id]
    assert found_personal(listed.text) == []
    (look,) = (await shared.get(f"{advised.path}/access-log", advised.person)).json()["items"]
    assert (look["role"], look["purpose"]) == ("adviser", "advice")
    assert "profile" in look["seen"]


async def test_only_the_verified_address_that_was_chosen_in_the_role_of_an_adviser_can_accept(
    shared: CandidateService, advised: Advised
) -> None:
    await advised.chooses()
    path = f"{advised.path}/adviser-acceptance"
    for stranger in (advised.adviser(email="other@advies.example"), advised.adviser(email=None)):
        assert (await shared.post(path, stranger)).status_code == 404
        assert (await shared.get("/candidates?seenAs=adviser", stranger)).json()["items"] == []
    assert (await shared.post(path, advised.adviser(roles=["recruiter"]))).status_code == 403
    without_role = advised.adviser(roles=[])
    assert (await shared.get("/candidates?seenAs=adviser", without_role)).status_code == 403
    assert (await shared.get("/candidates?seenAs=adviser", shared.hr())).status_code == 403
    first = await shared.post(path, advised.adviser())
    again = await shared.post(path, advised.adviser())
    assert (first.status_code, first.json()) == (200, again.json())
    assert (await shared.post(path, advised.adviser("somebody-else"))).status_code == 404
    assert (await shared.post(f"/candidates/{UNKNOWN}/adviser-acceptance", advised.adviser())).status_code == 404


async def test_from_the_acceptance_until_the_dismissal_the_events_name_the_adviser(
    shared: CandidateService, advised: Advised
) -> None:
    assert "adviserRef" not in (await advised.last_event())["data"]
    adviser = await advised.is_advised()
    named = await advised.last_event()
    assert named["data"]["adviserRef"] is not None
    assert found_personal(str(named)) == []
    dismissed = await shared.delete(f"{advised.path}/adviser", advised.person)
    assert (dismissed.status_code, dismissed.json()["adviser"]) == (200, None)
    assert "adviserRef" not in (await advised.last_event())["data"]
    assert (await shared.get(advised.path, adviser)).status_code == 404
    assert (await shared.get("/candidates?seenAs=adviser", adviser)).json()["items"] == []
    assert (await shared.delete(f"{advised.path}/adviser", advised.person)).headers["etag"] == dismissed.headers["etag"]


async def test_choosing_another_dismisses_the_first_and_the_same_again_changes_nothing(
    shared: CandidateService, advised: Advised
) -> None:
    adviser = await advised.is_advised()
    assert (await advised.chooses())["adviser"]["acceptedAt"] is not None
    await advised.chooses("another@advies.example")
    assert (await shared.get(advised.path, adviser)).status_code == 404
    assert (await shared.post(f"{advised.path}/adviser-acceptance", adviser)).status_code == 404
    assert (await advised.own())["adviser"]["email"] == "another@advies.example"


async def test_the_person_cannot_be_their_own_adviser_and_nobody_chooses_for_another(
    shared: CandidateService, advised: Advised
) -> None:
    own = (await advised.own())["identity"]["email"]
    refused = await shared.send("PUT", f"{advised.path}/adviser", advised.person, {"email": own.upper()})
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/email"]
    stranger, _ = shared.somebody()
    for method, body in (("PUT", {"email": advised.address}), ("DELETE", None)):
        assert (await shared.send(method, f"{advised.path}/adviser", stranger, body)).status_code == 404
    stale = await shared.send(
        "PUT", f"{advised.path}/adviser", advised.person, {"email": advised.address}, If_Match='"v9"'
    )
    assert stale.status_code == 412


async def test_an_adviser_at_the_person_s_own_employer_is_warned_of_when_chosen_and_when_accepting(
    shared: CandidateService, advised: Advised
) -> None:
    def codes(answer: Any) -> set[str]:
        return {warning["code"] for warning in answer["warnings"]}

    assert codes(await advised.chooses("a@mail.duinmeer.example")) == {"adviser-at-your-employer"}
    assert codes(await advised.chooses("a@waterrijk.example")) == set()
    await advised.is_advised(organisation="duinmeer", roles=["adviser", "recruiter"])
    own = await advised.own()
    assert codes(own) == {"adviser-at-your-employer", "adviser-recruits-for-your-employer"}
    assert own["adviser"]["organisation"] == "duinmeer"
    dutch = await shared.send("GET", advised.path, advised.person, Accept_Language="nl")
    assert "werft ook" in dutch.text


async def test_an_adviser_s_looks_are_not_told_to_where_they_work(shared: CandidateService, advised: Advised) -> None:
    adviser = await advised.is_advised(organisation="duinmeer", roles=["adviser", "recruiter"])
    assert (await shared.get(advised.path, adviser)).status_code == 200
    officer = shared.recruiter("duinmeer", "privacy-officer")
    assert (await shared.get("/access-log", officer)).json()["items"] == []
    (look,) = (await shared.get(f"{advised.path}/access-log", advised.person)).json()["items"]
    assert look["organisation"] == "duinmeer"


async def test_where_the_look_of_an_adviser_cannot_be_logged_nothing_is_shown(
    shared: CandidateService, advised: Advised
) -> None:
    adviser = await advised.is_advised()
    await shared.rows("REVOKE INSERT ON access_log FROM doorstroom_app")
    try:
        refused = await shared.get(advised.path, adviser)
    finally:
        await shared.rows("GRANT INSERT ON access_log TO doorstroom_app")
    assert refused.status_code >= 500
    assert found_personal(refused.text) == []


async def test_a_registration_that_sleeps_has_no_adviser_yet(shared: CandidateService) -> None:
    asleep = await shared.waterrijk_registers_willem()
    answer = await shared.send("PUT", f"/candidates/{asleep}/adviser", shared.willem, {"email": "a@advies.example"})
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "not-confirmed")
    await shared.delete(f"/candidates/{asleep}", shared.hr())
