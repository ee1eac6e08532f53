"""The same request twice is one thing and one answer."""

from typing import Any

import httpx
import pytest

from doorstroom_common.http.idempotency import request_hash

THINGS = "/thing/v1/things"


def keyed(headers: dict[str, str], key: str) -> dict[str, str]:
    return headers | {"Idempotency-Key": key}


async def test_a_repeat_gets_the_same_answer_and_changes_nothing(
    client: httpx.AsyncClient, callers: Any, things: Any, a_thing: dict[str, Any]
) -> None:
    first = await client.post(THINGS, json=a_thing, headers=keyed(callers.system(), "k-1"))
    again = await client.post(THINGS, json=a_thing, headers=keyed(callers.system(), "k-1"))
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    for name in ("location", "etag", "content-type"):
        assert first.headers[name] == again.headers[name]
    assert len(things.things) == 1


async def test_the_form_of_the_json_and_of_the_key_makes_no_difference(
    client: httpx.AsyncClient, callers: Any, things: Any
) -> None:
    bodies = (
        b'{"title":"x","hours":{"min":1,"max":2}}',
        b' { "hours": {"max": 2, "min": 1},\n "title": "x" } ',
    )
    answers = [
        await client.post(
            THINGS, content=body, headers=keyed(callers.system(), key) | {"content-type": "application/json"}
        )
        for body, key in zip(bodies, ("night-export-7", '"night-export-7"'), strict=True)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(things.things) == 1


async def test_another_request_under_the_same_key_is_422(
    client: httpx.AsyncClient, callers: Any, things: Any, a_thing: dict[str, Any]
) -> None:
    await client.post(THINGS, json=a_thing, headers=keyed(callers.system(), "k-1"))
    other = await client.post(THINGS, json=a_thing | {"posts": 2}, headers=keyed(callers.system(), "k-1"))
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"
    assert other.json()["type"].endswith("/idempotency-key-reused")
    assert len(things.things) == 1


async def test_the_keys_of_two_callers_never_meet(
    client: httpx.AsyncClient, callers: Any, things: Any, a_thing: dict[str, Any]
) -> None:
    for organisation in ("waterrijk", "elsewhere"):
        headers = keyed(callers.system(organisation=organisation), "k-1")
        assert (await client.post(THINGS, json=a_thing, headers=headers)).status_code == 201
    assert len(things.things) == 2


async def test_without_a_key_each_request_counts(
    client: httpx.AsyncClient, callers: Any, things: Any, a_thing: dict[str, Any]
) -> None:
    for _ in range(2):
        await client.post(THINGS, json=a_thing, headers=callers.system())
    assert len(things.things) == 2


@pytest.mark.parametrize("key", ["", "k" * 129, "two words", '"open', 'a"b" c', "é"])
async def test_a_key_of_another_form_is_400(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any], key: str
) -> None:
    headers = [*callers.system().items(), ("Idempotency-Key", key.encode())]
    answer = await client.post(THINGS, json=a_thing, headers=headers)
    assert answer.status_code == 400
    assert [error["name"] for error in answer.json()["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize(
    "key", ["a", "k" * 128, '"with space"', r'"say \"hi\" \\"', "8e03978e-40d5-43e8-bc93-6894a57f9324"]
)
async def test_a_key_of_either_form_is_taken(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any], key: str
) -> None:
    assert (await client.post(THINGS, json=a_thing, headers=keyed(callers.system(), key))).status_code == 201


def test_what_was_asked_is_method_path_and_body() -> None:
    asked = {
        request_hash("POST", "/a", {"x": 1}),
        request_hash("PUT", "/a", {"x": 1}),
        request_hash("POST", "/b", {"x": 1}),
    }
    assert len(asked | {request_hash("POST", "/a", {"x": 2})}) == 4
    assert request_hash("POST", "/a", {"x": 1, "y": 2}) == request_hash("POST", "/a", {"y": 2, "x": 1})
