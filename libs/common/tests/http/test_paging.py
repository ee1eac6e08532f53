"""Lists in pages, linked, without gaps or repeats."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from doorstroom_common.errors import Invalid
from doorstroom_common.http import Cursor

THINGS = "/thing/v1/things"


@pytest.fixture
async def seven(client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]) -> None:
    for number in range(7):
        await client.post(THINGS, json=a_thing | {"title": f"T{number // 2}"}, headers=callers.system())


async def test_following_the_links_shows_everything_once(client: httpx.AsyncClient, callers: Any, seven: None) -> None:
    shown: list[str] = []
    address = THINGS + "?limit=3"
    pages = 0
    while address:
        answer = await client.get(address, headers=callers.system())
        shown += [item["thingId"] for item in answer.json()["items"]]
        address = answer.links["next"]["url"] if "next" in answer.links else ""
        pages += 1
    assert (pages, len(shown), len(set(shown))) == (3, 7, 7)


async def test_the_link_keeps_the_filters_and_nothing_else(
    client: httpx.AsyncClient, callers: Any, seven: None
) -> None:
    query: dict[str, Any] = {"limit": 2, "kind": "structural", "theme": ["water", "zorg & welzijn"]}
    answer = await client.get(THINGS, params=query, headers=callers.system())
    link = httpx.URL(answer.links["next"]["url"])
    assert link.path == THINGS
    assert set(link.params.keys()) == {"limit", "kind", "theme", "cursor"}
    assert link.params.get_list("theme") == ["water", "zorg & welzijn"]


@pytest.mark.parametrize("limit", ["0", "101", "1000000000", "ten", "-1", ""])
async def test_a_page_has_1_to_100_items(client: httpx.AsyncClient, callers: Any, limit: str) -> None:
    answer = await client.get(THINGS, params={"limit": limit}, headers=callers.system())
    assert answer.status_code == 400
    assert [(error["in"], error["name"]) for error in answer.json()["errors"]] == [("query", "limit")]


async def test_a_misspelt_filter_is_400_and_returns_nothing(client: httpx.AsyncClient, callers: Any) -> None:
    answer = await client.get(THINGS, params={"kidn": "structural", "limit": 500}, headers=callers.system())
    assert {error["name"] for error in answer.json()["errors"]} == {"kidn", "limit"}


NOBODY = "00000000-0000-0000-0000-000000000000"
FORGED = ["{}", '["a"]', '["a",3]', "[1,2,3]", f'[true,"{NOBODY}"]', f'["a\\u0000","{NOBODY}"]']


@pytest.mark.parametrize(
    "cursor", ["x", "!!", "", "a" * 600, *(urlsafe_b64encode(f.encode()).decode() for f in FORGED)]
)
async def test_a_cursor_that_is_none_of_ours_is_400(client: httpx.AsyncClient, callers: Any, cursor: str) -> None:
    answer = await client.get(THINGS, params={"cursor": cursor}, headers=callers.system())
    assert answer.status_code == 400
    assert [error["name"] for error in answer.json()["errors"]] == ["cursor"]


async def test_a_cursor_of_another_list_is_400(client: httpx.AsyncClient, callers: Any) -> None:
    foreign = Cursor.of(17, uuid4()).encode()
    answer = await client.get(THINGS, params={"cursor": foreign}, headers=callers.system())
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["name"] == "cursor"


def test_a_cursor_gives_back_what_it_was_made_of() -> None:
    moment = datetime(2026, 11, 22, 9, 0, 0, 123456, UTC)
    assert Cursor.of(moment, UUID(int=1)).moment() == moment
    assert Cursor.of(7, UUID(int=1)).number() == 7
    for key in ("noon", "2026-11-22T09:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"):
        with pytest.raises(Invalid):
            Cursor.of(key, UUID(int=1)).moment()
