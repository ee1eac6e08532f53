"""A tiny service with every kind of route, its callers, and a store in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import Path as PathPart
from fastapi import Query, Request, Response
from pydantic import model_validator

from doorstroom_common.database import IdempotencyConflict, StoredAnswer
from doorstroom_common.errors import Conflict, Fault, Invalid, NotFound, Stale, Unavailable
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    HttpApp,
    IdempotencyKey,
    IfMatch,
    Limits,
    LocalIssuer,
    PageOf,
    PageQuery,
    Principal,
    RequestModel,
    RequiredIfMatch,
    Router,
    Verifier,
    answer,
    create_http_app,
    created,
    more_time,
    no_content,
    page,
    problems,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime, Hours, LocalDate, ShortText, Term, refuse
from doorstroom_common.observability import Telemetry

SECRET_NAME = "Wilhelmina Zonneveld-van Kuijk"


class OpenThing(RequestModel):
    title: ShortText
    hours: Hours
    posts: int = 1
    urgent: bool = False
    closing_date: LocalDate | None = None
    opens_at: DateTime | None = None
    skills: tuple[Term, ...] = ()
    kind: Literal["structural", "temporary"] = "structural"

    @model_validator(mode="after")
    def _no_part_time_crowd(self) -> "OpenThing":
        if self.posts > 100:
            raise refuse("too-many-posts", "posts must not be above 100")
        return self


class ThingAnswer(AnswerModel):
    thing_id: UUID
    version: int
    title: str
    organisation: str
    closing_date: LocalDate | None
    opens_at: DateTime | None


class ThingPage(PageOf[ThingAnswer]):
    """Things, in the order of their title."""


class ThingQuery(PageQuery):
    kind: Literal["structural", "temporary"] | None = None
    theme: tuple[str, ...] = ()


@dataclass
class Things:
    things: dict[UUID, ThingAnswer] = field(default_factory=dict)
    answers: dict[tuple[str, str], StoredAnswer] = field(default_factory=dict)
    problem: str | None = None

    def store(self, thing: ThingAnswer, stored: StoredAnswer | None) -> None:
        if stored is not None:
            earlier = self.answers.setdefault((stored.caller, stored.key), stored)
            if earlier is not stored:
                raise IdempotencyConflict(earlier)
        self.things[thing.thing_id] = thing

    def of(self, caller: Principal, thing_id: UUID) -> ThingAnswer:
        thing = self.things.get(thing_id)
        if thing is None or thing.organisation != caller.organisation:
            raise NotFound("thing-not-found", "There is no such thing.")
        return thing


router = Router(tags=["things"])
Writer = Annotated[Principal, require("things:write", kinds=["organisation"])]
Reader = Annotated[Principal, require("things:read")]
Recruiter = Annotated[Principal, require("things:read", kinds=["person"], roles=["recruiter"])]
Parts = Annotated[Things, provided]
ThingId = Annotated[UUID, PathPart(alias="thingId")]


@router.post("/things", status_code=201, response_model=ThingAnswer, responses=problems(409))
async def open_thing(body: OpenThing, caller: Writer, key: IdempotencyKey, parts: Parts) -> Response:
    """Open a thing for the caller's own organisation."""
    if body.title == "taken":
        raise Conflict("title-taken", "There is a thing of that title.")
    thing = ThingAnswer(
        thing_id=uuid4(),
        version=1,
        title=body.title,
        organisation=caller.organisation or "",
        closing_date=body.closing_date,
        opens_at=body.opens_at,
    )
    response = created(thing, location=f"/thing/v1/things/{thing.thing_id}", version=1)
    parts.store(thing, key.answered(response) if key else None)
    return response


@router.get("/things", response_model=ThingPage)
async def list_things(
    request: Request, query: Annotated[ThingQuery, Query()], caller: Reader, parts: Parts
) -> Response:
    after = ("", UUID(int=0)) if query.cursor is None else (query.cursor.text(), query.cursor.id)
    found = sorted((thing.title, thing.thing_id) for thing in parts.things.values())
    rest = [item for item in found if item > after]
    shown = rest[: query.limit]
    items = [parts.things[thing_id] for _, thing_id in shown]
    return page(request, query, ThingPage(items=items), after=Cursor.of(*shown[-1]) if len(rest) > len(shown) else None)


