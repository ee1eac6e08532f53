"""What holds for every answer, whoever gave it."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest

from doorstroom_common.http import HttpApp, Limits

SECURITY = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "api-version": "1.4.2",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/thing/v1/openapi.json", 200),
        ("GET", "/thing/health/live", 200),
        ("GET", "/thing/v1/things", 401),
        ("GET", "/thing/v1/unknown", 404),
        ("GET", "/thing/v1/things/", 404),
        ("PUT", "/thing/v1/things", 405),
        ("POST", "/thing/v1/failures", 400),
    ],
)
async def test_every_answer_names_the_version_and_is_kept_out_of_caches_and_frames(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert SECURITY.items() <= dict(answer.headers).items()
    UUID(answer.headers["x-request-id"])


async def test_an_uncaught_error_is_a_500_with_all_headers_and_nothing_of_the_inside(
    client: httpx.AsyncClient, a_thing: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await client.post("/thing/v1/failures", json=a_thing | {"title": "Jan Jansen"})
    assert answer.status_code == 500
    assert SECURITY.items() <= dict(answer.headers).items()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    assert "Traceback" not in answer.text
    assert "RuntimeError" not in answer.text
    log = capsys.readouterr().out
    assert "builtins.RuntimeError" in log
    assert answer.headers["x-request-id"] in log
    assert "Jansen" not in answer.text + log


async def test_a_path_with_a_trailing_slash_is_not_redirected(client: httpx.AsyncClient) -> None:
    answer = await client.get("/thing/v1/things/")
    assert answer.status_code == 404
    assert "location" not in answer.headers


async def test_a_405_names_every_method_of_the_path(client: httpx.AsyncClient) -> None:
    collection = await client.put("/thing/v1/things")
    one = await client.post("/thing/v1/things/3f0c1f9e-1b6a-4a58-8c0b-0a5f8f0f4f11")
    assert collection.headers["allow"] == "GET, HEAD, POST"
    assert one.headers["allow"] == "DELETE, GET, HEAD, PATCH"
    assert collection.json()["type"].endswith("/method-not-allowed")


async def test_head_answers_like_get_without_a_body(client: httpx.AsyncClient) -> None:
    get, head = await client.get("/thing/v1/openapi.json"), await client.head("/thing/v1/openapi.json")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("application/*;q=0.5", 200),
        ("text/html, application/json;q=0.9", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("application/xml, text/*", 406),
    ],
)
async def test_a_form_we_do_not_speak_is_406(client: httpx.AsyncClient, callers: Any, accept: str, status: int) -> None:
    answer = await client.get("/thing/v1/things", headers=callers.system() | {"accept": accept})
    assert answer.status_code == status
    if status == 406:
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "multipart/form-data; boundary=x", ""])
async def test_a_body_that_is_not_announced_as_json_is_415(
    client: httpx.AsyncClient, callers: Any, content_type: str
) -> None:
    answer = await client.post(
        "/thing/v1/things", content=b'{"title":"x"}', headers=callers.system() | {"content-type": content_type}
    )
    assert answer.status_code == 415
    assert answer.headers["accept"] == "application/json"


async def test_json_with_a_charset_is_json(client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]) -> None:
    headers = callers.system() | {"content-type": "application/json; charset=utf-8"}
    answer = await client.post(
        "/thing/v1/things", content=httpx.Request("POST", "/", json=a_thing).content, headers=headers
    )
    assert answer.status_code == 201


async def test_a_body_above_the_limit_is_413_announced_or_not(client: httpx.AsyncClient, callers: Any) -> None:
    headers = callers.system() | {"content-type": "application/json"}

    async def parts() -> Any:
        for _ in range(30):
            yield b" " * 1_000

    announced = await client.post("/thing/v1/things", content=b" " * 30_000, headers=headers)
    chunked = await client.post("/thing/v1/things", content=parts(), headers=headers)
    assert (announced.status_code, chunked.status_code) == (413, 413)
    assert chunked.json()["type"].endswith("/too-large")


async def test_a_request_that_takes_too_long_is_503_with_when_to_try_again(
    build: Callable[..., HttpApp], a_thing: dict[str, Any]
) -> None:
    transport = httpx.ASGITransport(app=build(limits=Limits(seconds=0.02)))
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as client:
        answer = await client.post("/thing/v1/failures", json=a_thing | {"title": "slow"})
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("/timeout")
    assert answer.headers["retry-after"] == "5"


async def test_a_route_that_waits_may_take_as_much_longer_as_it_says(
    build: Callable[..., HttpApp], a_thing: dict[str, Any]
) -> None:
    transport = httpx.ASGITransport(app=build(limits=Limits(seconds=0.02)))
    async with httpx.AsyncClient(transport=transport, base_url="http://region.test") as client:
        answer = await client.post("/thing/v1/failures", json=a_thing | {"title": "patient"})
    assert answer.status_code == 204


async def test_a_caller_who_goes_away_in_the_middle_of_a_body_leaves_no_error_behind(
    app: HttpApp, callers: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    messages = iter([{"type": "http.request", "body": b'{"title":', "more_body": True}, {"type": "http.disconnect"}])
    sent: list[Any] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/thing/v1/things", "raw_path": b"/thing/v1/things", "query_string": b"", "root_path": "",
        "headers": [(b"content-type", b"application/json"), (b"content-length", b"50")]
        + [(name.encode(), value.encode()) for name, value in callers.system().items()],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent == []
    assert "request-failed" not in capsys.readouterr().out


async def test_durations_are_counted_by_route_and_never_by_the_path_as_typed(
    client: httpx.AsyncClient, callers: Any
) -> None:
    await client.get("/thing/v1/things/3f0c1f9e-1b6a-4a58-8c0b-0a5f8f0f4f11", headers=callers.system())
    await client.get("/thing/v1/secret-name")
    metrics = (await client.get("/thing/metrics")).text
    assert 'route="/thing/v1/things/{thingId}",status="404"' in metrics
    assert "secret-name" not in metrics


async def test_requests_at_the_same_time_have_numbers_of_their_own(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(client.get("/thing/health/live") for _ in range(20)))
    assert len({answer.headers["x-request-id"] for answer in answers}) == 20
