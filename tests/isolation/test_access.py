"""Each route of each service, asked by whoever has nothing to do with the owner's things: not a byte of these."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from doorstroom_common.database import UnitOfWork
from doorstroom_common.database.statements import Statement
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.shown import shown
from tests.isolation.owners import OWNER, Owned, owned
from tests.isolation.routes import NO_TOKEN, ORGANISATION, PERSON, REFUSED, ROUTES, UNKNOWN, Route
from tests.isolation.tables import SERVICES

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]

STRANGER = "zilverveen"
KINDS = {ORGANISATION: "another organisation", PERSON: "another person"}
OF_NO_OWNER = {
    "putVacancyByExternalId", "putSecondmentRequestByExternalId", "readOverruledShare", "readCovenant",
    "readResultsOfCovenant", "enterBaselineOfCovenant", "readImportMapping", "putImportMapping", "readImportTemplate",
    "exportPostings", "exportRegistrations", "exportMatches", "exportRecruiters",
}  # fmt: skip
"""What their path names is the caller's own, or there for everybody: covenants, published shares, kinds of rows."""
METHODS = ("get", "put", "post", "patch", "delete")
FILTER = re.compile(
    r"(?:\b\w+\.)?\b(?:organisation|person_ref|sender|receiver|lender|employer|audience) = \$\d+(?:::\w+)?"
)


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    body: Any
    route: Route

    def place(self, ids: Mapping[str, str]) -> str:
        """The path with the owner's ids in it."""
        things = self.route.things or {}
        path = re.sub(r"{(\w+)}", lambda found: ids[things.get(found[1], found[1])], self.path)
        return f"{path}?{self.route.asked}={ids[self.route.asked]}" if self.route.asked else path


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=SERVICES)
async def theirs(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[Owned]:
    async with owned(request.param, databases) as made:
        yield made


def operations(theirs: Owned) -> list[Operation]:
    bodies, base = shown(theirs.document), theirs.document["servers"][0]["url"]
    return [
        Operation(
            name, method, base + path, bodies[name].body if name in bodies else None, ROUTES[theirs.service][name]
        )
        for path, item in theirs.document["paths"].items()
        for method in METHODS
        if method in item and (name := item[method]["operationId"]) in ROUTES[theirs.service]
    ]


def strangers(theirs: Owned) -> Mapping[str, dict[str, str]]:
    """Each with every scope there is, and none with anything of the owner's."""
    service, scopes = theirs.running, theirs.scopes
    return {
        "another organisation": service.as_organisation(STRANGER, *scopes),
        "a recruiter of another": service.as_person("rob", *scopes, organisation=STRANGER, roles=["recruiter"]),
        "another person": service.as_person("carla", *scopes, email="carla@thuis.example"),
        "somebody else's adviser": service.as_person("ada", *scopes, email="ada@advies.example", roles=["adviser"]),
        "a co-ordinator of another covenant": service.as_person(
            "cora", *scopes, roles=["co-ordinator"], covenants=["coast-demo"]
        ),
        "a privacy officer of another": service.as_person(
            "pim", *scopes, organisation=STRANGER, roles=["privacy-officer"]
        ),
    }


async def test_every_operation_has_its_line(theirs: Owned) -> None:
    documented = {
        item[method]["operationId"]
        for item in theirs.document["paths"].values()
        for method in METHODS
        if method in item
    }
    assert documented == set(ROUTES[theirs.service]), "give a new operation its line in tests/isolation/routes.py"
    with_id = {one.name for one in operations(theirs) if "{" in one.path}
    passed_over = {name for name in with_id if not ROUTES[theirs.service][name].takes_id}
    assert passed_over <= OF_NO_OWNER, "a route that takes an id says to whom the thing is unknown"


async def test_without_a_token_or_a_scope_nothing_is_answered(theirs: Owned) -> None:
    useless = theirs.running.as_organisation(OWNER, "none:at-all")
    for one in operations(theirs):
        if one.route.is_open:
            continue
        assert (one.name, await status(theirs, one, {})) == (one.name, NO_TOKEN)
        if _asks_for_scopes(theirs, one):
            assert (one.name, await status(theirs, one, useless)) == (one.name, REFUSED)


async def test_to_whoever_is_a_stranger_everything_is_unknown_or_refused(theirs: Owned) -> None:
    """What it is not for is refused, what is another's is unknown; and to one of them it is unknown."""
    for one in operations(theirs):
        answered = {who: await status(theirs, one, caller) for who, caller in strangers(theirs).items()}
        assert max(answered.values()) < 500, (one.name, answered)
        if one.route.takes_id and not one.route.is_open:
            assert set(answered.values()) <= {UNKNOWN, REFUSED}, (one.name, answered)
            for kind, who in KINDS.items():
                expected = UNKNOWN if kind in one.route.kinds else REFUSED
                assert (one.name, who, answered[who]) == (one.name, who, expected)


async def test_who_works_for_the_owner_without_a_role_there_is_no_organisation(theirs: Owned) -> None:
    staff = theirs.running.as_person("stef", *theirs.scopes, organisation=OWNER)
    for one in operations(theirs):
        if one.route.takes_id and one.route.kinds == {ORGANISATION}:
            assert (one.name, await status(theirs, one, staff)) in {(one.name, UNKNOWN), (one.name, REFUSED)}


async def test_nothing_of_the_owner_is_in_any_answer_to_anybody_else(theirs: Owned) -> None:
    await _nothing_leaks(theirs)


async def test_nothing_of_the_owner_is_in_any_answer_when_the_code_has_lost_its_filters(
    theirs: Owned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every comparison of a controller with whoever asks is taken out of every statement that reads."""
    taken_out: list[str] = []

    def without(statement: Statement) -> Statement:
        text, count = FILTER.subn(lambda found: f"({found[0]} OR true)", statement.sql)
        taken_out.extend([text] * bool(count))
        return Statement(text, statement.names)

    for name in ("fetch", "fetch_row", "fetch_value"):
        reads = getattr(UnitOfWork, name)
        monkeypatch.setattr(UnitOfWork, name, _with(reads, without))
    await _nothing_leaks(theirs, reading=True)
    assert len(set(taken_out)) > 3


def _with(reads: Any, without: Any) -> Any:
    async def read(uow: UnitOfWork, statement: Statement, **parameters: Any) -> Any:
        return await reads(uow, without(statement), **parameters)

    return read


async def _nothing_leaks(theirs: Owned, *, reading: bool = False) -> None:
    callers = {**strangers(theirs), "nobody": {}}
    for one in operations(theirs):
        if reading and one.method != "get":
            continue
        place = one.place(theirs.things.ids)
        for who, caller in callers.items():
            answer = await ask(theirs, one, caller)
            told = f"{answer.headers}{answer.text}".replace(place, "")
            found = [mark for mark in theirs.things.marks if mark.lower() in told.lower() and mark not in place]
            assert found == [], (one.name, who, answer.status_code, told)


async def status(theirs: Owned, one: Operation, caller: Mapping[str, str]) -> int:
    return int((await ask(theirs, one, caller)).status_code)


async def ask(theirs: Owned, one: Operation, caller: Mapping[str, str]) -> Any:
    headers = {**caller, "If-Match": "*"}
    return await theirs.running.http.request(
        one.method.upper(), one.place(theirs.things.ids), json=one.body, headers=headers
    )


def _asks_for_scopes(theirs: Owned, one: Operation) -> bool:
    path = one.path.removeprefix(theirs.document["servers"][0]["url"])
    return any(asked["bearer"] for asked in theirs.document["paths"][path][one.method]["security"])
