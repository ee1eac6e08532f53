from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from doorstroom_candidate.bootstrap import MIGRATIONS
from doorstroom_candidate.main import create_app
from doorstroom_candidate.settings import CandidateSettings
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from services.candidate.tests.story import (
    DEMO,
    EVERYTHING,
    EXTERNAL_ID_KEY,
    MAIL_DOMAINS,
    SANNE,
    SANNE_EMAIL,
    WILLEM,
    WILLEM_EMAIL,
)

BASE = "/candidate/v1"
Caller = dict[str, str]


@dataclass(slots=True)
class CandidateService:
    """The running service, and how its callers speak to it."""

    running: Running

    def hr(self, organisation: str = "waterrijk") -> Caller:
        return self.running.as_organisation(organisation, *EVERYTHING)

    @property
    def sanne(self) -> Caller:
        return self.running.as_person("sanne", *EVERYTHING, email=SANNE_EMAIL)

    @property
    def willem(self) -> Caller:
        """His address is written in another case than his employer has it."""
        return self.running.as_person("willem", *EVERYTHING, email=WILLEM_EMAIL.upper())

    def person(self, subject: str, **claims: Any) -> Caller:
        return self.running.as_person(subject, *EVERYTHING, **claims)

    async def send(self, method: str, path: str, caller: Caller, body: Any = None, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.running.http.request(method, BASE + path, json=body, headers={**caller, **named})

    async def get(self, path: str, caller: Caller) -> httpx.Response:
        return await self.send("GET", path, caller)

    async def post(self, path: str, caller: Caller, body: Any = None, **headers: str) -> httpx.Response:
        return await self.send("POST", path, caller, body, **headers)

    async def patch(self, path: str, caller: Caller, body: Any, **headers: str) -> httpx.Response:
        return await self.send("PATCH", path, caller, body, **headers)

    async def delete(self, path: str, caller: Caller) -> httpx.Response:
        return await self.send("DELETE", path, caller)

    async def sanne_registers(self, **changes: Any) -> str:
        """The id of her candidate."""
        return await self.registered(self.sanne, {**SANNE, **changes})

    async def waterrijk_registers_willem(self, **changes: Any) -> str:
        """The id; he sleeps."""
        return await self.registered(self.hr(), {**WILLEM, **changes})

    async def willem_takes_part(self) -> str:
        """Registered by Waterrijk and confirmed by himself."""
        candidate_id = await self.waterrijk_registers_willem()
        answer = await self.post(f"/candidates/{candidate_id}/confirmation", self.willem)
        assert answer.status_code == 200, answer.text
        return candidate_id

    async def asleep_of(self, caller: Caller) -> str:
        """The registration that waits for this person."""
        answer = await self.get("/candidates", caller)
        (candidate_id,) = [each["candidateId"] for each in answer.json()["items"] if each["status"] == "asleep"]
        return str(candidate_id)

    async def willem_confirms(self) -> str:
        """What his employer registered for him."""
        candidate_id = await self.asleep_of(self.willem)
        answer = await self.post(f"/candidates/{candidate_id}/confirmation", self.willem)
        assert answer.status_code == 200, answer.text
        return candidate_id

    async def external_keys(self) -> list[str]:
        """The hashes of the ids that are stored."""
        return [row["external_key"] for row in await self.rows("SELECT external_key FROM registration")]

    def recruiter(self, organisation: str = "waterrijk", role: str = "recruiter") -> Caller:
        """Somebody who acts for an organisation in a role."""
        return self.person(f"{role} of {organisation}", organisation=organisation, roles=[role])

    async def hears(self, *facts: CloudEvent) -> None:
        """What others published, dealt with one after the other."""
        for fact in facts:
            await self.running.publish(fact)
            await self.running.settle()

    async def disclosed(self, organisation: str = "waterrijk", **query: str) -> list[dict[str, Any]]:
        """What an organisation's HR system finds in its list."""
        answer = await self.running.http.get(f"{BASE}/disclosures", params=query, headers=self.hr(organisation))
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def disclosures(self) -> list[tuple[str, dict[str, Any]]]:
        """What was published of disclosures: `granted` or `ended` with the data, by subject and version."""
        await self.running.settle()
        published = await self.running.events("disclosures")
        published.sort(key=lambda event: (event["subject"], int(event["sequence"])))
        return [(event["type"].split(".")[2].removeprefix("disclosure-"), event["data"]) for event in published]

    def somebody(self) -> tuple[Caller, str]:
        """A person whom no other test knows, and their address."""
        address = f"{uuid4().hex}@thuis.example"
        return self.person(address, email=address), address

    async def registered(self, caller: Caller, body: dict[str, Any]) -> str:
        """The id of what was registered."""
        answer = await self.post("/candidates", caller, body)
        assert answer.status_code == 201, answer.text
        candidate_id: str = answer.json()["candidateId"]
        return candidate_id

    async def ids(self, caller: Caller) -> list[str]:
        answer = await self.get("/candidates", caller)
        assert answer.status_code == 200, answer.text
        return [item["candidateId"] for item in answer.json()["items"]]

    async def events(self, candidate_id: str | None = None) -> list[dict[str, Any]]:
        """What was published of candidates, or of one, in order of version."""
        await self.running.settle()
        published = await self.running.events("candidates")
        of_one = [event for event in published if candidate_id in (None, event["subject"])]
        return sorted(of_one, key=lambda event: (event["subject"], int(event["sequence"])))

    async def advance(self, **by: float) -> None:
        await self.running.advance(timedelta(**by))

    async def rows(self, query: str, *values: Any) -> Any:
        return await self.running.rows(query, *values)

    async def everything(self) -> dict[str, str]:
        """Every column of every table as one text each."""
        tables = await self.rows(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        )
        found = {}
        for table, column in tables:
            rows = await self.rows(f'SELECT "{column}" AS value FROM "{table}"')
            found[f"{table}.{column}"] = " ".join(_text(row["value"]) for row in rows)
        return found

    async def places_of_text(self, text: str) -> list[str]:
        """The columns in which a text stands."""
        return [place for place, content in (await self.everything()).items() if text in content]


@pytest.fixture
async def service(databases: Databases) -> AsyncIterator[CandidateService]:
    """The service with the demo covenant adopted."""
    async with running(
        databases,
        CandidateSettings,
        create_app,
        MIGRATIONS,
        covenant=DEMO,
        mail_domains=MAIL_DOMAINS,
        external_id_key=EXTERNAL_ID_KEY,
    ) as made:
        yield CandidateService(made)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(databases: Databases) -> AsyncIterator[CandidateService]:
    """The same for all tests of a module, each with people of its own."""
    async with running(
        databases,
        CandidateSettings,
        create_app,
        MIGRATIONS,
        covenant=DEMO,
        mail_domains=MAIL_DOMAINS,
        external_id_key=EXTERNAL_ID_KEY,
    ) as made:
        yield CandidateService(made)


@pytest.fixture
async def keyless(databases: Databases) -> AsyncIterator[CandidateService]:
    """The service of an operator who has set no key for ids of other systems."""
    async with running(databases, CandidateSettings, create_app, MIGRATIONS, covenant=DEMO) as made:
        yield CandidateService(made)


@pytest.fixture
async def without_covenant(databases: Databases) -> AsyncIterator[CandidateService]:
    """The service before any covenant has arrived."""
    async with running(databases, CandidateSettings, create_app, MIGRATIONS) as made:
        yield CandidateService(made)


def short(event_type: str) -> str:
    """`nl.candidates.candidate-changed.v1` → `changed`."""
    return event_type.split(".")[2].removeprefix("candidate-")


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