@router.get("/things/{thingId}", response_model=ThingAnswer)
async def read_thing(thing_id: ThingId, caller: Reader, parts: Parts) -> Response:
    thing = parts.of(caller, thing_id)
    return answer(thing, version=thing.version)


@router.patch("/things/{thingId}", response_model=ThingAnswer)
async def change_thing(thing_id: ThingId, body: OpenThing, caller: Writer, expected: IfMatch, parts: Parts) -> Response:
    thing = parts.of(caller, thing_id)
    if expected not in (None, thing.version):
        raise Stale("thing-changed", "The thing changed in the meantime.")
    changed = thing.model_copy(update={"version": thing.version + 1, "title": body.title})
    parts.things[thing_id] = changed
    return answer(changed, version=changed.version)


@router.delete("/things/{thingId}", status_code=204)
async def remove_thing(thing_id: ThingId, caller: Writer, expected: RequiredIfMatch, parts: Parts) -> Response:
    if expected not in (None, parts.of(caller, thing_id).version):
        raise Stale("thing-changed", "The thing changed in the meantime.")
    del parts.things[thing_id]
    return no_content()


@router.get("/callers/self", response_model=None)
async def read_caller(caller: Reader) -> Response:
    return Response(f"{caller.caller} {caller.email} {sorted(caller.roles)} {caller.supplier}", media_type="text/plain")


@router.get("/recruiters/self", status_code=204)
async def read_recruiter(caller: Recruiter) -> None:
    return None


@router.post("/failures", status_code=204)
async def fail(request: Request, body: OpenThing, parts: Parts) -> None:
    match body.title:
        case "away":
            raise Unavailable("database-unavailable", "The database cannot be reached.")
        case "invalid":
            raise Invalid("no-such-skill", "A skill is unknown.", [Fault("/skills/0", "is not in ESCO")])
        case "slow":
            await asyncio.Event().wait()
        case "patient":
            more_time(request.scope, 30)
            await asyncio.sleep(0.1)
        case _:
            raise RuntimeError(f"broken by {body.title}")


@dataclass(frozen=True)
class Callers:
    issuer: LocalIssuer

    def system(self, *scopes: str, organisation: str = "waterrijk") -> dict[str, str]:
        granted = scopes or ("things:read", "things:write")
        return self.headers(self.issuer.token(organisation=organisation, supplier="hr-suite", scopes=granted))

    def person(self, subject: str = "p-1", **claims: Any) -> dict[str, str]:
        return self.headers(self.issuer.token(person=subject, scopes=["things:read", "things:write"], **claims))

    @staticmethod
    def headers(token: str) -> dict[str, str]:
        return {"authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> LocalIssuer:
    return LocalIssuer.open(tmp_path_factory.mktemp("issuer"))


@pytest.fixture
def callers(issuer: LocalIssuer) -> Callers:
    return Callers(issuer)


@pytest.fixture
def things() -> Things:
    return Things()


Build = Callable[..., HttpApp]


@pytest.fixture
def build(issuer: LocalIssuer, things: Things) -> Build:
    def built(**options: Any) -> HttpApp:
        given = {
            "service": "thing",
            "title": "Things",
            "version": "1.4.2",
            "routers": [router],
            "verifier": Verifier([issuer.trusted()]),
            "provide": things,
            "ready": lambda: [things.problem] if things.problem else [],
            "telemetry": Telemetry(),
            "limits": Limits(body_bytes=20_000, seconds=5),
        }
        return create_http_app(**{**given, **options})

    return built


@pytest.fixture
def app(build: Build) -> HttpApp:
    return build()


@pytest.fixture
async def client(app: HttpApp) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as one:
        yield one


@pytest.fixture
def a_thing() -> dict[str, Any]:
    return {"title": "Beleidsadviseur water", "hours": {"min": 24, "max": 36}, "closingDate": "2026-12-01"}


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
