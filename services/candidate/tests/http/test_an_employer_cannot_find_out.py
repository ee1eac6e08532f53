"""Whether one of its people looks around makes no difference to what an employer sees, nor to the work it costs."""

import asyncio
from typing import Any

from doorstroom_common.database import Role
from services.candidate.tests.conftest import Caller, CandidateService
from services.candidate.tests.story import SANNE, SANNE_EMAIL

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
        noticed: list[Any] = []
        body = {**SANNE, "hiddenFromEmployer": None}
        for method, path, sent in (
            ("POST", "/candidates", body),
            ("GET", "/candidates", None),
            ("GET", f"/candidates/{candidate_id}", None),
            ("PATCH", f"/candidates/{candidate_id}", {"goesFirst": None}),
            ("POST", f"/candidates/{candidate_id}/employment-confirmation", None),
            ("DELETE", f"/candidates/{candidate_id}", None),
        ):
            self._statements.clear()
            answer = await self._service.send(method, path, employer, sent)
            await asyncio.sleep(0)  # asyncpg tells its loggers in the loop's next turn
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
