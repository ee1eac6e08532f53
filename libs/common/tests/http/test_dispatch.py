"""Four services on one port, each as if alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from doorstroom_common.http import AnswerModel, Dispatcher, HttpApp, Router


class Seen(AnswerModel):
    path: str
    root: str


def service(build: Callable[..., HttpApp], name: str, log: list[str], *, broken: bool = False) -> HttpApp:
    router = Router()

    @router.get("/seen", response_model=Seen)
    async def read_seen() -> Seen:
        return Seen(path=name, root="")

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        if broken:
            raise RuntimeError(f"{name} cannot start")
        log.append(f"{name} up")
        try:
            yield
        finally:
            log.append(f"{name} down")

    return build(service=name, routers=[router], lifespan=lifespan)


@pytest.fixture
def log() -> list[str]:
    return []


async def test_the_first_segment_picks_the_service_and_the_rest_is_404(build: Any, log: list[str]) -> None:
    both = Dispatcher({name: service(build, name, log) for name in ("vacancy", "matching")}, "1.0.0")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=both), base_url="http://region.test") as client:
        assert (await client.get("/vacancy/v1/seen")).json()["path"] == "vacancy"
        assert (await client.get("/matching/v1/seen")).json()["path"] == "matching"
        assert (await client.get("/matching/v1/openapi.json")).json()["servers"] == [{"url": "/matching/v1"}]
        for path in (
            "/",
            "/unknown/v1/seen",
            "/vacancy",
            "/vacancy/",
            "//vacancy/v1/seen",
            "/vacancy/matching/v1/seen",
        ):
            answer = await client.get(path)
            assert answer.status_code == 404
            assert answer.headers["content-type"] == "application/problem+json"
            assert "api-version" in answer.headers


async def test_lifespans_run_together_and_end_in_reverse(build: Any, log: list[str]) -> None:
    both = Dispatcher({name: service(build, name, log) for name in ("vacancy", "matching")}, "1.0.0")
    async with both.lifespan():
        log.append("serving")
    assert log == ["vacancy up", "matching up", "serving", "matching down", "vacancy down"]


async def test_a_service_that_does_not_start_stops_the_others_and_the_server(build: Any, log: list[str]) -> None:
    both = Dispatcher(
        {"vacancy": service(build, "vacancy", log), "matching": service(build, "matching", log, broken=True)}, "1.0.0"
    )
    sent: list[str] = []

    async def receive() -> Any:
        return {"type": "lifespan.startup"}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    with pytest.raises(RuntimeError, match="cannot start"):
        await both({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.failed"]
    assert log == ["vacancy up", "vacancy down"]


async def test_a_server_can_run_the_lifespans_itself(build: Any, log: list[str]) -> None:
    one = Dispatcher({"vacancy": service(build, "vacancy", log)}, "1.0.0")
    messages = iter(["lifespan.startup", "lifespan.shutdown"])
    sent: list[str] = []

    async def receive() -> Any:
        return {"type": next(messages)}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await one({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert log == ["vacancy up", "vacancy down"]
