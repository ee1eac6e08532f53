"""A register of mandates beside the token: it narrows and never widens, and both stand in the log."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import Request
from structlog.testing import capture_logs

from doorstroom_common.http import LocalIssuer, Principal, Router, check_again, require
from doorstroom_common.mandates import Granted
from libs.common.tests.http.conftest import Build, Callers, router

MANDATE = uuid4()
waiting = Router(tags=["waiting"])
Reader = Annotated[Principal, require("things:read")]
Officer = Annotated[Principal, require("mandates:write", kinds=["person"], roles=["privacy-officer"])]


@dataclass
class Register:
    """Gives what the test says, and remembers who was asked about."""

    gives: list[Granted | None] = field(default_factory=lambda: [None])
    asked: list[Principal] = field(default_factory=list)

    def granted(self, caller: Principal) -> Granted | None:
        self.asked.append(caller)
        return self.gives.pop(0) if len(self.gives) > 1 else self.gives[0]


@waiting.get("/news", status_code=204)
async def wait_for_news(request: Request, caller: Reader) -> None:
    await check_again(request)


@waiting.get("/register", status_code=204)
async def read_register(caller: Officer) -> None:
    return None


@waiting.get("/register/summary", status_code=204)
async def read_summary(caller: Annotated[Principal, require("mandates:read")]) -> None:
    return None


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
async def client(build: Build, register: Register) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=build(register=register, routers=[router, waiting]))
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as one:
        yield one


def of(*scopes: str) -> Granted:
    return Granted(frozenset(scopes), (MANDATE,))


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"].rsplit("/", 1)[-1])


async def test_where_the_register_does_not_decide_the_token_counts(
    client: httpx.AsyncClient, callers: Callers, register: Register
) -> None:
    assert (await client.get("/thing/v1/things", headers=callers.system())).status_code == 200
    assert [caller.supplier for caller in register.asked] == ["hr-suite"]


async def test_without_a_mandate_in_force_everything_is_refused_before_the_body_is_read(
    client: httpx.AsyncClient, callers: Callers, register: Register
) -> None:
    register.gives = [Granted()]
    for method, path in (("GET", "/thing/v1/things"), ("POST", "/thing/v1/things"), ("GET", "/thing/v1/news")):
        answer = await client.request(method, path, content=b"{", headers=callers.system())
        assert (answer.status_code, slug(answer)) == (403, "no-mandate")
    dutch = await client.get("/thing/v1/things", headers={**callers.system(), "Accept-Language": "nl"})
    assert "geen geldig mandaat" in dutch.json()["detail"]


async def test_a_mandate_gives_no_more_than_it_says_and_no_more_than_the_token(
    client: httpx.AsyncClient, callers: Callers, register: Register, a_thing: dict[str, Any]
) -> None:
    register.gives = [of("things:read")]
    assert (await client.get("/thing/v1/things", headers=callers.system())).status_code == 200
    outside = await client.post("/thing/v1/things", json=a_thing, headers=callers.system())
    assert (outside.status_code, slug(outside)) == (403, "outside-mandate")
    assert "things:write" in outside.headers["www-authenticate"]
    register.gives = [of("things:read", "things:write")]
    narrow = await client.post("/thing/v1/things", json=a_thing, headers=callers.system("things:read"))
    assert (narrow.status_code, slug(narrow)) == (403, "insufficient-scope")


async def test_an_answer_that_is_stored_is_not_given_to_whoever_has_lost_the_mandate(
    client: httpx.AsyncClient, callers: Callers, register: Register, a_thing: dict[str, Any]
) -> None:
    headers = {**callers.system(), "Idempotency-Key": "once"}
    assert (await client.post("/thing/v1/things", json=a_thing, headers=headers)).status_code == 201
    register.gives = [Granted()]
    again = await client.post("/thing/v1/things", json=a_thing, headers=headers)
    assert (again.status_code, slug(again)) == (403, "no-mandate")


async def test_a_request_that_waited_is_held_to_what_the_register_says_by_then(
    client: httpx.AsyncClient, callers: Callers, register: Register
) -> None:
    register.gives = [of("things:read"), of("things:read")]
    assert (await client.get("/thing/v1/news", headers=callers.system())).status_code == 204
    register.gives = [of("things:read"), Granted()]
    answer = await client.get("/thing/v1/news", headers=callers.system())
    assert (answer.status_code, slug(answer)) == (403, "no-mandate")


async def test_the_register_itself_is_open_to_its_officer_without_a_mandate_and_to_nobody_else(
    client: httpx.AsyncClient, issuer: LocalIssuer, register: Register
) -> None:
    """Or an organisation could lock itself out; and no supplier lets itself in."""
    register.gives = [Granted()]
    both, path = ("mandates:write", "mandates:read", "things:read"), "/thing/v1/register"
    officer = issuer.token(person="olga", organisation="waterrijk", roles=["privacy-officer"], scopes=both)
    supplier = issuer.token(organisation="waterrijk", supplier="hr-suite", scopes=both)
    recruiter = issuer.token(person="rob", organisation="waterrijk", roles=["recruiter"], scopes=both)
    assert (await client.get(path, headers=Callers.headers(officer))).status_code == 204
    assert (await client.get("/thing/v1/things", headers=Callers.headers(officer))).status_code == 403
    for other in (supplier, recruiter):
        assert (await client.get(path, headers=Callers.headers(other))).status_code == 403
    assert (await client.get(f"{path}/summary", headers=Callers.headers(supplier))).status_code == 403


async def test_the_log_names_organisation_and_supplier_or_person_and_the_mandates(
    client: httpx.AsyncClient, callers: Callers, register: Register
) -> None:
    register.gives = [of("things:read")]
    person = callers.person("sub-of-anna", organisation="waterrijk", email="anna@waterrijk.example")
    with capture_logs() as lines:
        await client.get("/thing/v1/things?kind=structural", headers=callers.system())
        await client.get("/thing/v1/things", headers=person)
        register.gives = [Granted()]
        await client.get("/thing/v1/things", headers=callers.system())
    told = [line for line in lines if line["event"] == "request"]
    same = {"method": "GET", "route": "/thing/v1/things", "organisation": "waterrijk", "log_level": "info"}
    assert all(same.items() <= line.items() for line in told)
    assert [(line.get("supplier"), line["status"], line["mandates"]) for line in told] == [
        ("hr-suite", 200, [str(MANDATE)]),
        (None, 200, [str(MANDATE)]),
        ("hr-suite", 403, []),
    ]
    assert UUID(told[1]["person"]).version == 5
    assert all(word not in repr(lines) for word in ("anna", "structural"))


async def test_who_asks_for_themselves_alone_is_not_in_the_log(client: httpx.AsyncClient, callers: Callers) -> None:
    with capture_logs() as lines:
        assert (await client.get("/thing/v1/things", headers=callers.person())).status_code == 200
    assert not [line for line in lines if line["event"] == "request"]
