"""What a route may be declared with."""

from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends, Header, Path, Query
from pydantic import field_validator

from doorstroom_common.http import AnswerModel, IdempotencyKey, RequestModel, Router


class Counted(AnswerModel):
    count: int
    calls: int
    theme: list[str]
    agent: str | None


class Body(RequestModel):
    count: int = 7


CALLS: list[str] = []


async def counted(level: Annotated[int, Query()] = 1) -> int:
    CALLS.append("counted")
    return level


async def twice(level: Annotated[int, Depends(counted)]) -> int:
    return level * 2


def serving(router: Router, build: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=build(routers=[router])), base_url="http://region.test")


async def test_a_dependency_runs_once_and_only_on_input_without_faults(build: Any) -> None:
    router = Router()

    @router.get("/levels/{number}", response_model=Counted)
    async def read_level(
        number: Annotated[int, Path(ge=1)],
        one: Annotated[int, Depends(counted)],
        two: Annotated[int, Depends(twice)],
        theme: Annotated[list[str], Query()],
        agent: Annotated[str | None, Header(alias="X-Agent")] = None,
    ) -> Counted:
        return Counted(count=number * one + two, calls=len(CALLS), theme=theme, agent=agent)

    CALLS.clear()
    async with serving(router, build) as client:
        faulty = await client.get("/thing/v1/levels/0?level=x&depth=1")
        good = await client.get("/thing/v1/levels/3?level=2&theme=a&theme=b", headers={"x-agent": "hr"})
    assert {(error["in"], error["name"]) for error in faulty.json()["errors"]} == {
        ("path", "number"), ("query", "level"), ("query", "theme"), ("query", "depth")
    }  # fmt: skip
    assert good.json() == {"count": 10, "calls": 1, "theme": ["a", "b"], "agent": "hr"}


async def test_a_body_may_be_left_out_where_the_route_says_so(build: Any) -> None:
    router = Router()

    @router.post("/marks", response_model=None, status_code=200)
    async def mark(body: Body | None = None) -> Counted:
        return Counted(count=body.count if body else 0, calls=0, theme=[], agent=None)

    async with serving(router, build) as client:
        assert (await client.post("/thing/v1/marks")).json()["count"] == 0
        assert (await client.post("/thing/v1/marks", json={"count": 2})).json()["count"] == 2
        assert (await client.post("/thing/v1/marks", json={"count": "2"})).status_code == 400


async def test_text_of_a_path_or_query_cannot_carry_what_no_database_holds(build: Any) -> None:
    router = Router()

    @router.get("/names/{name}", response_model=None)
    async def read_name(name: str, like: Annotated[str, Query()] = "") -> Counted:
        return Counted(count=0, calls=0, theme=[name], agent=like)

    async with serving(router, build) as client:
        answer = await client.get("/thing/v1/names/a%00b?like=c%00d")
        slash = await client.get("/thing/v1/names/a%2Fb")
    assert [error["code"] for error in answer.json()["errors"]] == ["nul-character", "nul-character"]
    assert slash.status_code == 404


class Careless(RequestModel):
    name: str
    either: int | list[int] | None = None

    @field_validator("name")
    @classmethod
    def _checked(cls, value: str) -> str:
        raise ValueError(f"{value} is not a name")


async def test_words_of_a_careless_validator_do_not_repeat_what_was_sent(build: Any) -> None:
    router = Router()

    @router.post("/names", response_model=None)
    async def open_name(body: Careless) -> None:
        return None

    async with serving(router, build) as client:
        answer = await client.post("/thing/v1/names", json={"name": "Jan Jansen", "either": ["Jansen"]})
    assert "Jansen" not in answer.text
    assert {(error["pointer"], error["message"]) for error in answer.json()["errors"]} == {
        ("/name", "is not valid"), ("/either", "must be a whole number"), ("/either/0", "must be a whole number")
    }  # fmt: skip


def test_a_key_without_a_caller_is_refused_at_start(build: Any) -> None:
    router = Router()

    @router.post("/orphans", response_model=None)
    async def open_orphan(body: Body, key: IdempotencyKey) -> None:
        return None

    with pytest.raises(TypeError, match="belongs to a caller"):
        build(routers=[router])


def test_a_route_that_would_block_the_loop_is_refused_at_start(build: Any) -> None:
    router = Router()

    def read_slowly() -> None:
        return None

    router.get("/slow", response_model=None)(read_slowly)  # type: ignore[type-var]
    with pytest.raises(TypeError, match="async"):
        build(routers=[router])
