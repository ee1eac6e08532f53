"""Whether one of its people looks around makes no difference to what an employer sees, nor to the work it costs."""

import asyncio
from typing import Any

from doorstroom_common.database import Role
from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.facts import Story
from services.candidate.tests.story import NOW, SANNE, SANNE_EMAIL

ABSENT = "00000000-0000-4000-8000-000000000000"


class Watched:
    """Everything an employer can notice: statuses, answers without ids and moments, and the statements they cost."""

    def __init__(self, service: CandidateService) -> None:
        self._service = service
        self._statements: list[str] = []

    async def begin(self) -> None:
        """One request at a time takes the connection that was given back last: always the same one."""
        async with self._service.running.service.database.connection(Role.APP) as connection:
            connection.add_query_logger(lambda record: self._statements.append(record.query))

    async def notice(self, employer: Caller, candidate_id: str) -> list[Any]:
        body = {**SANNE, "hiddenFromEmployer": None}
        return await self.noticed(
            employer,
            ("POST", "/candidates", body),
            ("GET", "/candidates", None),
            ("GET", f"/candidates/{candidate_id}", None),
            ("PATCH", f"/candidates/{candidate_id}", {"goesFirst": None}),
            ("POST", f"/candidates/{candidate_id}/employment-confirmation", None),
            ("DELETE", f"/candidates/{candidate_id}", None),
        )

    async def noticed(self, employer: Caller, *requests: tuple[str, str, Any]) -> list[Any]:
        noticed: list[Any] = []
        await asyncio.sleep(0)  # asyncpg tells its loggers in the loop's next turn
        for method, path, sent in requests:
            self._statements.clear()
            answer = await self._service.send(method, path, employer, sent)
            await asyncio.sleep(0)
            noticed.append((method, answer.status_code, _told(answer.json()), list(self._statements)))
        return noticed


def _told(value: Any) -> Any:
    """The answer without what differs each time."""
    if isinstance(value, dict):
        own = ("candidateId", "instance", "registeredAt")
        return {name: _told(item) for name, item in value.items() if name not in own}
    return [_told(item) for item in value] if isinstance(value, list) else value


async def test_registering_listing_and_asking_are_the_same_whether_a_colleague_is_there_or_not(
    service: CandidateService,
) -> None:
    watched, employer = Watched(service), service.hr("duinmeer")
    await service.get("/candidates", employer)
    await watched.begin()
    nobody = await watched.notice(employer, ABSENT)
    (given,) = await service.ids(employer)
    assert (await service.delete(f"/candidates/{given}", employer)).status_code == 202
    hidden = await service.sanne_registers()
    assert SANNE["identity"]["email"] == SANNE_EMAIL
    somebody = await watched.notice(employer, hidden)
    assert somebody == nobody
    assert [status for _, status, *_ in nobody] == [201, 200, 404, 404, 404, 404]
    assert [len(statements) for *_, statements in nobody][:3] == [1, 3, 3]


def of_contact(candidate_id: str, disclosure_id: str) -> list[tuple[str, str, Any]]:
    """Everything around contact that somebody of an employer can ask."""
    return [
        ("GET", "/disclosures", None),
        ("GET", "/disclosures?seenAs=organisation", None),
        ("GET", f"/disclosures/{disclosure_id}", None),
        ("POST", f"/disclosures/{disclosure_id}/withdrawal", None),
        ("GET", "/employment-confirmations", None),
        ("POST", f"/employment-confirmations/{candidate_id}/confirmation", None),
        ("POST", f"/employment-confirmations/{candidate_id}/refusal", None),
        ("GET", "/access-log", None),
        ("GET", f"/candidates/{candidate_id}/access-log", None),
        ("GET", "/candidates?seenAs=adviser", None),
        ("GET", f"/candidates/{candidate_id}", None),
        ("POST", f"/candidates/{candidate_id}/adviser-acceptance", None),
        ("POST", f"/candidates/{candidate_id}/employment-confirmation-request", {"employerMayKnow": True}),
    ]


async def test_what_a_colleague_agreed_with_others_makes_no_difference_to_their_employer(
    service: CandidateService,
) -> None:
    """She is known to another organisation, which looked, and to an adviser who works at her own employer."""
    watched = Watched(service)
    roles = ("recruiter", "vacancy-holder", "privacy-officer", "adviser")
    callers = [service.hr("duinmeer"), *(service.recruiter("duinmeer", role) for role in roles)]
    await service.get("/disclosures", callers[0])
    await watched.begin()
    nobody: list[Any] = []
    for _ in range(2):  # at its first time the driver asks the database what types there are
        nobody = [await watched.noticed(caller, *of_contact(ABSENT, ABSENT)) for caller in callers]

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
    somebody = [await watched.noticed(caller, *asked) for caller in callers]
    assert somebody == nobody
    assert all(status < 500 for noticed in nobody for _, status, *_ in noticed)
    assert any(statements for noticed in nobody for *_, statements in noticed)
