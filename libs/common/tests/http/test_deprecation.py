"""A route that will go says so in each of its answers, the refusals too, and in the document."""

from datetime import date
from typing import Annotated, Any

import httpx
import pytest

from doorstroom_common.errors import Conflict
from doorstroom_common.http import Deprecated, Principal, Router, require

LINK = "https://region.test/docs/versioning"
old = Router(tags=["old"])
Reader = Annotated[Principal, require("things:read")]


@old.get("/old-things", status_code=204, deprecated=Deprecated(date(2026, 1, 1), LINK, sunset=date(2027, 7, 1)))
async def read_old(caller: Reader) -> None:
    if caller.organisation == "duinmeer":
        raise Conflict("too-late", "It is too late.")


@old.get("/older-things", status_code=204, deprecated=Deprecated(date(2026, 1, 1), LINK))
async def read_older() -> None:
    raise RuntimeError


@old.get("/things", status_code=204)
async def read_new() -> None:
    return None


@pytest.fixture
def app(build: Any) -> Any:
    return build(routers=[old])


def said(answer: httpx.Response) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in ("deprecation", "sunset", "link")}


@pytest.mark.parametrize("organisation", ["waterrijk", "duinmeer", None])
async def test_every_answer_says_since_when_until_when_and_what_instead(
    client: httpx.AsyncClient, callers: Any, organisation: str | None
) -> None:
    headers = callers.system(organisation=organisation) if organisation else {}
    answer = await client.get("/thing/v1/old-things", headers=headers)
    assert answer.status_code == {"waterrijk": 204, "duinmeer": 409, None: 401}[organisation]
    assert said(answer) == {
        "deprecation": "@1767225600",
        "sunset": "Thu, 01 Jul 2027 00:00:00 GMT",
        "link": f'<{LINK}>; rel="deprecation", <{LINK}>; rel="sunset"',
    }


async def test_without_a_last_day_there_is_no_sunset_and_an_error_of_ours_says_it_too(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/thing/v1/older-things")
    assert answer.status_code == 500
    assert said(answer) == {"deprecation": "@1767225600", "sunset": None, "link": f'<{LINK}>; rel="deprecation"'}


async def test_other_routes_say_nothing_of_it(client: httpx.AsyncClient) -> None:
    assert set(said(await client.get("/thing/v1/things")).values()) == {None}


def test_the_document_marks_it(app: Any) -> None:
    paths = app.openapi()["paths"]
    operation = paths["/old-things"]["get"]
    assert operation["deprecated"] is True
    assert {"Deprecation", "Sunset", "API-Version"} <= operation["responses"]["204"]["headers"].keys()
    assert "Sunset" not in paths["/older-things"]["get"]["responses"]["204"]["headers"]
    assert "deprecated" not in paths["/things"]["get"]


def test_nothing_goes_before_it_was_deprecated() -> None:
    with pytest.raises(ValueError, match="no sooner"):
        Deprecated(date(2026, 1, 2), LINK, sunset=date(2026, 1, 1))
