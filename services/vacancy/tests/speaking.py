"""The running service as its callers speak to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_vacancy.bootstrap import MIGRATIONS, Context
from doorstroom_vacancy.main import create_app
from doorstroom_vacancy.settings import VacancySettings
from services.vacancy.tests.story import EVERYTHING, PERMIT_OFFICER, PLANNER_ON_LOAN

BASE = "/vacancy/v1"


@dataclass(slots=True)
class VacancyService:
    """The running service, and how its callers speak to it."""

    running: Running
    context: Context

    @property
    def now(self) -> datetime:
        return self.running.clock.now()

    def hr(self, organisation: str) -> dict[str, str]:
        return self.running.as_organisation(organisation, *EVERYTHING)

    def person(self, subject: str, organisation: str | None = None, roles: tuple[str, ...] = ()) -> dict[str, str]:
        return self.running.as_person(subject, *EVERYTHING, organisation=organisation, roles=roles)

    async def get(self, path: str, caller: dict[str, str]) -> httpx.Response:
        return await self.running.http.get(BASE + path, headers=caller)

    async def post(self, path: str, caller: dict[str, str], body: Any = None, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.running.http.post(BASE + path, json=body, headers={**caller, **named})

    async def patch(self, path: str, caller: dict[str, str], body: Any, if_match: str | None = None) -> httpx.Response:
        headers = caller if if_match is None else {**caller, "If-Match": if_match}
        return await self.running.http.patch(BASE + path, json=body, headers=headers)

    async def put(self, path: str, caller: dict[str, str], body: Any, if_match: str | None = None) -> httpx.Response:
        headers = caller if if_match is None else {**caller, "If-Match": if_match}
        return await self.running.http.put(BASE + path, json=body, headers=headers)

    async def opened(self, organisation: str = "waterrijk", **changes: Any) -> dict[str, Any]:
        """A vacancy that stands open."""
        answer = await self.post("/vacancies", self.hr(organisation), {**PERMIT_OFFICER, **changes})
        assert answer.status_code == 201, answer.text
        vacancy: dict[str, Any] = answer.json()
        return vacancy

    async def asked(self, organisation: str = "waterrijk", **changes: Any) -> dict[str, Any]:
        """A secondment request that stands open."""
        answer = await self.post("/secondment-requests", self.hr(organisation), {**PLANNER_ON_LOAN, **changes})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def react(self, vacancy_id: str, organisation: str, reference: str) -> httpx.Response:
        return await self.post(f"/vacancies/{vacancy_id}/reactions", self.hr(organisation), {"reference": reference})

    async def advance(self, **by: float) -> None:
        await self.running.advance(timedelta(**by))

    async def events(self, topic: str, about: str | None = None) -> list[dict[str, Any]]:
        """What was published on a topic, or about one subject, by key in order of version."""
        await self.running.settle()
        published = [event for event in await self.running.events(topic) if about in (None, event["subject"])]
        return sorted(published, key=lambda event: (event["subject"], int(event["sequence"])))

    async def rows(self, query: str, *values: Any) -> Any:
        return await self.running.rows(query, *values)


@asynccontextmanager
async def started(databases: Databases, **settings: Any) -> AsyncIterator[VacancyService]:
    """The service before any covenant was adopted, on databases of its own."""
    made: list[Context] = []

    def capture(*arguments: Any, **named: Any) -> Any:
        app = create_app(*arguments, **named)
        made.append(app.api.state.context)
        return app

    async with running(databases, VacancySettings, capture, MIGRATIONS, **settings) as service:
        yield VacancyService(service, made[0])
