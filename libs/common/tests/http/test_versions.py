"""A change made from a stale version is refused."""

from typing import Any

import httpx
import pytest

THINGS = "/thing/v1/things"


@pytest.fixture
async def address(client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]) -> str:
    made = await client.post(THINGS, json=a_thing, headers=callers.system())
    assert made.headers["etag"] == '"v1"'
    location: str = made.headers["location"]
    return location


@pytest.mark.parametrize(("expected", "status"), [('"v1"', 200), ("*", 200), (None, 200), ('"v2"', 412), ('"v7"', 412)])
async def test_a_change_names_the_version_it_was_made_from(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any], address: str, expected: str | None, status: int
) -> None:
    headers = callers.system() | ({"if-match": expected} if expected else {})
    answer = await client.patch(address, json=a_thing, headers=headers)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["etag"] == '"v2"'
        assert (await client.get(address, headers=callers.system())).headers["etag"] == '"v2"'


@pytest.mark.parametrize("expected", ["v1", '"1"', 'W/"v1"', '"v1", "v2"', '"v0"', '"v99999999999999999999"', ""])
async def test_an_etag_that_was_never_given_out_is_400(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any], address: str, expected: str
) -> None:
    answer = await client.patch(address, json=a_thing, headers=callers.system() | {"if-match": expected})
    assert answer.status_code == 400
    assert [(error["in"], error["name"]) for error in answer.json()["errors"]] == [("header", "If-Match")]


async def test_where_the_version_is_demanded_a_change_without_it_is_400(
    client: httpx.AsyncClient, callers: Any, address: str
) -> None:
    missing = await client.delete(address, headers=callers.system())
    given = await client.delete(address, headers=callers.system() | {"if-match": '"v1"'})
    assert (missing.status_code, given.status_code) == (400, 204)
    assert missing.json()["errors"][0]["code"] == "missing"
