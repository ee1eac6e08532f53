"""Who gets in, and in which order the door asks."""

from typing import Any

import httpx
import pytest

THINGS = "/thing/v1/things"


@pytest.mark.parametrize(
    "authorization", [None, "", "Basic dTpw", "Bearer", "Bearer ", "bearer x.y.z", "Bearer abc def", "token"]
)
async def test_without_a_token_that_holds_it_is_401(client: httpx.AsyncClient, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    answer = await client.get(THINGS, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="doorstroom"')
    assert answer.headers["content-type"] == "application/problem+json"


async def test_two_authorizations_are_none(client: httpx.AsyncClient, callers: Any) -> None:
    token = callers.system()["authorization"]
    answer = await client.get(THINGS, headers=[("authorization", token), ("authorization", token)])
    assert answer.status_code == 401


async def test_a_token_in_the_query_does_not_count(client: httpx.AsyncClient, callers: Any) -> None:
    token = callers.system()["authorization"].removeprefix("Bearer ")
    assert (await client.get(THINGS, params={"access_token": token})).status_code == 401


async def test_the_answer_does_not_say_what_is_wrong_with_a_token_but_the_log_does(
    client: httpx.AsyncClient, callers: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    token = callers.system()["authorization"]
    answer = await client.get(THINGS, headers={"authorization": token[:-4] + "AAAA"})
    assert answer.json()["detail"] == "The bearer token is not valid here."
    assert "signature" in capsys.readouterr().out


async def test_a_valid_token_without_the_scope_is_403(client: httpx.AsyncClient, callers: Any) -> None:
    answer = await client.post(THINGS, json={}, headers=callers.system("things:read"))
    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="things:write"' in answer.headers["www-authenticate"]


async def test_another_kind_of_caller_is_403(client: httpx.AsyncClient, callers: Any) -> None:
    assert (await client.post(THINGS, json={}, headers=callers.person())).status_code == 403


async def test_a_person_without_the_role_is_403(client: httpx.AsyncClient, callers: Any) -> None:
    visitor = await client.get("/thing/v1/recruiters/self", headers=callers.person())
    recruiter = await client.get("/thing/v1/recruiters/self", headers=callers.person(roles=["recruiter"]))
    assert (visitor.status_code, recruiter.status_code) == (403, 204)


async def test_a_stranger_learns_nothing_about_form_or_content(client: httpx.AsyncClient) -> None:
    for content, kind in ((b"{", "application/json"), (b"x", "text/plain"), (b"{}", "application/json")):
        answer = await client.post(THINGS, content=content, headers={"content-type": kind, "accept": "text/html"})
        assert answer.status_code == 401


async def test_another_organisations_thing_is_not_there(
    client: httpx.AsyncClient, callers: Any, a_thing: dict[str, Any]
) -> None:
    made = await client.post(THINGS, json=a_thing, headers=callers.system())
    address = made.headers["location"]
    assert (await client.get(address, headers=callers.system())).status_code == 200
    foreign = await client.get(address, headers=callers.system(organisation="elsewhere"))
    unknown = await client.get(address[:-4] + "0000", headers=callers.system(organisation="elsewhere"))
    assert foreign.status_code == unknown.status_code == 404
    assert {**foreign.json(), "instance": 0} == {**unknown.json(), "instance": 0}


async def test_a_route_is_given_who_calls(client: httpx.AsyncClient, callers: Any) -> None:
    headers = callers.person(email="anna@thuis.example", roles=["recruiter"])
    answer = await client.get("/thing/v1/callers/self", headers=headers)
    assert "anna@thuis.example ['recruiter'] None" in answer.text
